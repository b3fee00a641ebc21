"""Periodic reports: when one comes up, who writes and decides, what is kept, and who is told."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guihua.commissioning import report_paper
from guihua.commissioning.actions import lapsing, reporting
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import (
    Contract,
    PeriodicReport,
    Project,
    ProjectState,
    ReportFile,
    ReportState,
    ReportVersion,
)
from guihua.core import audit
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import attention
from guihua.directory.models import Role
from tests.factories.told import FIGURES, hand, people, reports, seen, submitted, written

__all__ = ["hand", "people"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def on(settings):
    def day(*said):
        settings.DEMONSTRATION = SimpleNamespace(today=date(*said))

    return day


@pytest.fixture
def report(programme, on):
    """GC-1's report of the first quarter, on 5 April."""
    on(2022, 4, 5)
    (found,) = reports(programme)
    return found


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.sentence


def told(kind):
    rows = Notice.objects.filter(kind__startswith=kind).select_related("user").order_by("pk")
    return [(one.user.username, one.words) for one in rows]


def test_a_quarter_that_is_over_is_asked_for_once_and_due_days_after_its_end(programme, on):
    on(2022, 3, 31)
    assert reports(programme) == []
    on(2022, 4, 1)
    assert [reporting.open_due(by=audit.SYSTEM) for _again in range(2)] == [1, 0]
    found = PeriodicReport.objects.get()
    assert (found.period, found.first, found.last, found.due_on, found.state) == (
        "2022 年第 1 季度", date(2022, 1, 1), date(2022, 3, 31), date(2022, 4, 10), "open",
    )  # fmt: skip
    assert AuditRow.objects.get(action="reports.opened").details == {"opened": 1}


def test_what_nobody_asked_for_in_time_is_made_up_for_by_the_next_run(programme, on):
    on(2023, 1, 2)
    assert [one.period for one in reports(programme)] == [f"2022 年第 {n} 季度" for n in (1, 2, 3, 4)]


def test_the_office_sets_the_days_and_reports_that_are_there_keep_theirs(programme, report, on):
    attention.rule(programme, report_days=20, by=audit.SYSTEM)
    on(2022, 7, 1)
    reporting.open_due(by=audit.SYSTEM)
    assert list(PeriodicReport.objects.order_by("first").values_list("due_on", flat=True)) == [
        date(2022, 4, 10), date(2022, 7, 20),
    ]  # fmt: skip


def test_a_contract_is_asked_for_what_ends_once_it_is_on_file(programme, on):
    on(2022, 3, 1)
    reports(programme)
    Contract.objects.update(entered_on=date(2022, 7, 2))
    on(2022, 10, 1)
    reporting.open_due(by=audit.SYSTEM)
    assert [one.period for one in PeriodicReport.objects.all()] == ["2022 年第 3 季度"]


def test_a_closed_project_and_one_without_a_rule_are_asked_for_nothing(programme, on):
    on(2022, 3, 1)
    reports(programme)
    on(2022, 10, 1)
    Project.objects.filter(number="GC-1").update(state=ProjectState.CLOSED)
    assert reporting.open_due(by=audit.SYSTEM) == 0
    Project.objects.filter(number="GC-1").update(state=ProjectState.RUNNING, mode=None)
    assert reporting.open_due(by=audit.SYSTEM) == 0


def test_overdue_is_what_was_not_submitted_by_its_day_or_was_sent_back(report, people):
    days = (date(2022, 4, 10), date(2022, 4, 11))
    overdue = [[one.pk for one in PeriodicReport.objects.overdue(day)] for day in days]
    assert overdue == [[], [report.pk]]
    submitted(report)
    assert not PeriodicReport.objects.overdue(days[1]).exists()
    reporting.send_back(report, why="没有写困难怎么解决。", by=people["suwanqing"])
    assert PeriodicReport.objects.overdue(days[1]).exists()


def test_it_goes_from_the_worker_over_manager_and_liaison_officer_to_the_office(report, people):
    written(report, people["lijie"])
    words = refused(lambda: reporting.submit(report, FIGURES, by=people["lijie"]))
    assert words == "报告由承接机构负责人提交。写好了，请负责人检查、提交。"
    reporting.submit(report, FIGURES, by=people["hemin"])
    reporting.check(report, by=people["lianghuimin"])
    words = refused(lambda: reporting.send_back(report, why="想再看看。", by=people["lianghuimin"]))
    assert words == "报告由街道办公室或还没有核对的挂钩人员退回。"
    assert reporting.accept(report, by=people["suwanqing"]).state == ReportState.ACCEPTED
    version = ReportVersion.objects.get()
    assert [str(one) for one in (version.submitted_by, version.checked_by, version.decided_by)] == [
        "何敏",
        "梁慧敏",
        "苏婉清",
    ]
    assert refused(lambda: written(report, people["hemin"])) == "报告已经接受，不能再改。"
    assert told("report.") == [
        ("suwanqing", "「桂一同行」提交了 2022 年第 1 季度的报告。"),
        ("lianghuimin", "「桂一同行」提交了 2022 年第 1 季度的报告。"),
        ("hemin", "「桂一同行」2022 年第 1 季度的报告已接受。"),
    ]


def test_what_was_submitted_is_kept_whatever_is_written_after_it_came_back(report, people):
    submitted(report, people["hemin"])
    reporting.send_back(report, why="人次请再核对。", by=people["suwanqing"])
    written(report, people["hemin"], done="开了四次小组。")
    reporting.submit(report, [], by=people["hemin"])
    newest, first = ReportVersion.objects.all()
    assert [one.paper["texts"]["done"] for one in (first, newest)] == ["开了三次小组。", "开了四次小组。"]
    assert (report_paper.figures_of(first.paper), first.why) == (list(FIGURES), "人次请再核对。")
    assert report_paper.digest(first.paper) == first.digest
    assert told("report.sent_back") == [("hemin", "「桂一同行」2022 年第 1 季度的报告被退回：人次请再核对。")]


def test_neither_who_submitted_nor_who_only_looks_on_decides(report, people, hand):
    submitted(report, people["hemin"])
    assert refused(lambda: reporting.accept(report, by=people["hemin"])) == "报告由街道办公室接受。"
    assert refused(lambda: reporting.accept(report, by=people["lianghuimin"])) == "报告由街道办公室接受。"
    leader = hand("leader", Role.LEADER)
    assert (
        refused(lambda: reporting.send_back(report, why="x", by=leader))
        == "报告由街道办公室或还没有核对的挂钩人员退回。"
    )
    assert refused(lambda: reporting.check(report, by=people["suwanqing"])) == "由本项目的挂钩人员核对。"
    hand("both", Role.OFFICE)
    ReportVersion.objects.update(submitted_by=people["suwanqing"])
    assert refused(lambda: reporting.accept(report, by=people["suwanqing"])) == "这份报告是您提交的，要由别人审核。"


def test_one_without_a_word_about_what_was_done_is_not_submitted(report, people):
    assert refused(lambda: reporting.submit(report, FIGURES, by=people["hemin"])) == "还没有写「做了什么」。"


def test_of_two_who_write_the_same_text_the_second_is_told_and_other_texts_are_kept_of_both(report, people):
    before = seen(report)
    reporting.save(report, {"done": "开了三次小组。", "hard": ""}, seen=before, by=people["hemin"])
    reporting.save(report, {"done": "", "hard": "缺场地。"}, seen=before, by=people["lijie"])
    assert PeriodicReport.objects.get().texts == {"done": "开了三次小组。", "hard": "缺场地。", "ahead": ""}
    with pytest.raises(reporting.Clashed) as clashed:
        reporting.save(report, {"done": "开了两次。"}, seen=before, by=people["lijie"])
    assert clashed.value.parts == ["done"]


def test_a_file_may_be_taken_out_until_it_was_submitted(report, people, settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path
    paper = Content(".pdf", b"%PDF-1.7 ")
    kept, gone = (reporting.add_file(report, name, paper, by=people["lijie"]) for name in ("签到表", "草稿"))
    reporting.remove_file(gone, by=people["lijie"])
    assert not list(ReportFile.objects.visible_to(people["suwanqing"]))
    submitted(report, people["hemin"])
    assert list(ReportFile.objects.visible_to(people["suwanqing"])) == [kept]
    reporting.send_back(report, why="缺照片。", by=people["suwanqing"])
    assert (
        refused(lambda: reporting.remove_file(kept, by=people["hemin"])) == "「签到表.pdf」已经随报告提交过，不能删除。"
    )
    assert len(list(tmp_path.rglob("*.part"))) == 0


def test_the_manager_is_told_that_one_is_due_and_that_it_is_late_once_each(report, people, on):
    lapsing.tell(by=audit.SYSTEM)
    lapsing.tell(by=audit.SYSTEM)
    due = ("hemin", "「桂一同行」2022 年第 1 季度的报告 2022-04-10 前提交。")
    assert told("warning.report") == [due]
    on(2022, 4, 11)
    lapsing.tell(by=audit.SYSTEM)
    late = ("hemin", "「桂一同行」2022 年第 1 季度的报告应在 2022-04-10 前提交，已经过了。")
    assert told("warning.report") == [due, late]
    submitted(report)
    lapsing.tell(by=audit.SYSTEM)
    assert [words.startswith("已处理：") for _user, words in told("warning.report")] == [True, True]


def test_other_providers_and_partners_see_none(report, people, hand):
    other = hand("worker", Role.WORKER, Project.objects.get(number="GC-3"))
    seen_by = [list(PeriodicReport.objects.visible_to(one)) for one in (other, people["lijie"], people["lianghuimin"])]
    assert seen_by == [[], [report], [report]]


def test_periods_of_many_projects_are_made_in_as_many_questions_as_of_one(programme, on):
    on(2022, 4, 1)
    reports(programme)
    first, third = Contract.objects.get(), Project.objects.get(number="GC-3")
    on(2022, 7, 1)
    with CaptureQueriesContext(connection) as few:
        assert reporting.open_due(by=audit.SYSTEM) == 1
    Project.objects.filter(pk=third.pk).update(mode=first.project.mode)
    same = ("signed_on", "starts_on", "ends_on", "rules", "entered_on")
    own = {name: getattr(first, name) for name in same}
    Contract.objects.create(subdistrict=programme, project=third, number="GC-HT-3", amount_fen=1, **own)
    on(2022, 10, 1)
    with CaptureQueriesContext(connection) as more:
        assert reporting.open_due(by=audit.SYSTEM) == 4
    assert len(more) == len(few)
