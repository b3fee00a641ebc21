"""Two of the office do the same at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import timedelta

import pytest

from guihua.commissioning.actions import contracts, many, partners, projects
from guihua.commissioning.models import Partner, Project, ProjectState
from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Grant, Organisation, Role
from tests.factories.accounts import account
from tests.factories.meeting import both
from tests.factories.programmes import SCHOOL

__all__ = ["account"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


@pytest.fixture
def project(programme):
    return Project.objects.get(number="GC-1")


@pytest.fixture
def office(account):
    return account()


def join_at_once(project, office, monkeypatch):
    school, last = Organisation.objects.get(credit_code=SCHOOL), clock.today() + timedelta(days=30)

    def join():
        partners.join(project, school, part="提供场地", last_day=last, by=office)

    return both(join, join, pausing=(audit, "record"), monkeypatch=monkeypatch)


def test_of_two_who_have_a_school_join_at_once_the_second_is_told_that_it_has(project, office, monkeypatch):
    first, second = join_at_once(project, office, monkeypatch)
    assert (first, [type(wrong) for wrong in second]) == ([], [Refused])
    assert second[0].sentence == "「怡水小学」已经在「提供场地」了。"
    assert Partner.objects.count() == 1


def test_without_the_lock_it_would_join_twice(project, office, monkeypatch):
    monkeypatch.setattr(partners, "_locked", lambda project: project)
    assert join_at_once(project, office, monkeypatch) == ([], [])
    assert Partner.objects.count() == 2


def unlocked(rows):
    """What `many` locks, read alone."""
    return contracts.with_all(rows).select_related("subdistrict").order_by("pk")


def evaluate_at_once(project, office, monkeypatch):
    Project.objects.update(state=ProjectState.RUNNING)

    def evaluate():
        many.evaluate(Project.objects.filter(pk=project.pk), by=office)

    assert both(evaluate, evaluate, pausing=(projects, "_move"), monkeypatch=monkeypatch) == ([], [])
    return AuditRow.objects.filter(action="project.evaluated").count()


def test_of_two_who_evaluate_many_at_once_each_project_is_evaluated_once(project, office, monkeypatch):
    assert evaluate_at_once(project, office, monkeypatch) == 1


def test_without_the_lock_it_would_be_evaluated_twice(project, office, monkeypatch):
    monkeypatch.setattr(many, "_locked", unlocked)
    monkeypatch.setattr(projects, "_locked", lambda project: project)
    assert evaluate_at_once(project, office, monkeypatch) == 2


@pytest.fixture
def officers(account):
    return [account(name, Role.LIAISON, name=name, phone="") for name in ("lianghuimin", "hemin")]


def hand_at_once(project, office, officers, monkeypatch):
    """Who sees the project as its liaison officer afterwards, though it is handed to one and to the other."""

    def hand_to(officer):
        return lambda: many.hand_to(Project.objects.filter(pk=project.pk), officer, by=office)

    assert both(*map(hand_to, officers), pausing=(contracts, "_write"), monkeypatch=monkeypatch) == ([], [])
    held = Grant.objects.filter(role=Role.LIAISON, object_id=project.pk).on(clock.today())
    return sorted(held.values_list("user__username", flat=True))


def test_of_two_officers_to_whom_a_project_is_handed_at_once_one_sees_it(project, office, officers, monkeypatch):
    assert hand_at_once(project, office, officers, monkeypatch) == ["hemin"]


def test_without_the_lock_both_would_see_it(project, office, officers, monkeypatch):
    monkeypatch.setattr(many, "_locked", unlocked)
    assert hand_at_once(project, office, officers, monkeypatch) == ["hemin", "lianghuimin"]
