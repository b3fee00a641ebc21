"""Incidents and complaints: reported in time or late, told to whom it concerns, escalated once, followed, closed with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning.actions import incident_times, incidents
from guihua.commissioning.calc import incidents as calc
from guihua.commissioning.incident_policy import mark_of
from guihua.commissioning.models import Incident, IncidentStep, IncidentTimes, Project, StepKind
from guihua.core import audit, clock, inbox
from guihua.core.inbox import post
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Community, Membership, Role
from tests.factories.accounts import SINCE, account
from tests.factories.incidents import FELL, fell, said
from tests.factories.told import hand, people

__all__ = ["account", "hand", "people"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
YEARS = {"min_value": datetime(2022, 1, 1), "max_value": datetime(2023, 1, 1)}  # noqa: DTZ001 - what Hypothesis asks for
MOMENTS = st.datetimes(timezones=st.just(UTC), **YEARS)


@pytest.fixture
def later(monkeypatch):
    """So many hours on."""
    usual = clock.now
    return lambda hours: monkeypatch.setattr(clock, "now", lambda: usual() + timedelta(hours=hours))


@pytest.fixture
def leader(hand):
    return hand("hehaohong", Role.LEADER, name="何浩宏")


@pytest.fixture
def secretary(programme):
    """关志明, of the community in which GC-1 is stationed."""
    home = Community.objects.get(name="桂一社区")
    Project.objects.get(number="GC-1").communities.set([home])
    user = users.register("guan", name="关志明", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.SECRETARY, home.subdistrict, by=audit.SYSTEM, community=home, since=SINCE)
    return user


def told(kind):
    rows = Notice.objects.filter(kind=f"incident.{kind}").select_related("user").order_by("user__username")
    return [one.user.username for one in rows]


def given_to(one):
    """Within how many hours it had to be reported, within how many days it is to be closed."""
    return ((one.report_by - one.known_at).total_seconds() / 3600, (one.close_by - one.reported_at).days)


def steps(one):
    return [(step.kind, step.text) for step in one.steps.all()]


@given(known=MOMENTS, waited=st.integers(0, 10_000), hours=st.integers(1, 240))
def test_what_is_reported_within_its_hours_is_not_late_and_else_by_what_is_over(known, waited, hours):
    due = calc.due(calc.Times(hours, 1, 1), known, known + timedelta(minutes=waited))
    assert calc.minutes_late(known + timedelta(minutes=waited), due.report_by) == max(0, waited - hours * 60)


def test_a_grave_one_is_told_at_once_to_the_office_the_leader_and_the_project(people, leader):
    one = fell(by=people["lijie"])
    assert (one.minutes_late, told("reported")) == (0, ["hehaohong", "hemin", "lianghuimin", "suwanqing"])
    assert Notice.objects.filter(user=leader).get().words.startswith("「桂一同行」报告了（重大 · 人身伤害），")


def test_what_is_not_grave_the_leader_is_not_told_and_late_says_by_how_much(people, leader, client):
    one = fell(by=people["hemin"], grade="minor", hours=30.5)
    assert (one.minutes_late, told("reported")) == (390, ["lianghuimin", "lijie", "suwanqing"])
    client.force_login(people["suwanqing"], BACKEND)
    page = client.get(reverse("commissioning:incident", args=[one.pk])).content.decode()
    assert "报告晚了 6 小时 30 分钟。" in page


def test_neither_notice_nor_mail_nor_trail_nor_database_has_what_happened_or_a_confidential_project(
    people, hand, tmp_path, settings
):
    settings.GUIHUA_MAIL_DIR = tmp_path
    inbox.wish(mail_address="hemin@example.org", no_notice=[], no_mail=[], by=people["hemin"])
    one = fell("GC-2", by=people["suwanqing"])
    incidents.take_up(one, by=people["suwanqing"])
    incidents.note(one, "家属说台阶没有扶手", by=people["hemin"])
    incidents.close(one, "settled", "装了扶手", "每次活动前看台阶", by=people["suwanqing"])
    post.post_due()
    words = [one.words for one in Notice.objects.filter(user=people["hemin"]).order_by("at", "pk")]
    assert [word[:9] for word in words] == ["有一个项目报告了（", "有一个项目的（重大"]
    mails = "".join(path.read_bytes().decode() for path in tmp_path.glob("*.eml"))
    trail = str(list(AuditRow.objects.values_list("details", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM commissioning_incident")
        rows = b"".join(bytes(value) for value in cursor.fetchone() if isinstance(value, bytes | memoryview))
    assert mails
    for heard in (FELL[:6], "扶手", "台阶", "向阳"):
        assert (heard in mails, heard in trail, heard.encode() in rows) == (False, False, False)
    assert (Incident.objects.get().texts["what"], one.steps.last().learned) == (FELL, "每次活动前看台阶")


def test_what_nobody_takes_up_within_its_hours_goes_to_the_leader_once(people, leader, later):
    one = fell(by=people["hemin"], grade="minor")
    assert incidents.escalate_due(by=audit.SYSTEM) == 0
    later(73)
    assert [incidents.escalate_due(by=audit.SYSTEM) for _run in range(2)] == [1, 0]
    assert (told("escalated"), steps(one)) == (["hehaohong", "suwanqing"], [(StepKind.ESCALATED, "")])
    incidents.take_up(one, by=people["suwanqing"])
    assert Notice.objects.filter(kind="incident.escalated").unread().count() == 0


def test_it_is_taken_up_asked_about_answered_closed_with_a_reason_and_reopened(people):
    one, office, manager = fell(by=people["lijie"]), people["suwanqing"], people["hemin"]
    with pytest.raises(Refused) as early:
        incidents.close(one, "settled", "处理好了", "无", by=office)
    assert early.value.sentence == "现在是「待受理」，不能改为「已办结」。"
    incidents.take_up(one, by=office)
    incidents.ask(one, "有没有通知家属？", by=office)
    assert told("asked") == ["hemin", "lijie"]
    incidents.answer(one, "通知了，家属当场来接。", by=manager)
    incidents.close(one, "settled", "家属没有异议", "门口装扶手", by=office)
    incidents.reopen(one, "家属又来反映", by=office)
    assert steps(one) == [
        (StepKind.TAKEN, ""),
        (StepKind.ASKED, "有没有通知家属？"),
        (StepKind.ANSWERED, "通知了，家属当场来接。"),
        (StepKind.CLOSED, "家属没有异议"),
        (StepKind.REOPENED, "家属又来反映"),
    ]
    now = Incident.objects.get()
    assert (now.state, now.outcome, now.closed_at) == ("taken", "", None)


@pytest.mark.parametrize("who", ["hemin", "lijie", "lianghuimin"])
def test_nobody_but_the_office_takes_up_closes_or_reopens(people, who):
    one = fell()
    deeds = (
        lambda: incidents.take_up(one, by=people[who]),
        lambda: incidents.close(one, "settled", "好了", "无", by=people[who]),
        lambda: incidents.reopen(one, "没有好", by=people[who]),
    )
    for deed in deeds:
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.sentence == "突发事件和投诉由街道办公室受理和办结。"


def test_a_leader_learns_that_something_grave_happened_at_a_confidential_project_and_not_what(
    people, leader, hand, client
):
    one = fell("GC-2")
    stranger = hand("chenyi", Role.WORKER)
    assert list(Incident.objects.visible_to(stranger)) == []
    assert (list(Incident.objects.visible_to(leader)), list(Incident.objects.told_to(leader))) == ([one], [])
    assert list(Incident.objects.told_to(people["suwanqing"])) == [one]
    client.force_login(leader, BACKEND)
    page = client.get(reverse("commissioning:incident", args=[one.pk])).content.decode()
    assert ("重大 · 人身伤害" in page, FELL[:6] in page) == (True, False)


def test_a_secretary_hands_a_complaint_on_learns_of_its_end_and_of_nothing_else(people, secretary):
    fell()
    with pytest.raises(Refused) as refused:
        fell(by=secretary)
    assert refused.value.sentence == "社区转来的是居民的投诉，请选「投诉」。"
    one = fell(by=secretary, kind="complaint", grade="minor")
    assert list(Incident.objects.visible_to(secretary)) == [one]
    incidents.take_up(one, by=people["suwanqing"])
    incidents.close(one, "unfounded", "去看过，没有", "无", by=people["suwanqing"])
    assert (told("taken"), "guan" in told("closed")) == (["guan"], True)
    Membership.objects.filter(user=secretary).update(until="2021-01-01")
    assert list(Incident.objects.visible_to(secretary)) == []


def test_the_same_form_sent_twice_is_one_report(people, client):
    client.force_login(people["lijie"], BACKEND)
    address = reverse("commissioning:incident_reporting")
    typed = {name: value for name, value in client.get(address).context["form"].initial.items() if value is not None}
    typed |= {
        "kind": "harm",
        "what": FELL,
        "place": "门口",
        "happened_at": "2022-03-10T14:30",
        "known_at": "２０２２-３-１０ 14:40",
    }
    led = [client.post(address, typed)["Location"] for _time in range(2)]
    one = Incident.objects.get()
    assert led == [reverse("commissioning:incident", args=[one.pk])] * 2
    assert f"{one.known_at:%H:%M}" == "06:40"


def test_who_has_no_project_yet_is_told_so(programme, client):
    user = users.register("xin", name="新来", password="osmanthus-2022", by=audit.SYSTEM)
    provider = Project.objects.get(number="GC-1").provider
    users.appoint(user, Role.WORKER, programme, by=audit.SYSTEM, organisation=provider, since=SINCE)
    client.force_login(user, BACKEND)
    page = client.get(reverse("commissioning:incident_reporting"))
    assert (page.status_code, "现在没有您能报告的项目。" in page.content.decode()) == (409, True)


def test_what_cannot_be_is_refused_at_its_field_and_what_was_typed_stays(people, client):
    client.force_login(people["lijie"], BACKEND)
    address = reverse("commissioning:incident_reporting")
    typed = {name: value for name, value in client.get(address).context["form"].initial.items() if value is not None}
    typed |= {"what": FELL, "place": "", "happened_at": "2022-03-10T15:30", "known_at": "2022-03-10T14:30", "kind": ""}
    refused = client.post(address, typed)
    assert refused.context["form"].errors == {"kind": ["请选类型。"], "place": ["请写在哪里。"]}
    refused = client.post(address, typed | {"kind": "harm", "place": "门口"})
    assert refused.context["form"].errors == {"happened_at": ["发生的时间晚于知道的时间。"]}
    assert (refused.status_code, FELL in refused.content.decode()) == (422, True)


def test_the_second_of_two_who_correct_it_sees_what_changed_and_nothing_typed_is_lost(people, client):
    one = fell(by=people["suwanqing"])
    address = reverse("commissioning:incident_correcting", args=[one.pk])
    client.force_login(people["suwanqing"], BACKEND)
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"why": "写清楚"}
    seen = {f"initial-{name}": form[name].value() or "" for name in form.edited}
    client.post(address, typed | seen | {"what": "一位长者滑倒，额头缝了两针。", "told": "家属、派出所"})
    second = client.post(address, typed | seen | {"what": "一位长者滑倒，没有大碍。", "place": "一楼大厅"})
    form = second.context["form"]
    choice = form.choice_of("what")
    assert (second.status_code, choice.before, choice.theirs, choice.mine) == (
        422,
        FELL,
        "一位长者滑倒，额头缝了两针。",
        "一位长者滑倒，没有大碍。",
    )
    assert (form["place"].value(), form["told"].value()) == ("一楼大厅", "家属、派出所")
    assert [list(step.before) for step in IncidentStep.objects.all()] == [["told", "what"]]


def test_what_turns_out_grave_the_leader_is_told_then(people, leader):
    one = fell(by=people["hemin"], grade="minor")
    assert "hehaohong" not in told("reported")
    told_then = said(grade="grave", happened_at=one.happened_at, known_at=one.known_at)
    incidents.correct(one, told_then, why="住院了", seen=1, by=people["hemin"])
    assert "hehaohong" in told("reported")
    assert Incident.objects.get().report_by == one.known_at + timedelta(hours=2)


def test_the_office_says_by_when_and_what_was_reported_before_keeps_its_times(people):
    before, place = fell(grade="minor"), people["suwanqing"].memberships.get().subdistrict
    times = IncidentTimes.objects.of(place)
    new = times | {"minor": calc.Times(48, 72, 40)}
    incident_times.change(place, new, seen=mark_of(times), by=people["suwanqing"])
    assert (Incident.objects.get().report_by, given_to(fell(grade="minor"))) == (before.report_by, (48, 40))
    for wrong, sentence in (
        (new | {"grave": calc.Times(50, 2, 7)}, "越重大的，时限不能越长。"),
        (times, "刚刚被别人改过。您没有动过的已换成现在的内容，两边都改了的请选择，核对后再保存。"),
    ):
        seen = mark_of(new) if wrong is not times else mark_of(times)
        with pytest.raises(Refused) as refused:
            incident_times.change(place, wrong, seen=seen, by=people["suwanqing"])
        assert refused.value.sentence == sentence
