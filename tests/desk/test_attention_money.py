"""What lapses between a purchase and its last payment stands on the first page of whoever can do something about it."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.utils import timezone

from guihua.commissioning.actions import budgets
from guihua.commissioning.models import BudgetLine, CommunityPlan, Instalment, Payment, Procurement, StepTaken, Transfer
from guihua.core import audit
from tests.factories import purchases

pytestmark = pytest.mark.django_db
STEPS, UNSIGNED, ENDING, BUDGET = (
    "采购的一步到期或过期",
    "定标以后还没签合同",
    "合同到期，还没有验收",
    "预算科目快用完",
)
TO_CHECK, UNPAID, PAYABLE = "等核对的付款", "很久没有付款", "可以申请的付款"
TO_APPROVE, TO_MOVE = "等批准的付款", "等批准的科目调剂"
PLAN, NEEDS = "等答复的 2022 年社区发展计划", "还有需求没回应的社区（2022 年）"
MONEY = {STEPS, UNSIGNED, ENDING, BUDGET, TO_CHECK, TO_APPROVE, TO_MOVE, UNPAID, PAYABLE, PLAN, NEEDS}
TOLD = {
    "office": {TO_MOVE: 1, STEPS: 2, UNSIGNED: 1, ENDING: 1, BUDGET: 1, PAYABLE: 1, PLAN: 1, NEEDS: 1},
    "leader": {TO_MOVE: 1},
    "finance": {TO_CHECK: 1, UNPAID: 2},
    "manager": {ENDING: 1, BUDGET: 1, PAYABLE: 1},
    "auditor": {},
    "worker": {},
    "secretary": {},
}


def at(day):
    return timezone.make_aware(datetime.combine(date(2022, 12, day), time(9)))


@pytest.fixture
def december(everybody, settings):
    """20 December 2022: of GC-1, which ends, an instalment waits for finance and another for somebody to ask; one purchase
    was awarded in November, and of another a report is late."""
    place = everybody.place
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 11, 1))
    late, awarded = (purchases.begun(place, number=number) for number in ("GC-8", "GC-9"))
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 12, 20))
    StepTaken.objects.create(procurement=late, code="review", on=date(2022, 12, 1))
    StepTaken.objects.create(procurement=awarded, code="award", on=date(2022, 11, 5))
    bid = awarded.bids.create(subdistrict=place, organisation=everybody.project("GC-1").provider)
    Procurement.objects.filter(pk=awarded.pk).update(state="awarded", winner=bid)
    Payment.objects.update(asked_at=at(15))
    Transfer.objects.update(asked_at=at(16))
    waiting = Instalment.objects.filter(contract__project__number="GC-1", position=2)
    waiting.update(waits_for="day", on=date(2022, 9, 1), least_grade="")
    line = BudgetLine.objects.get(category__name="行政管理费")
    spent = {"on": date(2022, 12, 1), "what": "办公用品", "voucher": "记-1201"}
    budgets.spend(line, amount_fen=line.whole_fen, **spent, by=audit.SYSTEM)
    CommunityPlan.objects.filter(state="submitted").update(submitted_at=at(1))
    CommunityPlan.objects.filter(state="draft").update(state="accepted", decided_at=at(2))
    return everybody


def lines(client):
    found = client.get("/", follow=True).context.get("attention") or []
    return {line.title: line for line in found if line.title in MONEY}


@pytest.mark.parametrize("who", TOLD)
def test_each_role_is_told_of_what_it_can_do_and_each_count_is_the_list_that_it_opens(december, who):
    client = december.clients[who]
    found = lines(client)
    assert {title: line.count for title, line in found.items()} == TOLD[who]
    shown = {title: client.get(line.address).context["shown"].total for title, line in found.items()}
    assert shown == TOLD[who]


def test_each_line_says_since_when_or_until_when(december):
    found = {title: line.since for title, line in lines(december.clients["office"]).items()}
    days = {STEPS: (11, 8), UNSIGNED: (11, 5), ENDING: (12, 31), BUDGET: (12, 1), PAYABLE: (9, 1), PLAN: (12, 1)}
    days |= {NEEDS: (12, 2), TO_MOVE: (12, 16)}
    assert found == {title: date(2022, *day) for title, day in days.items()}


@pytest.mark.parametrize(("day", "kind"), [(15, "warn"), (16, "info")])
def test_a_payment_that_was_checked_waits_for_the_leader_and_after_five_days_warns(december, day, kind):
    Payment.objects.update(state="checked", checked_at=at(day))
    line = lines(december.clients["leader"])[TO_APPROVE]
    assert (line.kind, line.count, line.since) == (kind, 1, date(2022, 12, day))
    assert december.clients["leader"].get(line.address).context["shown"].total == 1
    assert TO_CHECK not in lines(december.clients["finance"])


def test_nobody_narrows_a_list_to_what_they_are_not_told_of(december):
    assert december.clients["leader"].get("/projects/?attention=steps").context["shown"].total == 0
    assert december.clients["manager"].get("/projects/?attention=unsigned").context["shown"].total == 0
