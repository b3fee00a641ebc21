"""Two see to the same incident at the same moment, on PostgreSQL."""

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


def test_without_the_lock_it_would_have_been_closed_twice(one, people, monkeypatch):
    incidents.take_up(one, by=people["suwanqing"])
    monkeypatch.setattr(
        incidents, "locked", lambda one: Incident.objects.select_related("project__domain").get(pk=one.pk)
    )
    closed_twice(one, people, monkeypatch)
    assert closings() == 2


def test_taken_up_while_it_is_escalated_it_is_escalated_once_or_not_at_all(one, people, hand, monkeypatch):
    hand("hehaohong", Role.LEADER)
    Incident.objects.update(take_by=clock.now() - timedelta(hours=1))
    first, second = both(
        lambda: incidents.take_up(one, by=people["suwanqing"]),
        lambda: incidents.escalate_due(by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    assert (first, second, Incident.objects.get().state) == ([], [], "taken")
    assert not Notice.objects.filter(kind="incident.escalated").exists()


def test_two_workers_escalate_it_once(one, people, hand, monkeypatch):
    hand("hehaohong", Role.LEADER)
    Incident.objects.update(take_by=clock.now() - timedelta(hours=1))

    def run():
        incidents.escalate_due(by=audit.SYSTEM)

    assert both(run, run, pausing=(audit, "record"), monkeypatch=monkeypatch) == ([], [])
    assert IncidentStep.objects.filter(kind="escalated").count() == 1
