"""Two of the office do the same at the same moment, on PostgreSQL; and what would be without the lock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guihua.commissioning.actions import many, partners, projects, writing
from guihua.commissioning.models import ManagementMode, Partner, Project, ProjectState
from guihua.core import audit, clock
from guihua.core.listing import handling
from guihua.core.listing.models import Handling
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.desk import project_deeds
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
    return writing.with_all(rows).select_related("subdistrict").order_by("pk")


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


def close_at_once(project, office, monkeypatch):
    """How often it was closed, though its contract is over and two close it."""
    Project.objects.update(state=ProjectState.EVALUATED, ends_on=clock.today() - timedelta(days=1))
    told = []

    def close():
        told.append(many.close(Project.objects.filter(pk=project.pk), by=office))

    assert both(close, close, pausing=(projects, "_move"), monkeypatch=monkeypatch) == ([], [])
    return AuditRow.objects.filter(action="project.closed").count(), sorted(len(one.done) for one in told)


def test_of_two_who_close_many_at_once_each_project_is_closed_once(project, office, monkeypatch):
    assert close_at_once(project, office, monkeypatch) == (1, [0, 1])


def test_without_the_lock_it_would_be_closed_twice(project, office, monkeypatch):
    monkeypatch.setattr(many, "_locked", unlocked)
    monkeypatch.setattr(projects, "_locked", lambda project: project)
    assert close_at_once(project, office, monkeypatch) == (2, [1, 1])


def run_at_once(project, office, programme, monkeypatch):
    """What the trail says of two who set another mode each: before and after, row by row."""
    modes = [ManagementMode.objects.create(subdistrict=programme, name=name) for name in ("一岗一管", "片区统管")]

    def run_in(mode):
        return lambda: many.run_in(Project.objects.filter(pk=project.pk), mode, by=office)

    assert both(*map(run_in, modes), pausing=(writing, "_write"), monkeypatch=monkeypatch) == ([], [])
    rows = AuditRow.objects.filter(action="project.changed").order_by("pk")
    names = {mode.pk: mode.name for mode in ManagementMode.objects.all()}
    changes = [row.details["changes"]["mode"] for row in rows]
    return {tuple(names.get(pk, pk) for pk in change) for change in changes}


def test_of_two_modes_at_once_the_second_is_told_as_changed_from_the_first(project, office, programme, monkeypatch):
    before = project.mode.name
    assert run_at_once(project, office, programme, monkeypatch) == {(before, "一岗一管"), ("一岗一管", "片区统管")}


def test_without_the_lock_both_would_be_told_as_changed_from_what_was_there(project, office, programme, monkeypatch):
    before = project.mode.name
    monkeypatch.setattr(many, "_locked", unlocked)
    assert run_at_once(project, office, programme, monkeypatch) == {(before, "一岗一管"), (before, "片区统管")}


def carried_out_at_once(project, office, monkeypatch):
    """How often it was done, though two workers hold the same job."""
    asked = Handling.objects.create(
        listing="projects", deed="evaluate", by=office, keys=[project.pk], asked_at=timezone.now()
    )
    Project.objects.update(state=ProjectState.RUNNING)
    deed = next(one for one in project_deeds.DEEDS if one.name == "evaluate")

    def carry_out():
        handling.carry_out(asked, deed, Project.objects.all())

    first, second = both(carry_out, carry_out, pausing=(projects, "_move"), monkeypatch=monkeypatch)
    assert (first, second) == ([], [])
    told = AuditRow.objects.filter(action="list.handled").order_by("pk")
    return [(row.details["done"], row.details["refused"]) for row in told]


def test_what_two_workers_carry_out_at_once_is_done_and_told_once(project, office, monkeypatch):
    assert carried_out_at_once(project, office, monkeypatch) == [(1, 0)]


def test_without_its_lock_it_would_be_told_a_second_time_as_refused(project, office, monkeypatch):
    monkeypatch.setattr(type(Handling.objects.all()), "select_for_update", lambda rows, **_how: rows)
    assert carried_out_at_once(project, office, monkeypatch) == [(1, 0), (0, 1)]


@pytest.fixture
def officers(account):
    return [account(name, Role.LIAISON, name=name, phone="") for name in ("lianghuimin", "hemin")]


def hand_at_once(project, office, officers, monkeypatch):
    """Who sees the project as its liaison officer afterwards, though it is handed to one and to the other."""

    def hand_to(officer):
        return lambda: many.hand_to(Project.objects.filter(pk=project.pk), officer, by=office)

    assert both(*map(hand_to, officers), pausing=(writing, "_write"), monkeypatch=monkeypatch) == ([], [])
    held = Grant.objects.filter(role=Role.LIAISON, object_id=project.pk).on(clock.today())
    return sorted(held.values_list("user__username", flat=True))


def test_of_two_officers_to_whom_a_project_is_handed_at_once_one_sees_it(project, office, officers, monkeypatch):
    assert hand_at_once(project, office, officers, monkeypatch) == ["hemin"]


def test_without_the_lock_both_would_see_it(project, office, officers, monkeypatch):
    monkeypatch.setattr(many, "_locked", unlocked)
    assert hand_at_once(project, office, officers, monkeypatch) == ["hemin", "lianghuimin"]
