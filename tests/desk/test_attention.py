"""「需要关注」: what waits for whom on the first page, and that each count is the list that it opens."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from guihua.commissioning.models import Project
from guihua.core import clock
from guihua.core.jobs import Job, JobState
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.actions import findings
from guihua.delivery.calc.findings import Finding
from guihua.delivery.models import FindingKind, LateChange, MonthlyClose, Session
from guihua.desk import attention as told
from guihua.desk.models import Import
from guihua.directory.actions import attention
from guihua.directory.models import AttentionRule, Community, Invitation, Role, SignIn, User
from tests.desk.test_questions_asked import asked, grow
from tests.factories import programmes
from tests.factories.attention import DAYS
from tests.factories.closing import provider
from tests.factories.programmes import row

pytestmark = pytest.mark.django_db
SILENT, LACKING, ELSEWHERE, OUTSIDE = (
    "30 天没有记录的项目",
    "没有参与记录的场次",
    "没有写社区的场次",
    "不在合同期内的场次",
)
WEEK, FRESH = "这一周还没有记录的项目", "上次登录以后有变化的场次"
FAILED, REOPENING, PAIRS, INVITATIONS = "没有做完的导入", "等着决定的重新开放", "疑似重复的人", "快到期的邀请"


@pytest.fixture
def morning(everybody, settings, tmp_path):
    """13 April 2022: something of everything waits. Of GC-1 one session lacks its people, and one lies before the contract."""
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 4, 13))
    place = everybody.place
    Project.objects.filter(number="GC-1").update(starts_on=date(2022, 3, 2))
    programmes.attendance(place, tmp_path, row(code="N1", 日期="2022-03-01", 社区代码="", 未具名人数="5"))
    Session.objects.get(code="A2", project__number="GC-1").attendances.all().delete()
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=2))
    for who in ("office", "manager"):
        found = Import.objects.get(by__username=who)
        job = Job.objects.create(
            name="imports.write", asked_by=found.by, state=JobState.FAILED, asked_at=found.at, ended_at=found.at
        )
        Import.objects.filter(pk=found.pk).update(job=job)
    return everybody


def lines(client):
    return {line.title: line for line in client.get("/", follow=True).context.get("attention") or []}


def counts(client):
    return {title: line.count for title, line in lines(client).items()}


LATE_TASKS, ANSWERED = "过期的任务", "等着确认的任务"
TO_SUBMIT, TO_REVIEW, TO_CHECK = "要提交的定期报告", "等审核的定期报告", "等核对的定期报告"
RED = "预警的项目"
ASKED = "等答复的合作单位请求和意见"
TO_MOVE, TO_CHECK_PAID = "等批准的科目调剂", "等核对的付款"
TO_TAKE, GRAVE = "等受理的事件和投诉", "重大而没有办结的事件和投诉"
TO_ANSWER, DRAFTS = "等答复的初稿回应", "可以回应的评估初稿"
OVERSEEING = {SILENT: 2, OUTSIDE: 1}
OWN = {SILENT: 2, LACKING: 1, ELSEWHERE: 1, OUTSIDE: 1}
MORNING = {
    "office": {
        TO_TAKE: 6,
        RED: 3,
        FAILED: 1,
        REOPENING: 1,
        TO_MOVE: 1,
        TO_ANSWER: 1,
        **OWN,
        TO_REVIEW: 1,
        ASKED: 1,
        "等着合议的指标": 1,
        "等处理的申诉": 1,
        PAIRS: 0,
        INVITATIONS: 1,
    },
    "leader": {GRAVE: 5, RED: 3, REOPENING: 1, TO_MOVE: 1, **OVERSEEING},
    "finance": {**OVERSEEING, TO_CHECK_PAID: 1, "很久没有付款": 1},
    "auditor": OVERSEEING,
    "committee": OVERSEEING,
    "manager": {
        DRAFTS: 1,
        "要交的自评": 1,
        RED: 3,
        FAILED: 1,
        **OWN,
        TO_SUBMIT: 1,
        LATE_TASKS: 1,
        ASKED: 1,
        INVITATIONS: 1,
    },
    "worker": {LACKING: 1, ELSEWHERE: 1, OUTSIDE: 1, WEEK: 1, LATE_TASKS: 1},
    "confidant": {SILENT: 1, WEEK: 1},
    "liaison": {RED: 1, OUTSIDE: 1, TO_CHECK: 1, ANSWERED: 1, "等着填的评分表": 1},
    "partner": {},
    "secretary": {},
    "system": {},
    "security": {},
    "audit": {},
    "nobody": {},
}


@pytest.mark.parametrize("who", MORNING)
def test_each_role_is_told_of_what_it_can_do_something_about(morning, who):
    answer = morning.clients[who].get("/", follow=True)
    found = {line.title: line.count for line in answer.context.get("attention") or []}
    assert found == {title: n for title, n in MORNING[who].items() if n}


def counted(address, context):
    """How much there is on the page of a line: most are lists."""
    if address.startswith("/rounds/") and "/results/" not in address:
        return context["count"]
    return len(context["asked"]) if address == "/closing/" else context["shown"].total


@pytest.mark.parametrize("who", [who for who, found in MORNING.items() if found])
def test_each_count_is_the_list_that_it_opens(morning, who):
    client = morning.clients[who]
    shown = {}
    for title, line in lines(client).items():
        context = client.get(line.address).context
        shown[title] = counted(line.address, context)
    assert shown == counts(client)
    assert shown
    assert [title for title, line in lines(client).items() if not line.since] == []


def test_it_stands_before_everything_else_and_names_the_first_few(morning):
    page = morning.clients["office"].get("/").content.decode()
    assert page.index("需要关注") < page.index('class="tiles"')
    silent = lines(morning.clients["office"])[SILENT]
    assert (silent.names, silent.since) == (["向阳同行", "怡水驻校"], date(2022, 3, 2))


def test_months_that_are_still_open_stand_among_it(morning):
    """The closes of everybody's January and February are there; March is over."""
    page = morning.clients["manager"].get("/").content.decode()
    card = page[page.index('class="card attention"') :]
    assert "榕声社会工作服务中心的 2022 年 3 月还没结账。" in card[: card.index("</section>")]


def test_of_many_only_the_first_few_are_named(morning, tmp_path):
    grow(morning.place, tmp_path)
    Project.objects.update(starts_on=date(2022, 1, 1))
    Session.objects.filter(code__startswith="N").update(day=date(2022, 1, 5))
    line = lines(morning.clients["office"])[SILENT]
    assert (len(line.names), line.has_more, line.count) == (3, True, 32)


@pytest.mark.parametrize(("today", "is_silent"), [(date(2022, 4, 30), False), (date(2022, 5, 1), True)])
def test_a_project_is_silent_on_the_thirtieth_day_after_its_last_session(everybody, settings, today, is_silent):
    """GC-1 held its last on 1 April."""
    settings.DEMONSTRATION = SimpleNamespace(today=today)
    names = lines(everybody.clients["office"])[SILENT].names
    assert ("桂一同行" in names) == is_silent


def test_a_project_that_was_on_duty_has_not_just_begun_or_is_over_is_not_silent(everybody, settings):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 3, 31))  # GC-3 was on duty on 2 March
    assert counts(everybody.clients["office"]).get(SILENT) is None
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 1, 20))
    assert counts(everybody.clients["office"]).get(SILENT) is None
    settings.DEMONSTRATION = SimpleNamespace(today=date(2023, 1, 1))
    assert counts(everybody.clients["office"]).get(SILENT) is None


def test_what_somebody_said_is_so_does_not_come_up_again(morning):
    session = Session.objects.get(code="N1")
    finding = Finding(FindingKind.OUTSIDE_TERM, session.pk)
    findings.confirm(provider(), 202203, finding, by=User.objects.get(username="manager"), why="合同晚签")
    assert OUTSIDE not in counts(morning.clients["office"])


def test_the_office_says_after_how_many_days(morning):
    office = morning.clients["office"]
    answer = office.post("/programme/attention/", DAYS | {"silent_days": "45", "invitation_days": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    found = counts(office)
    assert ("45 天没有记录的项目" in found, SILENT in found, INVITATIONS in found) == (False, False, False)
    assert AuditRow.objects.filter(action="attention_rule.changed").get().details == {
        "changes": {"silent_days": [30, 45], "invitation_days": [3, 1]}
    }


@pytest.mark.parametrize("typed", ["", "0", "367", "很久", "-1"])
def test_a_number_of_days_that_makes_no_sense_is_refused_at_its_field(morning, typed):
    said = DAYS | {"silent_days": typed}
    answer = morning.clients["office"].post("/programme/attention/", said)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"silent_days": ["请填写 1 到 366 之间的天数。"]}
    assert AttentionRule.objects.count() == 0


def test_nobody_else_says_it(morning):
    for who in ("leader", "manager", "stranger"):
        by = User.objects.get(username=who)
        with pytest.raises(Refused, match="什么时候提醒由街道办公室定。"):
            attention.rule(morning.place, silent_days=45, invitation_days=3, late_days=30, by=by)


def test_another_sub_districts_rule_is_its_own(morning):
    by = User.objects.get(username="stranger")
    attention.rule(morning.beside, silent_days=1, invitation_days=1, late_days=1, by=by)
    assert counts(morning.clients["office"])[SILENT] == 2


def test_a_liaison_officer_reads_what_changed_since_the_last_time(morning, tmp_path):
    liaison, user = morning.clients["liaison"], User.objects.get(username="liaison")
    assert told.last_here(user) is None
    here = SignIn.objects.get(user=user)
    earlier = here.started_at - timedelta(days=1)
    SignIn.objects.create(
        user=user, key_hash=bytes(32), browser_hash=bytes(32), form_hash=bytes(32), started_at=earlier, used_at=earlier
    )
    before = counts(liaison)[FRESH]  # the whole programme was imported since
    SignIn.objects.filter(key_hash=bytes(32)).update(used_at=timezone.now())
    assert FRESH not in counts(liaison)
    programmes.attendance(morning.place, tmp_path, row(code="N2", 未具名人数="5"), row("GC-3", "N3", 未具名人数="5"))
    assert (counts(liaison)[FRESH], before) == (1, 4)
    programmes.attendance(morning.place, tmp_path, row(code="A1", 时长分钟="60", 未具名人数="30"))
    assert counts(liaison)[FRESH] == 2


def test_a_secretary_is_not_told_that_a_confidential_project_at_home_is_silent(morning):
    home = Community.objects.get(code="440605011001", subdistrict=morning.place)
    Project.objects.get(number="GC-2").communities.add(home)
    Project.objects.get(number="GC-3").communities.add(home)
    line = lines(morning.clients["secretary"])[SILENT]
    assert (line.count, line.names) == (1, ["怡水驻校"])
    assert morning.clients["secretary"].get(line.address).context["shown"].total == 1


@pytest.mark.parametrize("who", ["auditor", "committee"])
def test_who_asks_where_a_figure_comes_from_is_told_of_closed_months_that_were_changed(morning, who):
    close = MonthlyClose.objects.filter(subdistrict=morning.place).first()
    of = {"subdistrict": close.subdistrict, "month": close.month, "provider": close.provider, "close": close}
    for days in (1, 29, 31):
        at = timezone.make_aware(datetime.combine(clock.today() - timedelta(days=days), time(9)))
        LateChange.objects.create(**of, at=at, why="签到表核对后更正", before={}, after={})
    line = lines(morning.clients[who])["最近的结账后更正"]
    assert (line.count, morning.clients[who].get(line.address).context["shown"].total) == (2, 2)
    by = User.objects.get(username="office")
    attention.rule(morning.place, silent_days=30, invitation_days=3, late_days=7, by=by)
    assert morning.clients[who].get(line.address).context["shown"].total == 1
    assert "最近 7 天" in morning.clients[who].get(line.address).content.decode()
    assert "最近的结账后更正" not in counts(morning.clients["leader"])


@pytest.mark.once
@pytest.mark.parametrize(("who", "number"), [("office", None), ("manager", None), ("worker", Role.WORKER)])
def test_the_first_page_asks_as_often_for_thirty_more_projects(everybody, settings, tmp_path, who, number):
    """But for the names and the first day of a line that counts something only now."""
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 5, 10))
    few, known = asked(everybody.clients[who], "/"), set(lines(everybody.clients[who]))
    grow(everybody.place, tmp_path)
    new = set(lines(everybody.clients[who])) - known
    assert asked(everybody.clients[who], "/") - few in range(2 * len(new) + 1)


def test_the_days_of_the_first_page_and_those_of_the_board_say_of_each_other_that_they_differ(morning):
    office = morning.clients["office"]
    reminders, board = (office.get(page).content.decode() for page in ("/programme/attention/", "/board/rules/"))
    assert 'href="/board/rules/"' in reminders.partition("看板上的红灯黄灯另有自己的天数")[2]
    assert 'href="/programme/attention/"' in board.partition("满 30 天没有记录、满 45 天没有走访就提醒")[2]
