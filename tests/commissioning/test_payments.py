"""An instalment is asked for when what it waits for is there, and paid after two more people looked at it."""

from datetime import date

import pytest

from guihua.commissioning.actions import payments
from guihua.commissioning.calc import instalments as calc
from guihua.commissioning.models import Payment, PaymentState
from guihua.core import audit, clock
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories.accounts import SINCE
from tests.factories.contracts import contract

__all__ = ["contract"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def hand(programme, contract):
    """Somebody in a role."""

    def enter(username, role):
        user = users.register(username, name=username, password="osmanthus-2022", by=audit.SYSTEM)
        at = contract.project.provider if role == Role.MANAGER else None
        users.appoint(user, role, programme, by=audit.SYSTEM, organisation=at, since=SINCE)
        return user

    return enter


@pytest.fixture
def hands(hand):
    return {role: hand(role.value, role) for role in (Role.OFFICE, Role.LEADER, Role.FINANCE, Role.MANAGER)}


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.sentence


def first(contract):
    return contract.instalments.with_way().get(position=1)


def test_an_instalment_goes_its_way_through_four_hands(contract, hands):
    payment = payments.ask(first(contract), by=hands[Role.MANAGER])
    payments.check(payment, by=hands[Role.FINANCE])
    payments.approve(payment, by=hands[Role.LEADER])
    paid = payments.pay(payment, on=clock.today(), voucher="付-018", by=hands[Role.FINANCE])
    assert (paid.state, paid.voucher) == (PaymentState.PAID, "付-018")
    trail = AuditRow.objects.filter(action__startswith="payment.").order_by("pk").values_list("action", flat=True)
    assert list(trail) == ["payment.asked", "payment.checked", "payment.approved", "payment.paid"]


def test_each_step_tells_those_whose_step_is_next_once(contract, hands):
    payment = payments.ask(first(contract), by=hands[Role.MANAGER])
    payments.check(payment, by=hands[Role.FINANCE])
    payments.approve(payment, by=hands[Role.LEADER])
    told = Notice.objects.filter(kind="payment.waits").order_by("pk").values_list("user__username", flat=True)
    assert list(told) == ["finance", "leader", "finance"]


def test_nobody_does_two_steps_alone(contract, hand):
    office = hand("office", Role.OFFICE)
    payment = payments.ask(first(contract), by=office)
    assert refused(lambda: payments.check(payment, by=office)) == "这笔付款是您申请的，要由别人核对。"
    another = hand("another", Role.OFFICE)
    payments.check(payment, by=another)
    assert refused(lambda: payments.approve(payment, by=office)) == "这笔付款是您申请的，要由别人批准。"
    assert refused(lambda: payments.approve(payment, by=another)) == "这笔付款是您核对的，要由别人批准。"


def test_what_waits_for_a_grade_waits_until_the_grade_is_good_enough(contract, hands):
    second = contract.instalments.with_way().get(position=2)

    def ask():
        return payments.ask(second, by=hands[Role.MANAGER])

    assert refused(ask) == "要等中期评估，并且达到「良好」。"
    reach = {"on": date(2022, 7, 18), "evidence": "中期评估报告", "by": hands[Role.OFFICE]}
    payments.reach(contract.project, "midterm", grade="pass", **reach)
    assert refused(ask) == "要等中期评估，并且达到「良好」。"
    payments.reach(contract.project, "midterm", grade="excellent", **reach)
    assert ask().state == PaymentState.ASKED


def test_an_instalment_is_asked_for_once_and_again_after_it_came_back(contract, hands):
    payment = payments.ask(first(contract), by=hands[Role.MANAGER])
    assert refused(lambda: payments.ask(first(contract), by=hands[Role.OFFICE])) == "第 1 期已经申请过付款。"
    payments.refuse(payment, why="发票抬头不对", by=hands[Role.FINANCE])
    notice = Notice.objects.get(kind="payment.refused")
    assert (notice.user.username, notice.params["why"]) == ("manager", "发票抬头不对")
    assert payments.ask(first(contract), by=hands[Role.MANAGER]).state == PaymentState.ASKED
    assert Payment.objects.count() == 2


def test_who_asked_withdraws_until_it_is_approved(contract, hands):
    payment = payments.ask(first(contract), by=hands[Role.MANAGER])
    assert refused(lambda: payments.withdraw(payment, by=hands[Role.OFFICE])) == "只有申请的人能撤回。"
    payments.check(payment, by=hands[Role.FINANCE])
    payments.approve(payment, by=hands[Role.LEADER])
    assert (
        refused(lambda: payments.withdraw(payment, by=hands[Role.MANAGER])) == "现在是「待付款」，不能改为「已撤回」。"
    )
    assert Payment.objects.get().ended_by is None


def test_payment_is_no_workers_nor_auditors_to_ask_for(contract, hand):
    for role in (Role.AUDITOR, Role.COMMITTEE, Role.FINANCE):
        somebody = hand(role.value, role)
        assert (
            refused(lambda by=somebody: payments.ask(first(contract), by=by))
            == "付款由承接机构负责人或街道办公室申请。"
        )


def test_nothing_is_paid_before_it_was_approved(contract, hands):
    payment = payments.ask(first(contract), by=hands[Role.MANAGER])
    told = refused(lambda: payments.pay(payment, on=clock.today(), voucher="1", by=hands[Role.FINANCE]))
    assert told == "现在是「待核对」，不能改为「已付」。"


@pytest.mark.parametrize(
    ("grade", "least", "enough"),
    [("good", "good", True), ("excellent", "good", True), ("pass", "good", False), ("", "pass", False), ("", "", True)],
)
def test_a_grade_is_enough_from_the_least_on(grade, least, enough):
    assert calc.is_enough(grade, least) is enough


def test_days_are_counted_from_the_day_on_which_it_was_reached():
    reached = calc.Reached(date(2021, 12, 28))
    assert calc.payable_from(reached, days=10) == date(2022, 1, 7)
    assert calc.payable_from(None, days=0) is None


def test_what_was_paid_before_the_contract_was_put_on_file_is_taken_over_by_finance_alone(contract, hands):
    second = contract.instalments.with_way().get(position=2)

    def enter(on, by=hands[Role.FINANCE]):
        return payments.enter_paid(second, on=on, voucher="付-007", by=by)

    for role in (Role.OFFICE, Role.LEADER, Role.MANAGER):
        assert refused(lambda by=hands[role]: enter(date(2022, 8, 1), by)) == "以前付过的款由财务补登。"
    assert refused(lambda: enter(date(2021, 12, 27))) == "付款日期早于合同签订的日期。"
    told = f"只能补登 {contract.entered_on} 登记合同以前付的款。以后的付款请先申请。"
    assert refused(lambda: enter(contract.entered_on)) == told
    assert enter(date(2022, 8, 1)).state == "paid"
    assert refused(lambda: enter(date(2022, 8, 1))) == "第 2 期已经申请过付款。"
