"""Two who tell, submit or decide at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import date
from types import SimpleNamespace

import pytest

from guihua.commissioning.actions import reporting, talking
from guihua.commissioning.models import Message, PeriodicReport, ReportVersion, Thread
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from tests.factories.meeting import both
from tests.factories.told import FIGURES, letter, reports, submitted, thread, written

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def report(programme, settings):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 4, 5))
    return reports(programme)[0]


def meet(first, second, monkeypatch):
    raised = both(first, second, pausing=(audit, "record"), monkeypatch=monkeypatch)
    return [[type(wrong) for wrong in one] for one in raised]


def submit_twice(report, monkeypatch):
    written(report)
    again = [lambda: reporting.submit(report, FIGURES, by=audit.SYSTEM)] * 2
    return meet(*again, monkeypatch)


def test_of_two_who_submit_at_once_the_second_is_told_and_one_version_stands(report, monkeypatch):
    assert submit_twice(report, monkeypatch) == [[], [Refused]]
    assert ReportVersion.objects.count() == 1


def test_accepted_and_sent_back_at_once_ends_as_the_first_decided(report, monkeypatch):
    submitted(report)
    decided = (
        lambda: reporting.accept(report, by=audit.SYSTEM),
        lambda: reporting.send_back(report, why="人次请再核对。", by=audit.SYSTEM),
    )
    assert meet(*decided, monkeypatch) == [[], [Refused]]
    assert (PeriodicReport.objects.get().state, ReportVersion.objects.get().why) == ("accepted", "")


def test_without_the_lock_both_would_decide(report, monkeypatch):
    submitted(report)
    rows = PeriodicReport.objects.select_related("project__provider")
    monkeypatch.setattr(reporting, "_locked", lambda one: rows.get(pk=one.pk))
    decided = (
        lambda: reporting.accept(report, by=audit.SYSTEM),
        lambda: reporting.send_back(report, why="人次请再核对。", by=audit.SYSTEM),
    )
    assert meet(*decided, monkeypatch) == [[], []]
    moves = AuditRow.objects.filter(action__startswith="periodicreport.").values_list("action", flat=True)
    assert {"periodicreport.accepted", "periodicreport.returned"} <= set(moves)


def test_two_runs_at_once_ask_for_each_period_once(programme, settings, monkeypatch):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 4, 5))
    reports(programme)
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 7, 5))
    runs = [lambda: reporting.open_due(by=audit.SYSTEM)] * 2
    assert meet(*runs, monkeypatch) == [[], []]
    assert PeriodicReport.objects.count() == 2


def test_of_two_answers_at_once_each_has_its_number(programme, monkeypatch):
    found = thread(audit.SYSTEM)
    answers = [
        lambda text=text: talking.answer(found, letter(text, text * 16), by=audit.SYSTEM) for text in ("甲", "乙")
    ]
    assert meet(*answers, monkeypatch) == [[], []]
    assert list(Message.objects.values_list("number", "text"))[1:] == [(2, "甲"), (3, "乙")]
    assert Thread.objects.get().count == 3
