"""Money is spent as far as a line of the budget goes, and moved between lines by two people."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guihua.commissioning.actions import budgets
from guihua.commissioning.models import BudgetLine, Expense
from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.contracts import YUAN, contract

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(contract):
    return {str(line): line for line in contract.budget.select_related("contract__project", "category")}


def spend(line, yuan, by=audit.SYSTEM, on=date(2022, 3, 8)):
    return budgets.spend(line, on=on, amount_fen=yuan * YUAN, what="物资", voucher=f"记-{yuan}", by=by)


def left(line):
    return BudgetLine.objects.get(pk=line.pk).left_fen // YUAN


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.sentence


def test_a_line_is_spent_to_its_end_and_not_beyond(lines):
    line = lines["项目活动费"]
    spend(line, 46_080)
    assert refused(lambda: spend(line, 13_921)) == (
        "「项目活动费」只剩 13,920.00 元，还差 1.00 元。请先申请科目调剂，批准后再登记。"
    )
    spend(line, 13_920)
    assert left(line) == 0


def test_the_database_itself_refuses_what_exceeds_a_line(lines):
    line = lines["项目活动费"]
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(spent_fen=line.amount_fen + 1)


def test_a_wrong_expense_is_taken_back_once_and_both_stay_in_sight(lines):
    line = lines["项目活动费"]
    wrong = spend(line, 1_200)
    budgets.reverse(wrong, by=audit.SYSTEM)
    assert left(line) == 60_000
    assert sorted(Expense.objects.values_list("amount_fen", flat=True)) == [-120_000, 120_000]
    assert refused(lambda: budgets.reverse(wrong, by=audit.SYSTEM)) == "这一笔已经冲销过了。"
    back = Expense.objects.get(reverses=wrong)
    assert refused(lambda: budgets.reverse(back, by=audit.SYSTEM)) == "这一笔本身就是冲销。"


def test_an_approved_transfer_moves_money_and_one_that_is_asked_for_does_not(lines, account):
    people, activities = lines["人员费用"], lines["项目活动费"]
    office, leader = account(), account("leader", Role.LEADER, phone="")
    asked = budgets.ask_to_move(people, activities, amount_fen=5_000 * YUAN, why="探访多了", by=office)
    assert (left(people), left(activities)) == (200_000, 60_000)
    assert refused(lambda: budgets.approve(asked, by=office)) == "这次调剂是您申请的，要由别人批准。"
    budgets.approve(asked, by=leader)
    assert (left(people), left(activities)) == (195_000, 65_000)
    assert refused(lambda: budgets.approve(asked, by=leader)) == "现在是「已批准」，不能改为「已批准」。"
    assert (left(people), left(activities)) == (195_000, 65_000)


def test_no_more_is_moved_than_is_left_when_it_is_approved(lines, account):
    people, activities = lines["行政管理费"], lines["项目活动费"]
    asked = budgets.ask_to_move(people, activities, amount_fen=20_000 * YUAN, why="探访多了", by=account())
    spend(people, 10_000)
    leader = account("leader", Role.LEADER, phone="")
    assert (
        refused(lambda: budgets.approve(asked, by=leader)) == "「行政管理费」只剩 16,000.00 元，不够调出 20,000.00 元。"
    )
    assert budgets.refuse(asked, answer="钱不够", by=leader).answer == "钱不够"


def test_money_moves_between_two_lines_of_one_contract(lines):
    people = lines["人员费用"]
    assert refused(lambda: budgets.ask_to_move(people, people, amount_fen=1, why="–", by=audit.SYSTEM)) == (
        "调出和调入是同一个科目。"
    )


def test_nothing_is_spent_tomorrow_nor_by_an_auditor(lines, account):
    line = lines["项目活动费"]
    assert refused(lambda: spend(line, 1, on=date(2199, 1, 1))) == "支出日期还没有到。"
    auditor = account("auditor", Role.AUDITOR, phone="")
    assert refused(lambda: spend(line, 1, by=auditor)) == "支出和科目调剂由承接机构负责人或街道办公室登记。"
