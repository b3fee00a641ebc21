"""Two of the office save the same contract at the same moment, on PostgreSQL; and what would happen without the lock."""

import threading

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils.dateparse import parse_date

from guihua.commissioning.actions import projects, writing
from guihua.commissioning.models import Project
from guihua.core import audit, history
from tests.factories.at_once import until_somebody_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]
PATIENCE = 20


@pytest.fixture
def both(programme, monkeypatch):
    """What two editors who saw the same got. The second begins when the first has asked and not yet written."""
    project = Project.objects.get(number="GC-1")
    seen = history.latest(project).history_id
    has_asked, may_write, change, slow = threading.Event(), threading.Event(), writing.change, []

    def slowly(*words, **more):
        if not slow:
            slow.append(True)
            has_asked.set()
            assert may_write.wait(PATIENCE)
        return change(*words, **more)

    def save(day, outcomes):
        try:
            outcomes.append(projects.edit(project, {"ends_on": parse_date(day)}, seen=seen, by=audit.SYSTEM))
        except history.Clashed as clashed:
            outcomes.append(clashed.fields)
        finally:
            connection.close()

    def race():
        monkeypatch.setattr(writing, "change", slowly)
        first, second = [], []
        one = threading.Thread(target=save, args=("2023-01-31", first))
        other = threading.Thread(target=save, args=("2023-02-28", second))
        one.start()
        assert has_asked.wait(PATIENCE)
        other.start()
        until_somebody_waits(or_it=lambda: not other.is_alive())
        may_write.set()
        one.join(PATIENCE)
        other.join(PATIENCE)
        return [*first, *second]

    return race


def test_the_second_is_told_and_the_first_is_kept(both):
    assert both() == [True, ["ends_on"]]
    assert Project.objects.get(number="GC-1").ends_on == parse_date("2023-01-31")


def test_without_the_lock_both_think_that_theirs_was_kept(both, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)
    assert both() == [True, True]
