"""Whoever stands on the two sides of 「桂一同行」: its liaison officer, and the manager and a worker of its provider."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from guihua.commissioning.actions import past_visits, tasks, visits
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import LiaisonVisit, Project, ProjectTask, TaskAnswer, VisitPhoto
from guihua.core import audit, clock
from guihua.directory.actions import users
from guihua.directory.models import Role, User
from tests.factories.accounts import SINCE


def said(**changes) -> visits.Said:
    """What 梁慧敏 saw on 10 March."""
    usual = {"day": date(2022, 3, 10), "minutes": 80, "findings": "围炉茶话筹备到位，由长者骨干主持。"}
    return visits.Said(**usual | {"advice": "补记两次探访。"} | changes)


def somebody(place, username, name, role, project, why="挂钩"):
    """An account in a role; a liaison officer or a worker with this project."""
    user = users.register(username, name=name, password="osmanthus-2022", by=audit.SYSTEM)
    at = project.provider if role in (Role.MANAGER, Role.WORKER) else None
    users.appoint(user, role, place, by=audit.SYSTEM, organisation=at, since=SINCE)
    if role in (Role.LIAISON, Role.WORKER):
        users.grant(user, role, project, by=audit.SYSTEM, why=why, since=SINCE)
    return user


@pytest.fixture
def sides(programme):
    """The project GC-1 with its people."""
    project = Project.objects.get(number="GC-1")
    people = {
        "officer": ("liang", "梁慧敏", Role.LIAISON),
        "manager": ("manager", "何敏", Role.MANAGER),
        "worker": ("chenjing", "陈静", Role.WORKER),
        "office": ("suwanqing", "苏婉清", Role.OFFICE),
    }
    made = {side: somebody(programme, *who, project) for side, who in people.items()}
    return SimpleNamespace(place=programme, project=project, **made)


@pytest.fixture
def visit(sides):
    return visits.enter(sides.project, said(), by=sides.officer)


@pytest.fixture
def task(sides):
    """Due today."""
    return tasks.raise_for(sides.project, "补记两次探访", clock.today(), by=sides.officer)


def stand(place) -> None:
    """At GC-1 the liaison officer's visit with a photo, a task that is overdue, and one that was answered with a file."""
    project = Project.objects.select_related("domain").get(number="GC-1", subdistrict=place)
    officer = User.objects.filter(username="liaison").first()
    due = visits.Raised("补记两次探访", date(2022, 3, 31))
    picture = Content(".png", b"drawn")
    visit = visits.enter(project, said(), by=officer, raised=[due], pictures=[picture])
    visits.reply(visit, "已补记。", by=audit.SYSTEM)
    task = tasks.raise_for(project, "交第一季度小结", clock.today(), by=officer)
    tasks.answer(task, "交了。", proof=tasks.Proof("小结", ".pdf", b"%PDF-1.7"), by=audit.SYSTEM)


def grow(place) -> None:
    """A visit of each project with a reply, and a task that was answered."""
    task = past_visits.PastTask("补记探访", date(2022, 3, 31), "补了。", date(2022, 3, 30))
    projects = Project.objects.filter(subdistrict=place)
    past_visits.enter(place, [past_visits.Past(project, said(), "已补记。", task) for project in projects])


def pages() -> list[str]:
    """Of what `stand` has laid out: the visit, a task that was answered, and the page on which a visit is written down."""
    visit, task = LiaisonVisit.objects.get(), ProjectTask.objects.order_by("pk").last()
    own = [f"/visits/{visit.pk}/", f"/tasks/{task.pk}/", f"/projects/{visit.project_id}/visits/"]
    return [*own, "/record/visits/new/", "/visits/"]


def by_name() -> dict[str, int | str]:
    """What the tables of the tests call them."""
    photos = {
        f"{one.visit.project.number}-visit-photo": one.pk for one in VisitPhoto.objects.select_related("visit__project")
    }
    found: dict[str, int | str] = {
        f"{one.project.number}-visit": one.pk for one in LiaisonVisit.objects.select_related("project")
    }
    found |= photos | {one.what: one.pk for one in ProjectTask.objects.all()}
    return found | {f"{one.task.what}-file": one.pk for one in TaskAnswer.objects.select_related("task")}
