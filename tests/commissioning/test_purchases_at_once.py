"""Two buy at the same moment, on PostgreSQL; and what would be without the locks."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from guihua.commissioning.actions import procurements, publicity
from guihua.commissioning.models import Procurement, Project, PublicNotice, PurchaseCategory
from guihua.core import audit
from guihua.core.refusal import Refused
from tests.factories import purchases
from tests.factories.meeting import both
from tests.factories.purchases import BUDGET, YUAN, bidders, opening, take

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def unlocked(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)


def at_once(first, second, monkeypatch):
    return both(first, second, pausing=(audit, "record"), monkeypatch=monkeypatch)


def begin(project, wanted):
    return lambda: procurements.begin(project, wanted, by=audit.SYSTEM)


def begin_twice(programme, monkeypatch):
    project = purchases.project(programme)
    once, again = (begin(project, opening(programme, way)) for way in ("公开招标", "单一来源"))
    return at_once(once, again, monkeypatch)


def test_of_two_who_begin_to_buy_a_project_the_second_is_told_that_it_is_bought_already(programme, monkeypatch):
    first, second = begin_twice(programme, monkeypatch)
    assert (first, [wrong.sentence for wrong in second]) == ([], ["这个项目已经在采购，或者采购已经在案。"])
    assert [one.method.name for one in Procurement.objects.all()] == ["公开招标"]


def test_without_the_locks_the_database_alone_would_hold_it_at_one_purchase(programme, monkeypatch):
    unlocked(monkeypatch)
    first, second = begin_twice(programme, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [IntegrityError])
    assert Procurement.objects.count() == 1


def split_at_once(programme, monkeypatch):
    """Two of 220,000 yuan each, where 400,000 is the limit."""
    PurchaseCategory.objects.update(tender_limit_fen=400_000 * YUAN, source="限额")
    wanted = opening(programme, "竞争性磋商")
    one, other = (begin(purchases.project(programme, number), wanted) for number in ("GC-9", "GC-10"))
    return at_once(one, other, monkeypatch)


def test_of_two_purchases_that_come_to_more_than_the_limit_together_the_second_is_told_so(programme, monkeypatch):
    first, second = split_at_once(programme, monkeypatch)
    assert (first, [wrong.refusal.code for wrong in second]) == ([], ["split"])
    assert Procurement.objects.count() == 1


def test_without_the_locks_both_would_stand(programme, monkeypatch):
    unlocked(monkeypatch)
    assert split_at_once(programme, monkeypatch) == ([], [])
    assert Procurement.objects.count() == 2


@pytest.fixture
def reported(programme):
    """A purchase by tender as the report of its review stands, with its bids."""
    purchase = procurements.begin(purchases.project(programme), opening(programme), by=audit.SYSTEM)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    for n, one in enumerate(bidders(programme)[:3]):
        quote = {"quote_fen": BUDGET - n * YUAN, "on": date(2022, 2, 10)}
        procurements.submit(purchase, one, **quote, by=audit.SYSTEM)
    take(purchase, ("deadline", date(2022, 2, 24)))
    for n in range(5):
        procurements.seat(purchase, name=f"评委{n}", unit="", is_expert=n < 4, by=audit.SYSTEM)
    take(purchase, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    return purchase


def award(bid):
    return lambda: procurements.award(bid, reason="得分最高", on=date(2022, 3, 4), by=audit.SYSTEM)


def test_of_two_who_award_to_different_bids_the_second_finds_it_awarded(reported, monkeypatch):
    one, other, _last = reported.bids.order_by("pk")
    first, second = at_once(award(one), award(other), monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert (Procurement.objects.get().winner, Project.objects.get(number="GC-9").provider) == (one, one.organisation)


def test_without_the_locks_the_step_is_taken_once_and_the_second_award_breaks(reported, monkeypatch):
    unlocked(monkeypatch)
    one, other, _last = reported.bids.order_by("pk")
    first, second = at_once(award(one), award(other), monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [IntegrityError])
    assert Procurement.objects.get().winner == one


def test_what_is_awarded_while_it_is_given_up_ends_in_one_state(reported, monkeypatch):
    bid = reported.bids.first()
    first, second = at_once(
        award(bid), lambda: procurements.give_up(reported, why="预算收回", by=audit.SYSTEM), monkeypatch
    )
    assert (first, second) == ([], [])  # what was awarded is given up after it, as long as nothing is signed
    assert Procurement.objects.get().state == "withdrawn"
    assert Project.objects.get(number="GC-9").provider is None


def test_a_notice_that_waited_for_the_award_names_who_won(reported, monkeypatch):
    bid = reported.bids.first()
    first, second = at_once(
        award(bid), lambda: publicity.publish(reported, "award", why="当日公告", by=audit.SYSTEM), monkeypatch
    )
    assert (first, second) == ([], [])
    assert PublicNotice.objects.get().supplier == bid.organisation.name
