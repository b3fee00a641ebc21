"""A seat is left, or its project withdrawn, while its sheet is submitted, or an appeal is decided twice, on PostgreSQL; and what would
be without the lock."""

import pytest

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.evaluation.actions import appeals, panels, rounds, sheets
from guihua.evaluation.models import Appeal, Result, RoundProject, ScoreSheet, Seat
from tests.factories import appealed, judging
from tests.factories.meeting import both

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def seat(programme):
    """何文's, with all that the sheet asks given."""
    seat = judging.seat(judging.opened(), "何文")
    judging.marked(sheets.take_up(seat, by=audit.SYSTEM), "8", "7", "65")
    return seat


def while_submitted(seat, deed, monkeypatch):
    """What was raised in the deed and in the submission that comes while it is done, and how the sheet ends."""
    one = ScoreSheet.objects.get(seat=seat)
    raised = both(
        deed,
        lambda: sheets.submit(one, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    one.refresh_from_db()
    return [[type(wrong) for wrong in each] for each in raised], one.state


def leave(seat):
    return lambda: panels.leave(seat, why="病了", by=audit.SYSTEM)


def withdraw(_seat):
    return lambda: rounds.withdraw(RoundProject.objects.get(), why="服务停了", by=audit.SYSTEM)


@pytest.fixture
def unlocked(monkeypatch):
    monkeypatch.setattr(sheets, "_locked", lambda sheet: ScoreSheet.objects.with_all_that_it_asks().get(pk=sheet.pk))


@pytest.mark.parametrize("deed", [leave, withdraw])
def test_a_sheet_is_not_submitted_for_a_seat_that_is_being_left_or_a_project_that_is_withdrawn(seat, deed, monkeypatch):
    assert while_submitted(seat, deed(seat), monkeypatch) == ([[], [Refused]], "draft")


@pytest.mark.parametrize("deed", [leave, withdraw])
def test_without_the_lock_it_would_be(seat, deed, unlocked, monkeypatch):
    assert while_submitted(seat, deed(seat), monkeypatch) == ([[], []], "submitted")


def test_a_seat_is_not_left_whose_sheet_is_being_submitted(seat, monkeypatch):
    one = ScoreSheet.objects.get(seat=seat)
    raised = both(
        lambda: sheets.submit(one, by=audit.SYSTEM), leave(seat), pausing=(audit, "record"), monkeypatch=monkeypatch
    )
    assert ([[type(wrong) for wrong in each] for each in raised], Seat.objects.get().left_at) == ([[], [Refused]], None)


def decided_twice(monkeypatch):
    """Upheld while it is dismissed: what was raised in each, how the appeal ended, and how many editions there are."""
    one = appealed.published()
    appeal = appealed.looked(appealed.admitted(one), {"目标达成": "64"}, {"目标达成": "63"})
    raised = both(
        lambda: appeals.decide(appeal, "属实", is_upheld=True, by=audit.SYSTEM),
        lambda: appeals.decide(appeal, "不属实", is_upheld=False, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    appeal.refresh_from_db()
    return [[type(wrong) for wrong in each] for each in raised], appeal.state, Result.objects.count()


def test_two_who_decide_an_appeal_at_once_end_in_one_decision(programme, monkeypatch):
    assert decided_twice(monkeypatch) == ([[], [Refused]], "upheld", 2)


def test_without_the_lock_a_dismissed_appeal_would_have_changed_the_result(programme, monkeypatch):
    monkeypatch.setattr(appeals, "_locked", lambda one: Appeal.objects.whole().get(pk=one.pk))
    assert decided_twice(monkeypatch)[0] == [[], []]
