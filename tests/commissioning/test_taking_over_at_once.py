"""The same file is taken over twice at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import date

import pytest

from guihua.commissioning.actions import taking_over
from guihua.commissioning.models import Contract, Instalment, Payment, Project
from guihua.core import audit
from tests.factories.contracts import contract, terms
from tests.factories.meeting import both

__all__ = ["contract"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def twice(deed, monkeypatch):
    """What each of two counted as added and as there already, and how each that failed failed."""
    counted = []

    def come(batch):
        counted.append((batch, deed(batch)))

    raised = both(lambda: come("a"), lambda: come("b"), pausing=(audit, "record"), monkeypatch=monkeypatch)
    told = {batch: (found.added, found.skipped) for batch, found in counted}
    return told, [type(wrong).__name__ for one in raised for wrong in one]


@pytest.fixture
def contracts_come(programme):
    project = Project.objects.get(number="GC-2")
    lines = [(project.pk, terms(project, number="GC-HT-2"))]
    return lambda batch: taking_over.contracts(programme, lines, by=audit.SYSTEM, batch=batch)


@pytest.fixture
def payments_come(programme, contract):
    lines = [(Instalment.objects.get(contract=contract, position=1).pk, date(2022, 2, 1), "记-12")]

    def come(batch):
        fresh = [(Instalment.objects.with_way().get(pk=pk), on, voucher) for pk, on, voucher in lines]
        return taking_over.paid(programme, fresh, by=audit.SYSTEM, batch=batch)

    return come


def unheld(monkeypatch):
    monkeypatch.setattr(taking_over, "_hold", lambda _subdistrict: None)


def test_a_contract_that_comes_twice_at_once_is_on_file_once_and_there_already_for_the_second(
    contracts_come, monkeypatch
):
    assert twice(contracts_come, monkeypatch) == ({"a": (3, 0), "b": (0, 3)}, [])
    assert Contract.objects.filter(number="GC-HT-2").count() == 1


def test_without_the_lock_the_second_would_fail_over_a_contract_that_is_there(contracts_come, monkeypatch):
    unheld(monkeypatch)
    told, wrong = twice(contracts_come, monkeypatch)
    assert (told, len(wrong)) == ({"a": (3, 0)}, 1)


def test_a_payment_that_comes_twice_at_once_was_paid_once(payments_come, monkeypatch):
    assert twice(payments_come, monkeypatch) == ({"a": (1, 0), "b": (0, 1)}, [])
    assert list(Payment.objects.values_list("state", "batch")) == [("paid", "a")]


def test_without_the_lock_the_second_would_fail_over_what_is_paid(payments_come, monkeypatch):
    unheld(monkeypatch)
    told, wrong = twice(payments_come, monkeypatch)
    assert (told, len(wrong)) == ({"a": (1, 0)}, 1)
