"""A project's timeline tells what happened, the latest first, as far as its reader may see each thing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from guihua.commissioning.actions import files, payments, reporting, signing, stops, tasks, visits
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Domain, Procurement, Project, ProjectState
from guihua.core import audit, clock
from guihua.delivery.models import Session
from guihua.desk import timeline
from guihua.desk.timeline_sources import SOURCES
from guihua.directory.models import Grant, User
from guihua.evaluation.actions import rounds, sheets
from guihua.evaluation.models import Round
from tests.factories import judged, judging, told
from tests.factories.contracts import terms
from tests.factories.visits import said, sides, task, visit

__all__ = ["sides", "task", "visit"]
pytestmark = pytest.mark.django_db


def events(project, user, **asked):
    query = QueryDict(mutable=True)
    query.update(asked)
    _asked, _page, months = timeline.page_of(project, user, query)
    return [event for month in months for event in month.events]


def words(project, user, **asked):
    return [(f"{event.day:%m-%d}", event.words) for event in events(project, user, **asked)]


def test_what_happened_stands_there_by_its_day_the_latest_first(sides, visit):
    raised = tasks.raise_for(sides.project, "补记两次探访", clock.today(), by=sides.officer)
    tasks.answer(raised, "补了。", by=sides.manager)
    tasks.accept(raised, by=sides.officer)
    today = f"{clock.today():%m-%d}"
    assert words(sides.project, sides.office, kind="visits") == [
        (today, "任务已完成：补记两次探访"),
        (today, "新任务：补记两次探访"),
        ("03-10", "挂钩走访：现场，80 分钟"),
    ]


def test_of_messages_it_tells_that_there_were_any_and_not_what_they_say(sides):
    thread = told.thread(sides.manager, text="场地改到二楼。", subject="三月的场地")
    [event] = events(sides.project, sides.office, kind="messages")
    assert (event.words, event.address) == ("1 条消息", f"/projects/{sides.project.pk}/messages/")
    assert thread.subject not in event.words


def test_sessions_are_counted_by_the_week(everybody):
    project = Project.objects.get(number="GC-1")
    held = Session.objects.filter(project=project).values_list("day", flat=True)
    weeks = {day - timedelta(days=day.weekday()) for day in held}
    counted = [event.words for event in events(project, User.objects.get(username="office"), kind="sessions")]
    assert len(counted) == len(weeks)
    assert sum(int(word.split()[1]) for word in counted) == len(held)


def test_money_is_told_to_who_reads_the_account_alone(sides):
    contract = signing.sign(sides.project, terms(sides.project), by=audit.SYSTEM)
    payments.ask(contract.instalments.first(), by=sides.manager)
    said = [word for _day, word in words(sides.project, sides.office, kind="money")]
    assert (said[0], said[1][:5]) == ("第 1 期付款 85,800.00 元：待核对", "签订合同 ")
    assert words(sides.project, sides.worker, kind="money") == []


def test_a_report_is_told_once_it_is_submitted_and_papers_as_long_as_they_are_there(sides):
    [report, *_later] = told.reports(sides.place)
    told.written(report)
    before = words(sides.project, sides.office, kind="reports")
    reporting.submit(report, told.FIGURES, by=audit.SYSTEM)
    paper = files.add(sides.project, "四月排班表", Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    after = [word for kind in ("reports", "files") for _day, word in words(sides.project, sides.office, kind=kind)]
    files.remove(paper, by=audit.SYSTEM)
    assert (before, after) == ([], [f"提交 {report.period}报告", "资料「四月排班表」版本 1"])
    assert words(sides.project, sides.office, kind="files") == []


def test_who_came_and_left_is_told_to_who_oversees_it_or_runs_it(sides):
    Grant.objects.filter(user=sides.worker).update(until=date(2022, 5, 1))
    left = ("05-01", "社工陈静不再负责")
    seen = {side: left in words(sides.project, getattr(sides, side)) for side in ("office", "manager", "officer")}
    assert seen == {"office": True, "manager": True, "officer": False}


def test_what_is_to_come_has_not_happened_yet(sides):
    Grant.objects.filter(user=sides.worker).update(until=clock.today() + timedelta(days=1))
    assert all(event.day <= clock.today() for event in events(sides.project, sides.office))


def test_a_confidential_domains_papers_stay_its_own_workers(sides):
    files.add(sides.project, "四月排班表", Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    Domain.objects.filter(projects=sides.project).update(is_confidential=True)
    told_to = {side: len(words(sides.project, getattr(sides, side), kind="files")) for side in ("office", "worker")}
    assert told_to == {"office": 0, "worker": 1}


def test_it_is_narrowed_by_kind_and_month_and_what_makes_no_sense_is_said_at_its_field(client, sides, visit):
    client.force_login(sides.office, "guihua.directory.signing_in.UsernameOrPhone")
    address = f"/projects/{sides.project.pk}/timeline/"
    march = client.get(address, {"kind": "visits", "month": "2022-03"})
    assert [month.name for month in march.context["months"]] == ["2022年3月"]
    wrong = client.get(address, {"kind": "abc", "month": "1999-01"})
    assert (wrong.status_code, sorted(wrong.context["asked"].errors)) == (422, ["kind", "month"])
    assert client.get(address, {"page": "x"}).status_code == 200


def test_it_asks_as_often_for_thirty_visits_as_for_one_and_is_paged(client, sides, visit):
    client.force_login(sides.office, "guihua.directory.signing_in.UsernameOrPhone")
    address = f"/projects/{sides.project.pk}/timeline/"

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for n in range(29):
        visits.enter(sides.project, said(day=date(2022, 3, 1) + timedelta(days=n % 28)), by=sides.officer)
    assert asked() == before
    second = client.get(f"{address}?kind=visits&size=25&page=2").context["months"]
    assert sum(len(month.events) for month in second) == 5


def test_a_purchase_is_told_step_by_step_to_those_who_oversee(everybody):
    purchase = Procurement.objects.get(project__number="GC-1")
    office, manager = (User.objects.get(username=name) for name in ("office", "manager"))
    assert words(purchase.project, office, kind="buying")[-1] == ("11-01", "采购：公开采购预算")
    assert [word for _day, word in words(purchase.project, manager, kind="buying")] == [
        "公布：合同公告",
        "公布：成交公告",
    ]


def test_each_source_has_a_group_and_each_group_a_source():
    assert {source.group for source in SOURCES} == set(timeline.GROUPS)


def test_that_a_project_stood_still_is_told_and_why_is_not(sides):
    Project.objects.filter(pk=sides.project.pk).update(state=ProjectState.RUNNING)
    stops.suspend(sides.project, since=clock.today(), why="场地漏水", by=sides.office)
    assert words(sides.project, sides.worker, kind="course") == [(f"{clock.today():%m-%d}", "项目暂停")]


def test_of_its_evaluation_each_is_told_what_that_reader_may_see(sides):
    one = judging.opened("末期轮")
    sheets.submit(judging.marked(judging.sheet(one), "60", "39.5"), by=audit.SYSTEM)
    judging.reported(one, "有三册", "目录有", "都做到了")
    judging.planned("筹备轮")
    today = f"{clock.today():%m-%d}"
    begun, scored = (today, "「末期轮」开始，评这个项目"), (today, "挂钩人员提交「末期轮」的评分表")
    own = (today, "承接机构交「末期轮」的自评")
    told_to = {
        side: sorted(words(sides.project, getattr(sides, side), kind="judging"))
        for side in ("office", "officer", "manager", "worker")
    }
    assert told_to == {
        "office": sorted([begun, own, scored]),
        "officer": sorted([begun, own, scored]),
        "manager": sorted([begun, own]),
        "worker": [],
    }


def test_a_project_that_is_withdrawn_is_told_so_without_the_reason(sides):
    rounds.withdraw(judging.opened("末期轮").projects.get(), why="合同提前结束", by=audit.SYSTEM)
    said = {word for _day, word in words(sides.project, sides.manager, kind="judging")}
    assert said == {"「末期轮」不评这个项目了", "「末期轮」开始，评这个项目"}


def test_a_draft_is_told_to_who_may_read_it_and_a_published_result_to_whoever_reads_the_records(sides):
    one = judged.drafted("末期轮")
    grade = one.projects.get().results.get().get_grade_display()

    def told(side):
        kept = words(sides.project, getattr(sides, side), kind="judging")
        return sorted(word for _day, word in kept if "稿" in word or "公布" in word)

    draft, public = f"「末期轮」第 1 稿：{grade}", f"公布「末期轮」的结果：{grade}"
    assert (told("manager"), told("worker")) == ([draft], [])
    Round.objects.filter(pk=one.pk).update(state="published", published_at=clock.now())
    assert (told("manager"), told("worker")) == ([draft, public], [draft, public])
