"""The demonstration's role accounts."""

from __future__ import annotations

from datetime import date

from guihua.commissioning.models import CORRECTIONS, Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role, Subdistrict

SINCE = date(2020, 1, 1)
OFFICE = [("office", "苏婉清", Role.OFFICE), ("finance", "区静雯", Role.FINANCE), ("auditor", "麦永昌", Role.AUDITOR)]


def make(place: Subdistrict, password: str) -> None:
    """The office's people, a provider's manager, a social worker of a corrections project, a liaison officer."""
    for username, name, role in OFFICE:
        user = users.register(username, name=name, password=password, by=audit.SYSTEM)
        users.appoint(user, role, place, by=audit.SYSTEM, since=SINCE)
    newest = Project.objects.filter(subdistrict=place).order_by("-year__year", "number")
    provider = Organisation.objects.get(pk=newest.values_list("provider", flat=True)[:1])
    manager = users.register("manager", name="何敏", password=password, by=audit.SYSTEM)
    users.appoint(manager, Role.MANAGER, place, by=audit.SYSTEM, organisation=provider, since=SINCE)
    corrections = newest.filter(domain__code=CORRECTIONS).select_related("provider")[0]
    worker = users.register("worker", name="邓国辉", password=password, by=audit.SYSTEM)
    users.appoint(worker, Role.WORKER, place, by=audit.SYSTEM, organisation=corrections.provider, since=SINCE)
    users.grant(worker, Role.WORKER, "project", corrections.pk, by=audit.SYSTEM, why="经办社工", since=SINCE)
    _liaison(place, password, newest[0])


def _liaison(place: Subdistrict, password: str, project: Project) -> None:
    officer = users.register("liaison", name=project.liaison_name, password=password, by=audit.SYSTEM)
    users.appoint(officer, Role.LIAISON, place, by=audit.SYSTEM, since=SINCE)
    for held in Project.objects.filter(subdistrict=place, liaison_name=project.liaison_name):
        users.grant(officer, Role.LIAISON, "project", held.pk, by=audit.SYSTEM, why="项目挂钩人员", since=SINCE)
