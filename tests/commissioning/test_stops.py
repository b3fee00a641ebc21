"""The office suspends a project, lets it go on, or ends it before its term does: since when, why, and what follows from it."""

from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from guihua.commissioning import stops as stopping
from guihua.commissioning.actions import board, files, payments, reporting, stops
from guihua.commissioning.actions.files import Content
from guihua.commissioning.calc.rests import share_of_term
from guihua.commissioning.models import (
    Light,
    PaymentState,
    PeriodicReport,
    Project,
    ProjectState,
    TaskState,
    coloured,
)
from guihua.core import audit, clock
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.delivery import months
from guihua.delivery.actions import recording
from guihua.delivery.importers.shared import day_marks
from guihua.delivery.models import Session
from guihua.directory.models import Role
from tests.factories.contracts import contract
from tests.factories.entries import entry
from tests.factories.told import reports
from tests.factories.visits import sides, somebody, task

__all__ = ["contract", "sides", "task"]
pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHY = "场地装修，社区活动中心停用"


@pytest.fixture
def on(settings):
    def day(*said):
        settings.DEMONSTRATION = SimpleNamespace(today=date(*said))

    return day


def refused(deed, *given, **more):
    with pytest.raises(Refused) as refusal:
        deed(*given, **more)
    return refusal.value.sentence


def record(sides, day):
    return recording.record(sides.project, entry(day=day), by=sides.worker)


def suspended(sides, since=date(2022, 7, 1), **more):
    return stops.suspend(sides.project, since=since, why=WHY, by=sides.office, **more)


def state():
    return Project.objects.get(number="GC-1").state


def told(code):
    return list(Notice.objects.filter(kind=code).order_by("user__username").values_list("user__username", flat=True))


def test_a_suspended_project_takes_no_sessions_of_these_days_and_says_until_when(sides):
    suspended(sides)
    said = refused(record, sides, date(2022, 7, 1))
    assert said == "「桂一同行」从 2022-07-01 起暂停，这一天不能登记。请核对日期，或等项目恢复。"
    record(sides, date(2022, 6, 30))
    stops.resume(sides.project, until=date(2022, 8, 1), why="装修好了", by=sides.office)
    said = refused(record, sides, date(2022, 7, 31))
    assert said == "「桂一同行」从 2022-07-01 到 2022-07-31 暂停，这一天不能登记。请核对日期。"
    record(sides, date(2022, 8, 1))
    assert state() == ProjectState.RUNNING


def test_its_provider_and_its_officer_are_told_and_the_trail_says_why(sides):
    suspended(sides)
    stops.resume(sides.project, until=date(2022, 8, 1), why="装修好了", by=sides.office)
    assert told("project.suspended") == told("project.resumed") == ["chenjing", "liang", "manager"]
    notice = Notice.objects.filter(kind="project.suspended").first()
    assert notice.params == {"project": "桂一同行", "day": "2022-07-01", "why": WHY}
    rows = AuditRow.objects.filter(action__in=["project.suspended", "project.running"], actor=sides.office)
    assert [row.details["why"] for row in rows.order_by("pk")] == [WHY, "装修好了"]


def test_the_office_alone_suspends_it_and_after_all_that_is_on_record(sides):
    record(sides, date(2022, 7, 3))
    said = "2022-07-03 还登记了服务。请从后一天起暂停；如果记错了，先更正那条记录。"
    assert refused(suspended, sides) == said
    assert refused(suspended, sides, date(2021, 12, 31)) == "项目 2022-01-01 才开始。"
    assert refused(suspended, sides, date(2099, 1, 1)) == "这一天还没有到，请到那一天再登记。"
    for other in (sides.manager, sides.worker, sides.officer):
        deed = {"since": date(2022, 7, 4), "why": WHY, "by": other}
        assert refused(stops.suspend, sides.project, **deed) == "只有街道办公室能改项目的状态。"
    suspended(sides, date(2022, 7, 4))
    assert refused(suspended, sides) == "项目已经暂停了。"
    before = {"until": date(2022, 7, 3), "why": "好了", "by": sides.office}
    assert refused(stops.resume, sides.project, **before) == "项目 2022-07-04 才暂停，恢复不会比这更早。"


def test_no_payment_is_approved_meanwhile_and_it_may_be_sent_back(contract, sides):
    payment = payments.ask(contract.instalments.with_way().get(position=1), by=sides.manager)
    payments.check(payment, by=audit.SYSTEM)
    suspended(sides)
    said = "项目从 2022-07-01 起暂停，暂停期间不批准付款。请等项目恢复再批，或者现在退回。"
    assert refused(payments.approve, payment, by=sides.office) == said
    stops.resume(sides.project, until=date(2022, 8, 1), why="装修好了", by=sides.office)
    assert payments.approve(payment, by=sides.office).state == PaymentState.APPROVED


def test_its_lights_rest_and_its_tick_stands_still(sides, on):
    on(2022, 6, 30)
    board.mark(sides.place, by=audit.SYSTEM)
    assert Light.objects.on().filter(project=sides.project).exists()
    suspended(sides, date(2022, 6, 30))
    before = stopping.share_over(sides.project)
    on(2022, 9, 30)
    board.mark(sides.place, by=audit.SYSTEM)
    assert not Light.objects.on().filter(project=sides.project).exists()
    assert coloured(Project.objects.filter(number="GC-1")).get().colour == "resting"
    assert (
        stopping.share_over(sides.project)
        == before
        == share_of_term(date(2022, 1, 1), date(2022, 12, 31), date(2022, 6, 29))
    )


def test_once_it_goes_on_silence_counts_from_then(sides, on):
    on(2022, 10, 1)
    suspended(sides, date(2022, 4, 2))
    stops.resume(sides.project, until=date(2022, 9, 30), why="好了", by=sides.office)
    board.mark(sides.place, by=audit.SYSTEM)
    assert not Light.objects.on().filter(project=sides.project, rule__kind="silent").exists()


def ended(sides, last_on=date(2022, 8, 31), **more):
    return stops.terminate(sides.project, last_on=last_on, why="承接机构注销", by=sides.office, **more)


def test_after_its_end_nothing_is_recorded_and_what_was_before_stays(sides):
    held = record(sides, date(2022, 8, 31))
    ended(sides)
    said = "「桂一同行」已经终止，2022-09-01 起没有服务，这一天不能登记。请核对日期。"
    assert refused(record, sides, date(2022, 9, 1)) == said
    assert Session.objects.filter(pk=held.pk, project=sides.project).exists()
    assert Project.objects.of_year(2022).bought().filter(number="GC-1").exists()


def test_what_was_not_due_is_cancelled_and_what_was_due_may_be_asked_for(contract, sides):
    ended(sides)
    cancelled = contract.instalments.filter(cancelled_by__isnull=False)
    assert list(cancelled.values_list("position", flat=True)) == [2, 3]
    first, second = contract.instalments.with_way().filter(position__lte=2)
    assert payments.ask(first, by=sides.manager).state == PaymentState.ASKED
    assert refused(payments.ask, second, by=sides.manager) == "随项目终止取消了，不用再付。"


def test_a_task_that_nobody_answered_is_withdrawn_for_the_same_reason(sides, task):
    ended(sides)
    task.refresh_from_db()
    assert (task.state, task.why, task.ended_on) == (TaskState.WITHDRAWN, "承接机构注销", clock.today())


def test_on_the_same_day_it_is_taken_back_and_all_is_as_it_was(contract, sides, task):
    suspended(sides)
    ended(sides)
    stops.take_back(sides.project, why="选错了项目", by=sides.office)
    task.refresh_from_db()
    assert (state(), task.state, task.why, task.ended_on) == (ProjectState.SUSPENDED, TaskState.OPEN, "", None)
    assert not contract.instalments.filter(cancelled_by__isnull=False).exists()
    assert told("project.taken_back") == ["chenjing", "liang", "manager"]


def test_on_another_day_it_stays(sides, on):
    ended(sides)
    today = clock.today()
    on(2099, 1, 1)
    said = f"终止是 {today} 登记的，只能当天撤销。还要做这项服务，请续签或另立项目。"
    assert refused(stops.take_back, sides.project, why="选错了", by=sides.office) == said


def test_its_last_report_goes_until_its_end_and_none_is_asked_for_a_quarter_at_rest(sides, on):
    on(2022, 7, 1)
    reports(sides.place)
    suspended(sides)
    on(2022, 10, 10)
    stops.resume(sides.project, until=date(2022, 10, 8), why="装修好了", by=sides.office)
    on(2022, 12, 1)
    ended(sides, date(2022, 11, 30))
    on(2023, 1, 5)
    reporting.open_due(by=audit.SYSTEM)
    asked = PeriodicReport.objects.filter(project=sides.project).order_by("first").values_list("first", "last")
    assert list(asked) == [
        (date(2022, 1, 1), date(2022, 3, 31)),
        (date(2022, 4, 1), date(2022, 6, 30)),
        (date(2022, 10, 1), date(2022, 11, 30)),
    ]


def test_of_a_confidential_domain_no_notice_names_project_or_reason_and_no_file_is_taken(sides):
    other = Project.objects.get(number="GC-2")
    somebody(sides.place, "hechang", "何畅", Role.WORKER, other)
    paper = Content(".pdf", b"%PDF-1.7")
    said = refused(stops.suspend, other, since=date(2022, 7, 1), why=WHY, by=sides.office, paper=paper)
    assert said == "保密领域的文件只有本项目的社工能传、能看。"
    stops.suspend(other, since=date(2022, 7, 1), why=WHY, by=sides.office)
    notice = Notice.objects.filter(kind="project.suspended", user__username="hechang").get()
    assert (notice.params, notice.words) == ({"day": "2022-07-01"}, "有一个项目从 2022-07-01 起暂停。")


def test_the_paper_that_orders_it_lies_sealed_among_those_of_the_project(sides):
    paper = suspended(sides, paper=Content(".pdf", b"%PDF-1.7")).paper
    assert files.content_of(paper.versions.get()) == b"%PDF-1.7"
    assert (paper.project, paper.name) == (sides.project, f"暂停的文件 {clock.today()}")


def test_a_file_of_rows_says_at_the_day_that_the_project_stood_still(sides):
    suspended(sides)
    frame = pl.DataFrame(
        {"row": [2, 3], "项目编号": [sides.project.pk] * 2, "日期": [date(2022, 6, 30), date(2022, 7, 9)]}
    )
    marks = [(mark.row, mark.column, mark.kind) for mark in day_marks(frame)]
    assert marks == [(3, "日期", "bad")]


def test_the_provider_of_a_project_at_rest_is_not_waited_for_that_month(sides):
    others = Project.objects.filter(subdistrict=sides.place).exclude(pk=sides.project.pk)
    for one in [sides.project, *others]:
        stops.suspend(one, since=date(2022, 7, 1), why=WHY, by=sides.office)
    found = months.taking_part(sides.place, [202206, 202207])
    assert found == {202206: {sides.project.provider_id}, 202207: set()}
