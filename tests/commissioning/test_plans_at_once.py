"""A plan is submitted twice, or edited while it is submitted, on PostgreSQL; and what would be without the lock."""

import pytest

from guihua.commissioning.actions import plans
from guihua.commissioning.models import CommunityPlan, Need
from guihua.core import audit, history
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from tests.factories.meeting import both
from tests.factories.plans import CHILDREN, VISITS, YEAR, home, plan

__all__ = ["home", "plan"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def kinds(raised):
    return [[type(wrong) for wrong in one] for one in raised]


def without_the_lock(monkeypatch):
    monkeypatch.setattr(
        plans, "_locked", lambda plan: CommunityPlan.objects.select_related("community").get(pk=plan.pk)
    )


def submit_twice(plan, monkeypatch):
    def submit():
        plans.submit(plan, by=audit.SYSTEM)

    return both(submit, submit, pausing=(audit, "record"), monkeypatch=monkeypatch)


def submissions():
    return AuditRow.objects.filter(action="communityplan.submitted").count()


def test_a_plan_is_submitted_once_whoever_does_it_at_the_same_moment(plan, monkeypatch):
    assert kinds(submit_twice(plan, monkeypatch)) == [[], [Refused]]
    assert submissions() == 1


def test_without_the_lock_it_would_be_submitted_twice(plan, monkeypatch):
    without_the_lock(monkeypatch)
    assert kinds(submit_twice(plan, monkeypatch)) == [[], []]
    assert submissions() == 2


def submit_and_edit(plan, monkeypatch):
    need = plan.needs.first()
    seen = history.latest(need).history_id
    return both(
        lambda: plans.submit(plan, by=audit.SYSTEM),
        lambda: plans.change(need, {"people": 60}, seen=seen, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )


def test_what_is_edited_while_it_is_submitted_is_refused(plan, monkeypatch):
    assert kinds(submit_and_edit(plan, monkeypatch)) == [[], [Refused]]
    assert Need.objects.order_by("position").first().people == 46


def test_without_the_lock_what_was_submitted_would_change(plan, monkeypatch):
    without_the_lock(monkeypatch)
    assert kinds(submit_and_edit(plan, monkeypatch)) == [[], []]
    assert Need.objects.order_by("position").first().people == 60


def test_two_who_begin_a_plan_at_once_begin_one(home, monkeypatch):
    raised = both(
        lambda: plans.add(home, YEAR, VISITS, by=audit.SYSTEM),
        lambda: plans.add(home, YEAR, CHILDREN, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    assert kinds(raised) == [[], []]
    assert list(Need.objects.values_list("position", flat=True)) == [1, 2]
