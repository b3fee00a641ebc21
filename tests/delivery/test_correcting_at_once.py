"""Two people correct the same session at the same moment, on PostgreSQL; and what would happen without the lock."""

import pytest
from django.db.models import QuerySet

from guihua.core.refusal import Refused
from guihua.delivery.actions import recording, rosters
from guihua.delivery.models import Correction, Session
from tests.delivery.test_recording import worker, works_on
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
def corrected_twice(worker, account, monkeypatch):
    """Of twelve unnamed 陈静 makes thirteen, and 何清, who saw twelve as well, twenty before that is committed."""
    colleague = works_on(account, "heqing", "何清", "GC-1")
    tea = recording.record(project(), entry(roster=present("张晓丽"), head_count=12), by=worker)

    def says(by, head_count):
        told = entry(roster=present("张晓丽"), head_count=head_count)
        return lambda: recording.correct(tea, told, by=by, why="签到表核对后更正", seen=0)

    first, second = says(worker, 13), says(colleague, 20)
    return lambda: both(first, second, pausing=(rosters, "change"), monkeypatch=monkeypatch)


def stands():
    return Session.objects.get(code="20220506-1").attendances.get(person=None).count


def kept():
    return list(Correction.objects.order_by("pk").values_list("by__name", "field", "old", "new"))


def test_the_first_stands_and_the_second_is_told_who_was_there(corrected_twice):
    first, (refused,) = corrected_twice()
    assert (first, type(refused), refused.sentence) == ([], Refused, "陈静刚刚也更正了这一场。请打开看看，再接着改。")
    assert (stands(), kept()) == (13, [("陈静", "count", "12", "13")])


def test_without_the_lock_one_undoes_what_the_other_put_right_and_neither_is_told(corrected_twice, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)
    assert corrected_twice() == ([], [])
    assert (stands(), kept()) == (13, [("何清", "count", "12", "20"), ("陈静", "count", "20", "13")])
