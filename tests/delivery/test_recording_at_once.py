"""A telephone sends the same session twice at the same moment, on PostgreSQL; and what would happen without the lock."""

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from guihua.delivery.actions import recording, rosters
from guihua.delivery.models import Session
from tests.delivery.test_recording import worker
from tests.factories.accounts import account
from tests.factories.entries import entry, present, project
from tests.factories.meeting import both

__all__ = ["account", "worker"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def twice(worker, monkeypatch):
    """The same entry from two connections, the second while the first has written the session and not its roster."""
    said = entry(roster=present("张晓丽"), head_count=3)

    def send():
        recording.record(project(), said, by=worker)

    return lambda: both(send, send, pausing=(rosters, "write"), monkeypatch=monkeypatch)


def held():
    return list(Session.objects.filter(code__startswith="20220506-").values_list("code", "attendances__count"))


def test_there_is_one_session_and_nobody_is_told_of_a_fault(twice):
    assert twice() == ([], [])
    assert sorted(held()) == [("20220506-1", 1), ("20220506-1", 3)]


def test_without_the_lock_only_the_database_keeps_the_second_out(twice, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)
    first, second = twice()
    assert (first, [type(one) for one in second]) == ([], [IntegrityError])
    assert sorted(held()) == [("20220506-1", 1), ("20220506-1", 3)]
