"""What a month lacks, and what is unlikely in it, each told once and never again once somebody said that it is so."""

from datetime import date, time
from random import Random

import pytest
from django.db.models import F

from guihua.commissioning.models import Project
from guihua.core.refusal import Refused
from guihua.delivery import unlikely
from guihua.delivery.actions import findings
from guihua.delivery.calc import findings as findings_in
from guihua.delivery.models import Activity, Attendance, Codename, Correction, Session
from guihua.directory.models import Community, Person
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.closing import MARCH, people, place, provider
from tests.factories.programmes import row, served

__all__ = ["account", "people", "place"]
pytestmark = pytest.mark.django_db
CHOIR = [served(f"居民{n}", f"1350013500{n}") for n in range(5)]


def told(month=MARCH):
    """Kind, session's code, the other's code or how many people; a project by its number."""
    found = unlikely.of(provider(), month)
    code = {pk: session.code for pk, session in found.sessions.items()}
    number = dict(Project.objects.values_list("pk", "number"))
    return {(one.kind, code.get(one.session) or number[one.project], code.get(one.other), one.number)
            for one in found.findings}  # fmt: skip


def test_a_small_month_in_order_lacks_nothing(place):
    assert told() == set()


def test_a_project_without_a_session_or_a_shift_is_silent(place):
    assert told(202202) == {("silent", f"GC-{n}", None, 0) for n in (1, 2, 3)}


def test_what_is_missing(place, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 社区代码="", 未具名人数="5"))
    programmes.attendance(place, tmp_path, row(code="N2", 未具名人数="5"))
    Attendance.objects.filter(session__code="N2").delete()
    assert told() == {("no-community", "N1", None, 0), ("no-records", "N2", None, 0)}


def test_a_confidential_project_is_not_asked_where_it_meets_people(place, tmp_path):
    programmes.attendance(
        place, tmp_path, row("GC-2", "B2", 开始时间="10:00", 社区代码="", **served("王保密", "13900139001"))
    )
    assert told() == set()


@pytest.mark.parametrize(
    ("start", "minutes", "is_told"),
    [("05:59", "30", True), ("06:00", "30", False), ("20:00", "120", False), ("20:00", "121", True)],
)
def test_what_is_held_at_night(place, tmp_path, start, minutes, is_told):
    programmes.attendance(place, tmp_path, row(code="N1", 开始时间=start, 时长分钟=minutes, 未具名人数="5"))
    assert told() == ({("night", "N1", None, 0)} if is_told else set())


def test_what_lies_outside_the_contract(place, tmp_path):
    Project.objects.filter(number="GC-1").update(starts_on="2022-03-05")
    programmes.attendance(place, tmp_path, row(code="N1", 日期="2022-03-04", 未具名人数="5"))
    assert told() == {("outside-term", "N1", None, 0)}


@pytest.mark.parametrize(("room", "is_told"), [(31, False), (30, True), (None, False)])
def test_more_people_than_the_room_holds(place, room, is_told):
    """A1 had 张晓丽, a volunteer, and thirty unnamed."""
    Session.objects.filter(code="A1").update(capacity=room and room + 1)
    assert told() == ({("over-room", "A1", None, 32)} if is_told else set())


def test_somebody_who_was_in_two_places_at_once(place, tmp_path):
    """A1 went on from 14:30 to 16:00."""
    programmes.attendance(
        place, tmp_path,
        row(code="N1", 开始时间="16:00", **served("张晓丽", "13800138001")),
        row(code="N2", 开始时间="15:30", 时长分钟="30", **served("张晓丽", "13800138001")),
        row(code="N2", 开始时间="15:30", 时长分钟="30", **served("何敏", "13700137001")),
    )  # fmt: skip
    assert told() == {("two-places", "A1", "N2", 1)}


def test_somebody_who_was_at_another_providers_session_at_the_same_time(place, tmp_path):
    shifted = row("GC-4", "L9", 开始时间="15:00", 社区代码="440605011004", **served("李明辉", "13800138002"))
    programmes.attendance(place, tmp_path, shifted)
    assert told() == {("two-places", "A1", "L9", 1)}


@pytest.mark.parametrize(
    ("activity", "start", "fewer", "is_told"),
    [
        ("书法班", "16:30", 0, True),
        ("合唱团", "16:30", 0, False),
        ("合唱团", "10:30", 0, True),
        ("书法班", "16:30", 1, False),
    ],
    ids=["another activity", "the same one later", "the same one meanwhile", "four people"],
)
def test_a_copied_roster(place, tmp_path, activity, start, fewer, is_told):
    day = {"日期": "2022-03-20"}
    who = CHOIR[fewer:]
    choir = [row(code="N1", 活动名称="合唱团", 开始时间="10:00", **day, **one) for one in who]
    again = [row(code="N2", 活动名称=activity, 开始时间=start, **day, **one) for one in who]
    programmes.attendance(place, tmp_path, *choir, *again)
    assert told() == ({("copied", "N1", "N2", 5)} if is_told else set())


def test_what_somebody_said_is_so_does_not_come_up_again(place, people, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 开始时间="05:00", 未具名人数="5"))
    (finding,) = unlikely.of(provider(), MARCH).findings
    findings.confirm(provider(), MARCH, finding, by=people["manager"], why="晨运小组")
    assert told() == set()
    assert [note.why for note in unlikely.of(provider(), MARCH).noted] == ["晨运小组"]


def test_a_word_is_needed_and_only_on_ones_own(place, people, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 开始时间="05:00", 未具名人数="5"))
    (finding,) = unlikely.of(provider(), MARCH).findings
    for whose, by, why in [
        (provider(), "manager", " "),
        (provider("乐活"), "manager", "x"),
        (provider("乐活"), "office", "x"),
    ]:
        with pytest.raises(Refused):
            findings.confirm(whose, MARCH, finding, by=people[by], why=why)
    assert told() == {("night", "N1", None, 0)}


def test_a_community_is_written_at_one_tap_and_kept_as_a_correction(place, people, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 社区代码="", 未具名人数="5"))
    findings.place(Session.objects.get(code="N1"), Community.objects.get(code="440605011004"), by=people["manager"])
    kept = Correction.objects.get()
    assert (told(), kept.new, kept.why) == (set(), "叠二社区（440605011004）", "结账前补写社区")


def of_the_whole(month=MARCH):
    """As `told`, from every session and roster of the sub-district."""
    sessions = unlikely.SESSION.frame(Session.objects.filter(month=month).order_by("pk"))
    rows = Attendance.objects.filter(session__month=month, count__gt=0).known_as().annotate(who=F("known_as"))
    terms = {pk: (first, last) for pk, first, last in Project.objects.values_list("pk", "starts_on", "ends_on")}
    about = dict(Session.objects.values_list("pk", "code"))
    own = set(Session.objects.filter(project__provider=provider()).values_list("pk", flat=True))
    private = set(Session.objects.filter(project__number="GC-2").values_list("pk", flat=True))
    return {(one.kind, about[one.session], about.get(one.other), one.number)
            for one in findings_in.found(sessions, unlikely.ATTENDANCE.frame(rows.order_by("pk")), terms)
            if {one.session, one.other} & own and not (one.kind == "no-community" and one.session in private)}  # fmt: skip


def a_busy_month(place, seed):
    """Sixty sessions of four projects in ten days, among thirty people, of whom every fifth turns out to be another one;
    in the confidential project they have codenames. Every other roster is another's of the same day."""
    chance = Random(seed)
    people = [Person.objects.create(subdistrict=place, name=f"居民{n}", handle_index=bytes([n])) for n in range(30)]
    for one in people[::5]:
        Person.objects.filter(pk=one.pk).update(merged_into=people[chance.choice([1, 2, 3, 4])])
    domain = Project.objects.get(number="GC-2").domain
    codes = [
        Codename.objects.create(subdistrict=place, domain=domain, code=f"匿9{n:03d}", handle_index=bytes([n]))
        for n in range(9)
    ]
    Codename.objects.filter(pk=codes[0].pk).update(merged_into=codes[1])
    projects = list(Project.objects.order_by("number"))
    activities = {
        (one.pk, name): Activity.objects.create(subdistrict=place, project=one, name=name, form="group")
        for one in projects for name in ("合唱团", "书法班")
    }  # fmt: skip
    rosters = {}
    for n in range(60):
        project, day = chance.choice(projects), date(2022, 3, 20 + n % 10)
        session = Session.objects.create(
            subdistrict=place, project=project, activity=activities[project.pk, chance.choice(["合唱团", "书法班"])],
            code=f"M{n}", day=day, month=MARCH, starts_at=time(chance.randint(9, 16)), minutes=chance.choice([60, 150]),
        )  # fmt: skip
        who = rosters.get(day) if n // 10 % 2 else None
        rosters[day] = who = who or chance.sample(range(30), chance.choice([0, 4, 6, 9]))
        hidden = project.number == "GC-2"
        came = {codes[i % 9] for i in who} if hidden else {people[i] for i in who}
        named = "codename" if hidden else "person"
        Attendance.objects.bulk_create(
            [Attendance(session=session, part="served", count=1, **{named: one}) for one in came]
        )


@pytest.mark.parametrize("seed", range(3))
def test_of_others_no_more_is_read_than_is_needed_and_no_less(place, seed):
    """The same as of all that the sub-district has; and all kinds of pairs are among it."""
    a_busy_month(place, seed)
    assert told() == of_the_whole()
    assert {one[0] for one in told()} >= {"copied", "two-places", "no-records"}


def test_as_many_questions_for_thirty_findings_as_for_one(place, tmp_path, django_assert_num_queries):
    def questions(n):
        rows = [row(code=f"M{n}-{i}", 开始时间="05:00", 未具名人数="5") for i in range(n)]
        programmes.attendance(place, tmp_path, *rows)
        with django_assert_num_queries(15):
            return len(unlikely.of(provider(), MARCH).findings)

    assert [questions(1), questions(29)] == [1, 30]
