"""The same month's list arrives twice at the same moment, on PostgreSQL; and what would happen without the lock."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from guihua.delivery.actions import month_lists, rosters
from guihua.delivery.actions.month_lists import Column
from guihua.delivery.models import Session
from tests.delivery.test_recording import worker
from tests.factories.accounts import account
from tests.factories.entries import NEW, entry, present, project
from tests.factories.meeting import both

__all__ = ["account", "worker"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def twice(worker, monkeypatch):
    """The same list from two connections, the second while the first has made the session and not its roster."""
    said = [Column(entry(day=date(2022, 3, 12)), came=present("张晓丽", NEW), head_count=4)]

    def send():
        month_lists.record(project(), said, by=worker)

    return lambda: both(send, send, pausing=(rosters, "turn"), monkeypatch=monkeypatch)


def held():
    rows = Session.objects.filter(code__startswith="20220312-").values_list("code", "attendances__count")
    return sorted(rows)


def test_there_is_one_session_with_everybody_once(twice):
    assert twice() == ([], [])
    assert held() == [("20220312-1", 1), ("20220312-1", 1), ("20220312-1", 4)]


def test_without_the_lock_only_the_database_keeps_the_second_out(twice, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)
    first, second = twice()
    assert (first, [type(one) for one in second]) == ([], [IntegrityError])
    assert held() == [("20220312-1", 1), ("20220312-1", 1), ("20220312-1", 4)]
