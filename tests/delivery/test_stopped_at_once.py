"""A project is suspended while somebody records a session of it or approves a payment, on PostgreSQL; and without the lock."""

from datetime import date

import pytest
from django.db.models import QuerySet

from guihua.commissioning.actions import payments, stops
from guihua.commissioning.models import Payment, PaymentState, Project, ProjectState
from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.delivery.actions import recording
from guihua.delivery.models import Session
from tests.factories.contracts import contract
from tests.factories.entries import entry
from tests.factories.meeting import both
from tests.factories.visits import sides

__all__ = ["contract", "sides"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]
SINCE = date(2022, 5, 1)


def suspended_and(deed, sides, monkeypatch):
    return both(
        lambda: stops.suspend(sides.project, since=SINCE, why="装修", by=sides.office),
        deed,
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )


def recorded(sides):
    return lambda: recording.record(sides.project, entry(day=date(2022, 5, 6)), by=sides.worker)


@pytest.fixture
def approval(contract, sides):
    payment = payments.ask(contract.instalments.with_way().get(position=1), by=sides.manager)
    payments.check(payment, by=audit.SYSTEM)
    return lambda: payments.approve(Payment.objects.get(pk=payment.pk), by=sides.office)


def unlocked(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)


def stands():
    return Project.objects.get(number="GC-1").state, Session.objects.filter(day=date(2022, 5, 6)).count()


def test_whoever_records_a_session_meanwhile_is_told_that_the_project_is_suspended(sides, monkeypatch):
    first, second = suspended_and(recorded(sides), sides, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert stands() == (ProjectState.SUSPENDED, 0)


def test_without_the_lock_there_is_a_session_of_a_day_at_rest(sides, monkeypatch):
    unlocked(monkeypatch)
    assert suspended_and(recorded(sides), sides, monkeypatch) == ([], [])
    assert stands() == (ProjectState.SUSPENDED, 1)


def test_whoever_approves_a_payment_meanwhile_is_told_so_too(approval, sides, monkeypatch):
    first, second = suspended_and(approval, sides, monkeypatch)
    assert (first, [wrong.refusal.code for wrong in second]) == ([], ["suspended"])
    assert Payment.objects.get().state == PaymentState.CHECKED


def test_without_the_lock_it_would_be_approved(approval, sides, monkeypatch):
    unlocked(monkeypatch)
    assert suspended_and(approval, sides, monkeypatch) == ([], [])
    assert Payment.objects.get().state == PaymentState.APPROVED
