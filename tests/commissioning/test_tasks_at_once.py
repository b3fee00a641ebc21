"""Two do something about the same task, or send the same visit, at the same moment, on PostgreSQL."""

from uuid import UUID

import pytest

from guihua.commissioning.actions import tasks, visits
from guihua.commissioning.models import LiaisonVisit, ProjectTask, TaskAnswer, TaskState
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from tests.factories.meeting import both
from tests.factories.visits import said, sides, task

__all__ = ["sides", "task"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def answered_and_withdrawn(sides, task, monkeypatch):
    return both(
        lambda: tasks.answer(task, "补了。", by=sides.worker),
        lambda: tasks.withdraw(task, why="不用了", by=sides.officer),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )


def path():
    rows = AuditRow.objects.filter(action__in=["projecttask.answered", "projecttask.withdrawn"])
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_a_task_that_is_answered_and_withdrawn_at_once_ends_in_one_state_with_one_path(sides, task, monkeypatch):
    first, second = answered_and_withdrawn(sides, task, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert second[0].sentence == "现在是「待确认」，不能改为「已撤回」。"
    assert (ProjectTask.objects.get().state, path()) == (TaskState.ANSWERED, ["projecttask.answered"])


def test_without_the_lock_both_would_have_happened(sides, task, monkeypatch):
    monkeypatch.setattr(
        tasks, "_locked", lambda one: ProjectTask.objects.select_related("project__domain").get(pk=one.pk)
    )
    first, second = answered_and_withdrawn(sides, task, monkeypatch)
    assert (first, second, path()) == ([], [], ["projecttask.answered", "projecttask.withdrawn"])
    assert TaskAnswer.objects.waiting().count() == 1


def test_the_same_visit_sent_twice_at_once_is_one_visit(sides, monkeypatch):
    key = UUID("5b0f4d0e-6f0c-4d3e-8a53-2f1d5f0c7a11")

    def send():
        visits.enter(sides.project, said(), by=sides.officer, sent_as=key)

    assert both(send, send, pausing=(audit, "record"), monkeypatch=monkeypatch) == ([], [])
    assert LiaisonVisit.objects.count() == 1
