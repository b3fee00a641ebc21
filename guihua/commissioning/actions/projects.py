"""Projects come under contract, and start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.signals import projects_changed
from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory.actions.places import Counted


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
    """Enters contracted projects; those known by number are brought up to date."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    known = {project.number: project for project in commissioning.Project.objects.filter(subdistrict=subdistrict)}
    outcomes = [_record(subdistrict, line, known.get(line.number), by) for line in lines]
    counted = Counted(*(outcomes.count(what) for what in ("added", "changed", "skipped")))
    audit.record("projects.recorded", subdistrict, by=by, **counted.__dict__)
    projects_changed.send(commissioning.Project, subdistrict=subdistrict)
    return counted


def _record(
    subdistrict: directory.Subdistrict, line: ProjectLine, project: commissioning.Project | None, by: Any
) -> str:
    year, _made = commissioning.ProgrammeYear.objects.get_or_create(subdistrict=subdistrict, year=line.year)
    values = {**line.values, "year_id": year.pk}
    if project is None:
        project = commissioning.Project.objects.create(
            subdistrict=subdistrict, number=line.number, state=commissioning.ProjectState.CONTRACTED, **values
        )
        _station(project, line)
        _start_if_due(project, clock.today(), by)
        return "added"
    changed = {name: value for name, value in values.items() if getattr(project, name) != value}
    for name, value in changed.items():
        setattr(project, name, value)
    if changed:
        project.save(update_fields=list(changed))
        audit.record("project.changed", project, by=by, fields=sorted(changed))
    return "changed" if _station(project, line) or changed else "skipped"


def _station(project: commissioning.Project, line: ProjectLine) -> bool:
    before = (
        frozenset(project.communities.values_list("pk", flat=True)),
        frozenset(project.organisations.values_list("pk", flat=True)),
    )
    if before == (line.communities, line.organisations):
        return False
    project.communities.set(line.communities)
    project.organisations.set(line.organisations)
    return True


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
