"""Who can do something about it is warned before a time lapses: once, and no longer than it waits."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guihua.commissioning.actions import acceptances, budgets, lapsing, payments, plans, procurements, signing
from guihua.commissioning.models import BudgetLine, CommunityPlan, Payment, Procurement, Project, StepTaken
from guihua.core import audit
from guihua.core.models import Notice
from guihua.directory.actions import attention
from guihua.directory.models import Role
from tests.commissioning.test_payments import first, hand
from tests.factories import purchases
from tests.factories.acceptances import failed, heard, paper
from tests.factories.contracts import YUAN, contract, terms
from tests.factories.plans import home, plan

__all__ = ["contract", "hand", "home", "plan"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def hand_at_office(hand, contract):
    return hand("office", Role.OFFICE)


@pytest.fixture
def on(settings):
    """The day on which it is looked for, and who is told what by then."""

    def told(*day):
        settings.DEMONSTRATION = SimpleNamespace(today=date(*day))
        lapsing.tell(by=audit.SYSTEM)
        return words()

    return told


def words():
    rows = Notice.objects.filter(kind__startswith="warning.").order_by("pk").select_related("user")
    return [(one.user.username, one.words, one.read_at is None) for one in rows]


def at(*day):
    return timezone.make_aware(datetime.combine(date(*day), time(9)))


PAYABLE = ("manager", "「桂一同行」第 1 期付款从 2022-01-07 起可以申请。", True)


def test_what_may_be_asked_for_is_told_to_the_providers_manager_once(contract, hand, on):
    hand("manager", Role.MANAGER)
    hand("finance", Role.FINANCE)
    assert on(2022, 1, 6) == []
    assert on(2022, 1, 7) == [PAYABLE]
    assert on(2022, 1, 8) == [PAYABLE]
    assert lapsing.tell(by=audit.SYSTEM) == 0


def test_once_it_was_asked_for_the_notice_says_so_and_waits_for_nobody(contract, hand, on):
    hand("manager", Role.MANAGER)
    on(2022, 1, 7)
    payment = payments.ask(first(contract), by=audit.SYSTEM)
    assert on(2022, 1, 7) == [("manager", "已处理：「桂一同行」第 1 期付款从 2022-01-07 起可以申请。", False)]
    payments.refuse(payment, why="发票抬头不对", by=audit.SYSTEM)
    assert on(2022, 1, 8)[1:] == [PAYABLE]


def test_a_request_that_waits_is_told_to_whose_step_is_next(contract, hand, on):
    for role in (Role.FINANCE, Role.LEADER):
        hand(role.value, role)
    payment = payments.ask(first(contract), by=audit.SYSTEM)
    Payment.objects.update(asked_at=at(2022, 1, 10))
    assert on(2022, 1, 14) == []
    told = ("finance", "「桂一同行」第 1 期付款从 2022-01-10 起待核对。", True)
    assert on(2022, 1, 15) == [told]
    payments.check(payment, by=audit.SYSTEM)
    Payment.objects.update(checked_at=at(2022, 1, 15))
    assert on(2022, 1, 20)[1:] == [("leader", "「桂一同行」第 1 期付款从 2022-01-15 起待批准。", True)]


def test_finance_is_told_of_what_might_have_been_paid_long_ago(contract, hand, on):
    hand("finance", Role.FINANCE)
    assert on(2022, 2, 5) == []
    assert on(2022, 2, 6) == [("finance", "「桂一同行」第 1 期付款 2022-01-07 起就可以申请，还没有付。", True)]


def test_a_contract_that_ends_without_acceptance_is_told_to_both_sides(contract, hand, on):
    for role in (Role.OFFICE, Role.MANAGER):
        hand(role.value, role)
    ending = [one for one in on(2022, 12, 1) if "到期" in one[1]]
    assert ending == [(who, "2022-12-31 到期的合同里，有的还没有验收。", True) for who in ("office", "manager")]
    on(2022, 12, 21)
    acceptances.sign(heard(contract, paper()), by=audit.SYSTEM)
    assert [one[2] for one in on(2022, 12, 21) if "到期" in one[1]] == [False, False]


def test_a_heading_that_is_nearly_spent_is_told_to_the_providers_manager(contract, hand, on):
    hand("manager", Role.MANAGER)
    line = contract.budget.get(category__name="行政管理费")  # 26,000 yuan
    spent = {"on": date(2022, 1, 5), "what": "办公用品", "by": audit.SYSTEM}
    budgets.spend(line, amount_fen=23_399 * YUAN, voucher="记-1", **spent)
    assert on(2022, 1, 6) == []
    budgets.spend(line, amount_fen=1 * YUAN, voucher="记-2", **spent)
    told = "「桂一同行」的预算有科目用到了 90% 以上，例如「行政管理费」。"
    assert on(2022, 1, 6) == [("manager", told, True)]
    other = contract.budget.get(category__name="人员费用")
    budgets.spend(other, amount_fen=other.whole_fen, voucher="记-3", **spent)
    assert on(2022, 1, 6) == [("manager", told, True)]
    BudgetLine.objects.update(spent_fen=1)
    assert on(2022, 1, 6) == [("manager", f"已处理：{told}", False)]


def test_a_day_for_mending_that_lapsed_is_told_to_both_sides_until_it_is_accepted_anew(contract, hand, on):
    for role in (Role.OFFICE, Role.MANAGER):
        hand(role.value, role)
    on(2022, 12, 21)
    acceptances.sign(heard(contract, failed(mend_by=date(2022, 12, 28))), by=audit.SYSTEM)
    assert [one for one in on(2022, 12, 28) if "整改" in one[1]] == []
    told = "「桂一同行」验收不合格，整改期限 2022-12-28 已经过了，还没有再验收。"
    assert [one for one in on(2022, 12, 29) if "整改" in one[1]] == [(who, told, True) for who in ("manager", "office")]
    acceptances.sign(heard(contract, paper(conclusion="mended")), by=audit.SYSTEM)
    assert [one[2] for one in on(2022, 12, 29) if "整改" in one[1]] == [False, False]


def test_a_step_is_told_before_its_last_day_and_again_after_it(programme, contract, hand, on, settings):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 2, 7))
    hand("office", Role.OFFICE)
    procurement = purchases.begun(programme)
    StepTaken.objects.create(procurement=procurement, code="review", on=date(2022, 3, 1))
    assert on(2022, 3, 1) == [("office", "「邻里相伴」采购的「评审报告送达采购人」最晚 2022-03-03 办。", True)]
    lapsed = "「邻里相伴」采购的「评审报告送达采购人」最晚应在 2022-03-03 办，已经过了。"
    assert [one for one in on(2022, 3, 4) if "已处理" not in one[1]][-1] == ("office", lapsed, True)
    procurements.give_up(Procurement.objects.get(), why="不买了", by=audit.SYSTEM)
    assert [one[2] for one in on(2022, 3, 4)] == [False, False]


def test_an_award_without_a_contract_is_told_after_thirty_days(programme, contract, hand, on, settings):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 2, 7))
    hand("office", Role.OFFICE)
    procurement = purchases.begun(programme)
    bid = procurement.bids.create(subdistrict=programme, organisation=contract.project.provider)
    StepTaken.objects.create(procurement=procurement, code="award", on=date(2022, 3, 1))
    Procurement.objects.update(state="awarded", winner=bid)
    unsigned = "「邻里相伴」2022-03-01 定标，还没有签合同。"
    assert unsigned not in [one[1] for one in on(2022, 3, 30)]
    assert ("office", unsigned, True) in on(2022, 3, 31)


def test_the_office_says_after_how_many_days(contract, hand, on):
    office = hand("office", Role.OFFICE)
    hand("finance", Role.FINANCE)
    attention.rule(contract.subdistrict, unpaid_days=3, by=office)
    assert [one[0] for one in on(2022, 1, 10)] == ["finance"]


def test_a_plan_that_waits_and_needs_that_nobody_answers_are_told_to_the_office(programme, hand_at_office, plan, on):
    submitted = plans.submit(plan, by=audit.SYSTEM)
    CommunityPlan.objects.update(submitted_at=at(2022, 3, 1))
    assert on(2022, 3, 7) == []
    assert on(2022, 3, 8) == [("office", "桂一社区 2022 年的社区发展计划 2022-03-01 提交，还没有答复。", True)]
    plans.accept(submitted, by=audit.SYSTEM)
    CommunityPlan.objects.update(decided_at=at(2022, 3, 9))
    told = ("office", "2022-03 接受的 2022 年社区发展计划里，还有需求没有项目回应。", True)
    assert [one for one in on(2022, 4, 8) if one[2]] == [told]


def test_it_asks_as_often_for_three_contracts_as_for_one(programme, contract):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            lapsing.tell(by=audit.SYSTEM)
        return len(queries)

    few = asked()
    for number in ("GC-2", "GC-3"):
        project = Project.objects.get(number=number)
        signing.sign(project, terms(project, number=f"{number}-HT"), by=audit.SYSTEM)
    assert asked() == few
