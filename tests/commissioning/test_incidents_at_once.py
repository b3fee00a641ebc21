"""Two see to the same incident at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import timedelta

import pytest

from guihua.commissioning.actions import incidents
from guihua.commissioning.models import Incident, IncidentStep
from guihua.core import audit, clock
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.incidents import fell
from tests.factories.meeting import both
from tests.factories.told import hand, people

__all__ = ["hand", "people"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def one(people):
    return fell(by=people["hemin"])


def closed_twice(one, people, monkeypatch):
    return both(
        lambda: incidents.close(one, "settled", "家属没有异议", "无", by=people["suwanqing"]),
        lambda: incidents.close(one, "unfounded", "没有这回事", "无", by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )


def closings():
    return AuditRow.objects.filter(action="incident.closed").count()


def test_of_two_who_close_it_at_once_the_second_is_told_and_one_reason_stands(one, people, monkeypatch):
    incidents.take_up(one, by=people["suwanqing"])
    first, second = closed_twice(one, people, monkeypatch)
    assert (first, [type(wrong) for wrong in second], closings()) == ([], [Refused], 1)
    assert [step.text for step in IncidentStep.objects.filter(kind="closed")] == ["家属没有异议"]


@pytest.fixture
def without_the_lock(monkeypatch):
    rows = Incident.objects.select_related("project__domain")
    monkeypatch.setattr(incidents, "locked", lambda one: rows.get(pk=one.pk))


def test_without_the_lock_it_would_have_been_closed_twice(one, people, without_the_lock, monkeypatch):
    incidents.take_up(one, by=people["suwanqing"])
    closed_twice(one, people, monkeypatch)
    assert closings() == 2


@pytest.fixture
def left_lying(one, hand):
    """Nobody took it up in time, and there is a leader to tell."""
    hand("hehaohong", Role.LEADER)
    Incident.objects.update(take_by=clock.now() - timedelta(hours=1))
    return one


def taken_up_and_escalated(one, people, monkeypatch):
    return both(
        lambda: incidents.take_up(one, by=people["suwanqing"]),
        lambda: incidents.escalate_due(by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )


def escalated_by_two(monkeypatch):
    def run():
        incidents.escalate_due(by=audit.SYSTEM)

    return both(run, run, pausing=(audit, "record"), monkeypatch=monkeypatch)


def escalations():
    return AuditRow.objects.filter(action="incident.escalated").count()


def test_taken_up_while_it_is_escalated_the_leader_is_told_nothing(left_lying, people, monkeypatch):
    assert taken_up_and_escalated(left_lying, people, monkeypatch) == ([], [])
    assert (Incident.objects.get().state, escalations()) == ("taken", 0)
    assert not Notice.objects.filter(kind="incident.escalated").exists()


def test_without_the_lock_the_leader_would_be_told_of_what_was_taken_up(
    left_lying, people, without_the_lock, monkeypatch
):
    taken_up_and_escalated(left_lying, people, monkeypatch)
    assert (Incident.objects.get().state, escalations()) == ("taken", 1)


def test_two_workers_escalate_it_once(left_lying, monkeypatch):
    assert escalated_by_two(monkeypatch) == ([], [])
    assert (IncidentStep.objects.filter(kind="escalated").count(), escalations()) == (1, 1)


def test_without_the_lock_two_workers_would_escalate_it_twice(left_lying, without_the_lock, monkeypatch):
    escalated_by_two(monkeypatch)
    assert escalations() == 2
