"""A notice is published twice at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import date

import pytest

from guihua.commissioning.actions import procurements, publicity
from guihua.commissioning.models import Procurement, PublicNotice
from guihua.core import audit
from guihua.core.refusal import Refused
from tests.factories.meeting import both
from tests.factories.purchases import begun, take

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def failed(programme):
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)))
    return procurements.fail(purchase, why="不足三家", by=audit.SYSTEM)


def publish_twice(purchase, monkeypatch):
    def publish():
        publicity.publish(purchase, "failed", remark="不足三家", by=audit.SYSTEM)

    return both(publish, publish, pausing=(audit, "record"), monkeypatch=monkeypatch)


def kinds(raised):
    return [[type(wrong) for wrong in one] for one in raised]


def test_a_notice_is_published_once_whoever_does_it_at_the_same_moment(failed, monkeypatch):
    assert kinds(publish_twice(failed, monkeypatch)) == [[], [Refused]]
    assert list(PublicNotice.objects.values_list("edition", flat=True)) == [1]


def test_without_the_lock_the_second_would_not_be_told_why(failed, monkeypatch):
    rows = Procurement.objects.with_notice_facts()
    monkeypatch.setattr(publicity, "_locked", lambda procurement: rows.get(pk=procurement.pk))
    raised = kinds(publish_twice(failed, monkeypatch))
    assert [[wrong.__name__ for wrong in one] for one in raised] == [[], ["IntegrityError"]]
