"""One panel by hand: every rule is looked at again, what breaks one is told, and who leaves stays on file."""

from datetime import timedelta

import pytest
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Role, User
from guihua.evaluation.actions import absences, assessors, panels
from guihua.evaluation.models import Absence, Assessor, Panel, Round, ScoreSheet, Seat
from guihua.evaluation.pool import TieSaid
from guihua.evaluation.said import MeetingSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(programme):
    week = judging.days()["visits_from"] + timedelta(days=6)
    made = judging.opened("末期", *judging.ALL, **judging.SMALL | {"visits_until": week})
    judging.experts("甲乙", "甲乙丙丁")
    judging.arranged(made)
    return made


@pytest.fixture
def su(programme):
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, programme, by=audit.SYSTEM)
    return user


@pytest.fixture
def office(su, client):
    client.force_login(su, backend="guihua.directory.signing_in.UsernameOrPhone")
    return client


def panel(number="GC-1"):
    return Panel.objects.get(entered__project__number=number)


def practised(number="GC-1"):
    """Whose seat is that of practice."""
    return Seat.objects.get(panel=panel(number), assessor__is_practice=True, left_at=None)


def free(number="GC-1", kind="实"):
    there = judging.seated(panel(number).entered.round)[number]
    return next(one for one in Assessor.objects.filter(name__startswith=kind).order_by("name") if one.name not in there)


def put(comes, number="GC-1", instead=None, why=""):
    found = panel(number)
    return panels.seat(found, comes, seen=found.revision, instead=instead, why=why, by=audit.SYSTEM)


def test_somebody_takes_the_seat_of_somebody(one):
    leaves, comes = practised(), free()
    put(comes, instead=leaves)
    assert comes.name in judging.seated(one)["GC-1"]
    assert (leaves.assessor.name in judging.seated(one)["GC-1"], Seat.objects.filter(pk=leaves.pk).exists()) == (
        False,
        False,
    )


def test_a_conflict_is_refused_whatever_the_reason(one):
    comes = free()
    assessors.tie(comes, TieSaid("worked", project=Project.objects.get(number="GC-1")), by=audit.SYSTEM)
    with pytest.raises(Refused, match=f"{comes.name}要回避这个项目。"):
        put(comes, instead=practised(), why="没有别人")


def test_another_rule_is_broken_for_a_reason_alone_which_stays_on_file(one):
    comes = free(kind="财")
    with pytest.raises(Refused, match="实务有 0 位，至少要 1 位。一定要这样排，请写原因。"):
        put(comes, instead=practised())
    put(comes, instead=practised(), why="实务专家都有事")
    assert AuditRow.objects.get(action="panel.seated").details["why"] == "实务专家都有事"


def test_an_empty_seat_is_filled_without_a_reason(one):
    panels.leave(practised(), why="生病", by=audit.SYSTEM)
    put(free())
    assert len(judging.seated(one)["GC-1"]) == 2


def test_who_leaves_stays_on_file_with_the_reason_and_is_not_arranged_there_again(one):
    seat = practised()
    panels.leave(seat, why="生病", by=audit.SYSTEM)
    judging.arranged(one)
    seat.refresh_from_db()
    assert (seat.left_why, seat.assessor.name in judging.seated(one)["GC-1"], len(judging.seated(one)["GC-1"])) == (
        "生病",
        False,
        2,
    )
    put(seat.assessor, why="好了")
    assert Seat.objects.get(pk=seat.pk).left_at is None


def test_who_submitted_a_sheet_does_not_leave(one):
    seat = practised()
    ScoreSheet.objects.create(
        entered=seat.panel.entered, source="assessors", seat=seat, state="submitted", submitted_at=clock.now()
    )
    for deed in (lambda: panels.leave(seat, why="生病", by=audit.SYSTEM), lambda: put(free(), instead=seat)):
        with pytest.raises(Refused, match="评分表已经提交"):
            deed()


def test_who_never_submitted_still_leaves_when_sheets_are_due_so_that_there_can_be_a_draft(one, su, office):
    Round.objects.filter(pk=one.pk).update(scoring_until=clock.today() - timedelta(days=1))
    seat, found = practised(), panel()
    page = office.get(reverse("evaluation:panel", args=[found.pk])).content.decode()
    leaving, changing = (
        reverse("evaluation:seat_leaving", args=[seat.pk]),
        reverse("evaluation:panel_seating", args=[found.pk]),
    )
    assert (leaving in page, changing in page) == (True, False)
    with pytest.raises(Refused, match="不能再排、再换人"):
        panels.seat(found, free(), seen=found.revision, instead=seat, by=su)
    assert panels.leave(seat, why="没有交评分表", by=su).left_why == "没有交评分表"


def test_a_fixed_seat_and_a_fixed_time_stay_when_panels_are_arranged_again(one):
    found, last = panel(), one.visits_until
    panels.meet(found, MeetingSaid(last, "pm", "online", is_fixed=True), seen=found.revision, by=audit.SYSTEM)
    panels.fix(practised(), is_fixed=True, by=audit.SYSTEM)
    name = practised().assessor.name
    assert judging.arranged(one).is_there
    now = panel()
    assert (now.day, now.half, now.meeting, name in judging.seated(one)["GC-1"]) == (last, "pm", "online", True)


def test_nobody_sits_on_two_panels_at_the_same_time(one):
    first, other = panel("GC-1"), panel("GC-2")
    shared = Seat.objects.get(panel=first, assessor__is_finance=True).assessor
    if shared.name not in judging.seated(one)["GC-2"]:
        put(shared, "GC-2", Seat.objects.get(panel=other, assessor__is_finance=True), why="试一试")
    other.refresh_from_db(), first.refresh_from_db()
    with pytest.raises(Refused, match="同时在 2 个组"):
        panels.meet(other, MeetingSaid(first.day, first.half), seen=other.revision, why="一定要", by=audit.SYSTEM)


def test_a_time_beyond_the_visit_days_is_refused(one):
    found, late = panel(), one.visits_until + timedelta(days=1)
    with pytest.raises(Refused, match="这一天不在这一轮的评估日里。"):
        panels.meet(found, MeetingSaid(late, "am"), seen=found.revision, by=audit.SYSTEM)


def test_who_saves_second_is_told(one):
    found = panel()
    panels.meet(
        found, MeetingSaid(one.visits_from, "am", is_fixed=True), seen=found.revision, why="早", by=audit.SYSTEM
    )
    with pytest.raises(Refused, match="刚刚被别人改过"):
        panels.meet(found, MeetingSaid(one.visits_from, "pm"), seen=found.revision, why="晚", by=audit.SYSTEM)


def test_an_assessor_says_when_they_cannot_come_and_the_office_does(one, su):
    person = Assessor.objects.get(name="实甲")
    own = users.register("shijia", name="实甲", password="osmanthus-2022", by=audit.SYSTEM)
    Assessor.objects.filter(pk=person.pk).update(user=own)
    day = one.visits_from
    assert (
        absences.say(person, one, {(day, "am"), (day, "pm"), (one.visits_until + timedelta(days=9), "am")}, by=own) == 2
    )
    assert absences.say(person, one, {(day, "pm")}, by=su) == 1
    assert list(Absence.objects.values_list("assessor__name", "day", "half")) == [("实甲", day, "pm")]
    with pytest.raises(Refused, match="评估由街道办公室组织。"):
        absences.say(Assessor.objects.get(name="实乙"), one, set(), by=own)


def test_whoever_sits_where_they_cannot_come_is_told_on_the_page(one, office):
    found, seat = panel(), practised()
    absences.say(seat.assessor, one, {(found.day, found.half)}, by=audit.SYSTEM)
    page = office.get(reverse("evaluation:panels", args=[one.pk]) + "?state=broken").content.decode()
    assert (f"{seat.assessor.name} {found.day}" in page, "怡水驻校" in page) == (True, False)


def test_the_office_changes_a_panel_on_its_pages(one, office):
    found, seat, comes = panel(), practised(), free()
    page = office.get(reverse("evaluation:panel", args=[found.pk])).content.decode()
    assert (seat.assessor.name in page, "为什么是这位" in page, "都合规则" in page) == (True, True, True)
    seating = reverse("evaluation:panel_seating", args=[found.pk]) + f"?instead={seat.pk}"
    assert comes.name in office.get(seating).content.decode()
    office.post(seating, {"assessor": comes.pk, "seen": found.revision, "why": ""})
    assert comes.name in judging.seated(one)["GC-1"]
    new = practised()
    office.post(reverse("evaluation:seat_fixing", args=[new.pk]), {"fix": "1"})
    office.post(reverse("evaluation:seat_leaving", args=[new.pk]), {"why": "生病"})
    page = office.get(reverse("evaluation:panel", args=[found.pk])).content.decode()
    assert ("空席" in page, "生病" in page, "有 1 位专家，要 2 位。" in page) == (True, True, True)
    fresh = panel()
    form = {
        "day": one.visits_from.isoformat(),
        "half": "pm",
        "meeting": "both",
        "seen": fresh.revision,
        "why": "约好的",
    }
    assert office.post(reverse("evaluation:panel_meeting", args=[found.pk]), form).status_code == 302
    assert (panel().half, panel().meeting) == ("pm", "both")


def test_ways_are_set_before_anybody_sits(programme, office):
    made = judging.opened("末期", *judging.ALL, **judging.SMALL)
    keys = {f"way_{one.project_id}": "online" for one in made.projects.all()}
    office.post(reverse("evaluation:panel_ways", args=[made.pk]), keys)
    assert list(Panel.objects.values_list("meeting", "day")) == [("online", None)] * 3
    judging.experts("甲乙", "甲乙丙")
    judging.arranged(made)
    assert set(Panel.objects.values_list("meeting", flat=True)) == {"online"}


def test_the_office_enters_half_days_in_a_grid(one, office):
    person = Assessor.objects.get(name="实甲")
    address = reverse("evaluation:assessor_absences", args=[person.pk])
    assert office.get(address).status_code == 200
    office.post(address, {"away": [f"{one.visits_from} am"]})
    assert list(Absence.objects.values_list("half", flat=True)) == ["am"]
    assert f'value="{one.visits_from} am" checked' in office.get(address).content.decode()
    assert User.objects.count() == 1


def test_whoever_receives_a_panel_sees_when_and_how_it_comes_and_not_who(one, programme, client):
    provider = Project.objects.get(number="GC-1").provider
    manager = users.register("lin", name="林经理", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(manager, Role.MANAGER, programme, by=audit.SYSTEM, organisation=provider)
    client.force_login(manager, backend="guihua.directory.signing_in.UsernameOrPhone")
    found = panel()
    when = f"{found.day} {found.get_half_display()} · 现场"
    project = client.get(reverse("desk:project", args=[found.entered.project_id])).content.decode()
    page = client.get(reverse("evaluation:round", args=[one.pk])).content.decode()
    assert ("接待安排" in project, when in project, when in page) == (True, True, True)
    assert not any(name in project + page for names in judging.seated(one).values() for name in names)
    assert client.get(reverse("evaluation:panel", args=[found.pk])).status_code == 404
