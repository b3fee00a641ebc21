"""Two change what a contract promises at the same moment, on PostgreSQL; and what would be without the lock."""

import pytest

from guihua.commissioning.actions import indicators, signing
from guihua.commissioning.models import Contract, Indicator
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit
from guihua.core.refusal import Refused
from tests.factories.contracts import contract
from tests.factories.meeting import both

__all__ = ["contract"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]
CASES = [IndicatorLine("cases", "个案", 12, "个")]
GROUPS = [IndicatorLine("groups", "小组", 6, "个")]


def promise_at_once(contract, monkeypatch):
    """One promises cases, the other groups; both saw the same."""

    def promise(lines):
        return lambda: indicators.promise(contract, lines, seen=contract.revision, by=audit.SYSTEM)

    return both(promise(CASES), promise(GROUPS), pausing=(audit, "record"), monkeypatch=monkeypatch)


def test_of_two_who_promise_at_once_the_second_is_told_and_one_promise_stands(contract, monkeypatch):
    first, second = promise_at_once(contract, monkeypatch)
    assert (first, [wrong.refusal.code for wrong in second if isinstance(wrong, Refused)]) == ([], ["stale"])
    assert [str(one) for one in Indicator.objects.all()] == ["个案"]


def test_without_the_lock_both_would_be_written_over_each_other(contract, monkeypatch):
    held = Contract.objects.select_related("project__subdistrict", "rules")
    monkeypatch.setattr(signing, "held", lambda one, _seen: held.get(pk=one.pk))
    assert promise_at_once(contract, monkeypatch) == ([], [])
    assert sorted(str(one) for one in Indicator.objects.all()) == ["个案", "小组"]
