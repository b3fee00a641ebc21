"""Two of the office decide one request at the same moment, on PostgreSQL; and what would happen if deciding did not lock."""

import pytest

from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery import closing_policy
from guihua.delivery.actions import reopenings
from guihua.delivery.models import MonthlyClose, Reopening
from tests.delivery.test_closing_at_once import pausing
from tests.factories.accounts import account
from tests.factories.at_once import PATIENCE, at_work, until_somebody_waits
from tests.factories.closing import closed, people, place

__all__ = ["account", "people", "place"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def both_decide(place, people, monkeypatch):
    """苏婉清 has looked and is about to grant it when 冯国栋 refuses it."""
    asked = reopenings.ask(closed(place), by=people["manager"], why="漏记两场")
    has_looked, may_decide = pausing(monkeypatch, closing_policy, "why_not_decide")
    with at_work(lambda: reopenings.grant(asked, by=people["office"])) as granted:
        assert has_looked.wait(PATIENCE)
        with at_work(lambda: reopenings.refuse(asked, by=people["second"])) as refused:
            until_somebody_waits(or_it=lambda: Reopening.objects.exclude(granted=None).exists())
            may_decide.set()
    decided = AuditRow.objects.filter(action__in=("reopening.granted", "reopening.refused"))
    return granted, [type(wrong) for wrong in refused], sorted(decided.values_list("action", flat=True))


def test_the_first_decision_stands_and_the_second_is_refused(place, people, monkeypatch):
    assert both_decide(place, people, monkeypatch) == ([], [Refused], ["reopening.granted"])
    asked = Reopening.objects.get()
    assert (asked.granted, asked.decided_by, MonthlyClose.objects.standing().count()) == (True, people["office"], 0)


def test_without_the_lock_both_would_have_decided(place, people, monkeypatch):
    monkeypatch.setattr(reopenings, "_locked", lambda close: close)
    assert both_decide(place, people, monkeypatch) == ([], [], ["reopening.granted", "reopening.refused"])
