"""A proposal is sent while its call is opened or withdrawn, on PostgreSQL; and what would be without the lock."""

import pytest

from guihua.commissioning.actions import calls, procurements, proposals
from guihua.commissioning.models import Bid, Call, Procurement, Proposal
from guihua.core import audit
from guihua.core.refusal import Refused
from tests.factories.calls import moment, providers, published, save, values, watch
from tests.factories.meeting import both

__all__ = ["watch"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared", "watch"),
]


@pytest.fixture
def draft(programme):
    call = published(programme)
    return save(proposals.begin(call, providers(programme)[0], by=audit.SYSTEM), **values(programme))


def kinds(raised):
    return [[type(wrong) for wrong in one] for one in raised]


def withdraw_and_submit(draft, monkeypatch):
    return both(
        lambda: calls.withdraw(draft.call, why="要求写错了", by=audit.SYSTEM),
        lambda: proposals.submit(draft, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )


def without_the_lock(monkeypatch):
    rows = Procurement.objects.select_related("project__year", "method", "category", "winner")
    monkeypatch.setattr(procurements, "locked", lambda one: rows.get(pk=one.pk))
    monkeypatch.setattr(calls, "held", lambda one: Call.objects.select_related("procurement__project").get(pk=one.pk))


def standing():
    return Call.objects.get().state, Proposal.objects.get().state


def test_what_is_sent_while_the_call_is_withdrawn_is_refused(draft, monkeypatch):
    assert kinds(withdraw_and_submit(draft, monkeypatch)) == [[], [Refused]]
    assert standing() == ("withdrawn", "draft")


def test_without_the_lock_it_would_be_sent_to_a_call_that_is_withdrawn(draft, monkeypatch):
    without_the_lock(monkeypatch)
    assert kinds(withdraw_and_submit(draft, monkeypatch)) == [[], []]
    assert standing() == ("withdrawn", "submitted")


def test_two_who_open_it_at_once_make_one_bid_of_each(draft, watch, monkeypatch):
    proposals.submit(draft, by=audit.SYSTEM)
    watch(moment(2, 25))

    def unseal():
        calls.unseal(draft.call, by=audit.SYSTEM)

    assert kinds(both(unseal, unseal, pausing=(audit, "record"), monkeypatch=monkeypatch)) == [[], [Refused]]
    assert Bid.objects.count() == 1


def test_of_two_colleagues_who_begin_at_once_both_go_on_with_one(programme, monkeypatch):
    call, own = published(programme), providers(programme)[0]

    def begin():
        proposals.begin(call, own, by=audit.SYSTEM)

    assert kinds(both(begin, begin, pausing=(audit, "record"), monkeypatch=monkeypatch)) == [[], []]
    assert Proposal.objects.count() == 1
