"""Two spend the same line at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import date

import pytest
from django.db import IntegrityError

from guihua.commissioning.actions import budgets, payments
from guihua.commissioning.models import BudgetLine, Expense, Payment
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.contracts import YUAN, contract
from tests.factories.meeting import both

__all__ = ["account", "contract"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def spend_at_once(contract, monkeypatch):
    """Each 40,000 of 60,000."""
    line = contract.budget.get(category__name="项目活动费")

    def spend():
        budgets.spend(line, on=date(2022, 3, 8), amount_fen=40_000 * YUAN, what="物资", voucher="记-1", by=audit.SYSTEM)

    return both(spend, spend, pausing=(audit, "record"), monkeypatch=monkeypatch)


def test_of_two_who_spend_a_line_at_once_the_second_is_told_what_is_left(contract, monkeypatch):
    first, second = spend_at_once(contract, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert second[0].sentence.startswith("「项目活动费」只剩 20,000.00 元，还差 20,000.00 元。")
    assert Expense.objects.count() == 1


def test_without_the_lock_the_database_alone_would_hold_the_line(contract, monkeypatch):
    monkeypatch.setattr(
        budgets,
        "_locked",
        lambda *lines: [BudgetLine.objects.select_related("category").get(pk=one.pk) for one in lines],
    )
    first, second = spend_at_once(contract, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [IntegrityError])
    assert Expense.objects.count() == 1


def test_a_payment_that_is_approved_and_withdrawn_at_once_ends_in_one_state_with_one_path(
    contract, account, monkeypatch
):
    office, leader = account(), account("leader", Role.LEADER, phone="")
    payment = payments.ask(contract.instalments.get(position=1), by=office)
    payments.check(payment, by=audit.SYSTEM)
    raised = both(
        lambda: payments.approve(payment, by=leader),
        lambda: payments.withdraw(payment, by=office),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    assert [[type(wrong) for wrong in one] for one in raised] == [[], [Refused]]
    told = AuditRow.objects.filter(action__startswith="payment.").order_by("pk").values_list("action", flat=True)
    assert list(told) == ["payment.asked", "payment.checked", "payment.approved"]
    assert Payment.objects.get().state == "approved"
