"""Projects come under contract, and start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.signals import domain_changing, projects_changed
from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory.actions import grants, users
from guihua.directory.actions.places import Counted

MOST_PARAMETERS = 500
AS_LIAISON = gettext_noop("项目挂钩人员")


@dataclass(frozen=True)
class ProjectLine:
    """One project as its contract says. `values` are columns of Project; stations are primary keys."""

    number: str
    year: int
    values: dict[str, Any]
    communities: frozenset[int] = field(default_factory=frozenset)
    organisations: frozenset[int] = field(default_factory=frozenset)


@transaction.atomic
def record_many(subdistrict: directory.Subdistrict, lines: Iterable[ProjectLine], *, by: Any) -> Counted:
    """Enters contracted projects; those known by number are brought up to date, old and new values kept."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    lines = list(lines)
    known = _on_file(subdistrict, [line.number for line in lines])
    years = {year: _year(subdistrict, year) for year in {line.year for line in lines}}
    outcomes = [_record(subdistrict, line, years[line.year], known.get(line.number), by) for line in lines]
    counted = Counted(*(outcomes.count(what) for what in ("added", "changed", "skipped")))
    audit.record("projects.recorded", subdistrict, by=by, **counted.__dict__)
    projects_changed.send(commissioning.Project, subdistrict=subdistrict)
    return counted


def _on_file(subdistrict: directory.Subdistrict, numbers: Sequence[str]) -> dict[str, commissioning.Project]:
    rows = commissioning.Project.objects.filter(subdistrict=subdistrict)
    rows = rows.select_related("year", "domain", "provider", "method", "mode", "liaison")
    rows = rows.prefetch_related("communities", "organisations")
    chunks = batched(numbers, MOST_PARAMETERS)
    return {project.number: project for chunk in chunks for project in rows.filter(number__in=chunk)}


def _year(subdistrict: directory.Subdistrict, year: int) -> commissioning.ProgrammeYear:
    return commissioning.ProgrammeYear.objects.get_or_create(subdistrict=subdistrict, year=year)[0]


def _record(
    subdistrict: directory.Subdistrict,
    line: ProjectLine,
    year: commissioning.ProgrammeYear,
    project: commissioning.Project | None,
    by: Any,
) -> str:
    values = {**line.values, "year_id": year.pk}
    if project is not None:
        return "changed" if _change(project, values, line, by) else "skipped"
    project = commissioning.Project.objects.create(
        subdistrict=subdistrict, number=line.number, state=commissioning.ProjectState.CONTRACTED, **values
    )
    project.communities.set(line.communities)
    project.organisations.set(line.organisations)
    if project.liaison:
        _give_sight(project, by)
    _start_if_due(project, clock.today(), by)
    return "added"


def _change(project: commissioning.Project, values: dict[str, Any], line: ProjectLine, by: Any) -> bool:
    """Whether the project said anything else."""
    before, liaison = _told(project), project.liaison
    different = [name for name, value in values.items() if getattr(project, name) != value]
    moved = (_pks(project.communities), _pks(project.organisations)) != (line.communities, line.organisations)
    if not different and not moved:
        return False
    if "domain_id" in different:
        domain_changing.send(commissioning.Project, project=project, domain=values["domain_id"])
    for name in different:
        setattr(project, name, values[name])
    project.save(update_fields=different)
    if moved:
        project.communities.set(line.communities)
        project.organisations.set(line.organisations)
    fresh = _on_file(project.subdistrict, [project.number])[project.number]
    if fresh.liaison != liaison:
        _hand_over(fresh, liaison, by)
    audit.record("project.changed", fresh, by=by, changes=audit.changes(commissioning.Project, before, _told(fresh)))
    return True


def _pks(related: Any) -> frozenset[int]:
    return frozenset(thing.pk for thing in related.all())


def _told(project: commissioning.Project) -> dict[str, Any]:
    """What a contract says, in words that still say something when the row behind them is gone."""
    return {
        "year": project.year.year,
        "name": project.name,
        "domain": project.domain.name,
        "provider": project.provider.credit_code,
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
        _give_sight(project, by)


def _give_sight(project: commissioning.Project, by: Any) -> None:
    officer, role = project.liaison, directory.Role.LIAISON
    held = directory.Grant.objects.filter(user=officer, role=role, kind="project", object_id=project.pk, until=None)
    if officer and not held.exists():
        users.grant(officer, role, project, by=by, why=AS_LIAISON)


def _start_if_due(project: commissioning.Project, day: date, by: Any) -> None:
    if project.starts_on <= day:
        start(project, by=by)


@transaction.atomic
def start(project: commissioning.Project, *, by: Any) -> commissioning.Project:
    """The project runs from now on."""
    lifecycle.move(project, commissioning.ProjectState.RUNNING, by=by)
    return project


@transaction.atomic
def evaluate(project: commissioning.Project, *, by: Any) -> commissioning.Project:
    """The project has been run, and is judged from now on."""
    project = _locked(project)
    refuse_if(policy.why_not_move(by, project))
    lifecycle.move(project, commissioning.ProjectState.EVALUATED, by=by)
    return project


@transaction.atomic
def close(project: commissioning.Project, *, by: Any) -> commissioning.Project:
    """The contract is over, and so is all that follows from it."""
    project = _locked(project)
    refuse_if(policy.why_not_close(by, project))
    lifecycle.move(project, commissioning.ProjectState.CLOSED, by=by)
    return project


def _locked(project: commissioning.Project) -> commissioning.Project:
    return commissioning.Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
