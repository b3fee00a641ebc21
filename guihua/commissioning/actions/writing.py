"""What a project's contract says: changed in one way, whoever changes it, with everything that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning.signals import domain_changing, provider_changing
from guihua.core import audit, bulk, history
from guihua.directory import models as directory
from guihua.directory.actions import grants, users

AS_LIAISON = gettext_noop("项目挂钩人员")
STATIONS = ("communities", "organisations")


def on_file(subdistrict: directory.Subdistrict, numbers: Iterable[str]) -> dict[str, commissioning.Project]:
    """The projects of these numbers, with all that their contracts say; locked, so that nobody edits them meanwhile."""
    rows = commissioning.Project.objects.filter(subdistrict=subdistrict)
    chunks = bulk.portions(numbers)
    return {project.number: project for chunk in chunks for project in locked(rows.filter(number__in=chunk))}


def locked(rows: commissioning.ProjectQuerySet) -> commissioning.ProjectQuerySet:
    """Each as it is now, always in the same order, so that two who do this at once do not wait for each other.

    Locked first and read afterwards: to a row for which a query waited, PostgreSQL joins what that row pointed to before.
    """
    keys = [one.pk for one in rows.order_by("pk").select_for_update(of=("self",)).only("pk")]
    return with_all(commissioning.Project.objects.filter(pk__in=keys)).order_by("pk")


def with_all(rows: commissioning.ProjectQuerySet) -> commissioning.ProjectQuerySet:
    """Projects with what their contracts point to, asked for once."""
    rows = rows.select_related("year", "domain", "provider", "method", "mode", "liaison")
    return rows.prefetch_related(*STATIONS)


def change(project: commissioning.Project, values: Mapping[str, Any], *, by: Any) -> bool:
    """Whether the project said anything else. `values` are columns by name, and keys of stations as sets.

    For verbs, which lock, ask the policy and record the version themselves.
    """
    before, liaison = _told(project), project.liaison
    different = {name: value for name, value in values.items() if _said(project, name) != value}
    if not different:
        return False
    if "domain_id" in different:
        domain_changing.send(commissioning.Project, project=project, domain=values["domain_id"])
    if "provider_id" in different:
        provider_changing.send(commissioning.Project, project=project, provider=values["provider_id"])
    _write(project, different)
    fresh = on_file(project.subdistrict, [project.number])[project.number]
    if fresh.liaison != liaison:
        _hand_over(fresh, liaison, by)
    audit.record("project.changed", fresh, by=by, changes=audit.changes(commissioning.Project, before, _told(fresh)))
    return True


def remove(projects: Sequence[commissioning.Project], *, by: Any, why: str) -> None:
    """Projects that should never have been entered are gone, and with them the sight that they gave."""
    pks = [project.pk for project in projects]
    history.record(commissioning.Project, pks, by=by, did=history.Did.REMOVED, why=why)
    for project in projects:
        if project.liaison:
            grants.end(project.liaison, directory.Role.LIAISON, project, by=by, why=AS_LIAISON)
        audit.record("project.removed", project, by=by, number=project.number, why=why)
    commissioning.Project.objects.filter(pk__in=pks).delete()


def _said(project: commissioning.Project, name: str) -> Any:
    return frozenset(thing.pk for thing in getattr(project, name).all()) if name in STATIONS else getattr(project, name)


def _write(project: commissioning.Project, different: Mapping[str, Any]) -> None:
    own = [name for name in different if name not in STATIONS]
    for name in own:
        setattr(project, name, different[name])
    project.save(update_fields=own)
    for name in STATIONS:
        if name in different:
            getattr(project, name).set(different[name])


def _told(project: commissioning.Project) -> dict[str, Any]:
    """What a contract says, in words that still say something when the row behind them is gone."""
    return {
        "year": project.year.year,
        "name": project.name,
        "domain": project.domain.name,
        "provider": project.provider.credit_code if project.provider else "",
        "amount_fen": project.amount_fen,
        "starts_on": project.starts_on.isoformat(),
        "ends_on": project.ends_on.isoformat(),
        "method": str(project.method or ""),
        "mode": str(project.mode or ""),
        "liaison": project.liaison.username if project.liaison else "",
        "liaison_name": project.liaison_name,
        "communities": sorted(place.code for place in project.communities.all()),
        "organisations": sorted(place.credit_code for place in project.organisations.all()),
    }


def _hand_over(project: commissioning.Project, before: directory.User | None, by: Any) -> None:
    if before:
        grants.end(before, directory.Role.LIAISON, project, by=by, why=AS_LIAISON)
    if project.liaison:
        give_sight(project, by)


def give_sight(project: commissioning.Project, by: Any) -> None:
    """The liaison officer sees the project from now on."""
    officer, role = project.liaison, directory.Role.LIAISON
    held = directory.Grant.objects.filter(user=officer, role=role, kind="project", object_id=project.pk, until=None)
    if officer and not held.exists():
        users.grant(officer, role, project, by=by, why=AS_LIAISON)
