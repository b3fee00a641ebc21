"""Evidence comes while a self-report is handed in, on PostgreSQL; and what would be without the lock."""

import pytest

from guihua.commissioning.actions.files import Content
from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.evaluation import digests, self_reported
from guihua.evaluation.actions import self_evidence, self_reports
from guihua.evaluation.models import SelfReport
from tests.factories import judging
from tests.factories.meeting import both

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def hand_in_and_attach(monkeypatch):
    """What was raised in each, and whether it still says what it said when it was handed in."""
    report = judging.told(judging.opened(), "一", "二", "三", "四")
    first, sent = self_reported.criteria_of(report.entered)[0], ("补的", Content(".pdf", b"%PDF-1.7"))
    raised = both(
        lambda: self_reports.submit(report, by=audit.SYSTEM),
        lambda: self_evidence.attach(report, first, sent=sent, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    done = SelfReport.objects.get()
    return [[type(wrong) for wrong in one] for one in raised], digests.of_self_report(done) == done.digest


def test_evidence_that_comes_while_it_is_handed_in_is_refused(programme, monkeypatch):
    assert hand_in_and_attach(monkeypatch) == ([[], [Refused]], True)


def test_without_the_lock_it_would_say_something_else_than_what_was_handed_in(programme, monkeypatch):
    rows = SelfReport.objects.with_all_that_it_asks()
    monkeypatch.setattr(self_evidence, "locked", lambda report: rows.get(pk=report.pk))
    assert hand_in_and_attach(monkeypatch) == ([[], []], False)
