"""Projects come under contract, and start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from guihua.commissioning import archive, money_policy, notices, policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import writing
from guihua.commissioning.signals import projects_changed
from guihua.core import audit, clock, history, lifecycle
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy as directory_policy
from guihua.directory.actions.places import AN_UNDO, Counted


@dataclass(frozen=True)
class ProjectLine:
    """One project as its contract says. `values` are columns of Project, and `communities` and `organisations` as sets of
    primary keys; of a project on file, what they leave out stays."""

    number: str
    year: int
    values: dict[str, Any]


@transaction.atomic
def record_many(
    subdistrict: directory.Subdistrict, lines: Iterable[ProjectLine], *, by: Any, batch: str = ""
) -> Counted:
    """Enters contracted projects; those known by number are brought up to date. A version of each is kept."""
    refuse_if(policy.why_not_record(by, subdistrict))
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    lines = list(lines)
    known = writing.on_file(subdistrict, [line.number for line in lines])
    years = {year: _year(subdistrict, year) for year in {line.year for line in lines}}
    new = [_add(subdistrict, line, years[line.year], by) for line in lines if line.number not in known]
    old = [(known[line.number], line) for line in lines if line.number in known]
    for project, line in old:
        refuse_if(money_policy.why_not_rewrite(project, line.values))
    changed = [project for project, line in old if writing.change(project, _values(line, years), by=by)]
    history.record(commissioning.Project, _pks(new), by=by, did=history.Did.ADDED, batch=batch)
    history.record(commissioning.Project, _pks(changed), by=by, batch=batch)
    counted = Counted(len(new), len(changed), len(old) - len(changed))
    audit.record("projects.recorded", subdistrict, by=by, **counted.counts)
    projects_changed.send(commissioning.Project, subdistrict=subdistrict)
    return counted


@transaction.atomic
def revert(subdistrict: directory.Subdistrict, batch: str, *, by: Any) -> int:
    """Takes an import of projects back; returns how many projects now say again what they said before it.

    Refused, naming them, where projects were changed since, or where something uses what the import added.
    """
    refuse_if(directory_policy.why_not_revert(by, subdistrict))
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    undos = history.plan(commissioning.Project, batch, subdistrict=subdistrict)
    before = {undo.row.pk: history.values_of(undo.before) for undo in undos if undo.before is not None}
    rows = writing.with_all(commissioning.Project.objects.filter(pk__in=[undo.row.pk for undo in undos]))
    changed = [row for row in rows if row.pk in before and writing.change(row, before[row.pk], by=by)]
    history.record(commissioning.Project, _pks(changed), by=by, why=AN_UNDO)
    writing.remove([row for row in rows if row.pk not in before], by=by, why=AN_UNDO)
    audit.record("project.reverted", subdistrict, by=by, batch=batch, rows=len(undos))
    projects_changed.send(commissioning.Project, subdistrict=subdistrict)
    return len(undos)


@transaction.atomic
def edit(project: commissioning.Project, changes: Mapping[str, Any], *, seen: int, by: Any) -> bool:
    """Whether the contract says anything else from now on. `changes` by column, stations as sets of keys; `seen` is the
    version that the editor saw.

    Raises history.Clashed where somebody else changed the same fields since.
    """
    if "provider_id" in changes:  # in the order of those who record: they hold the sub-district and then the project
        directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=project.subdistrict_id)
    project = writing.locked(commissioning.Project.objects.filter(pk=project.pk)).get()
    refuse_if(policy.why_not_edit(by, project))
    history.refuse_clash(project, changes, seen=seen)
    refuse_if(money_policy.why_not_rewrite(project, changes))
    if not writing.change(project, changes, by=by):
        return False
    history.record(commissioning.Project, [project.pk], by=by)
    projects_changed.send(commissioning.Project, subdistrict=project.subdistrict)
    return True


def _pks(projects: Iterable[commissioning.Project]) -> list[int]:
    return [project.pk for project in projects]


def _year(subdistrict: directory.Subdistrict, year: int) -> commissioning.ProgrammeYear:
    return commissioning.ProgrammeYear.objects.get_or_create(subdistrict=subdistrict, year=year)[0]


def _values(line: ProjectLine, years: dict[int, commissioning.ProgrammeYear]) -> dict[str, Any]:
    return {**line.values, "year_id": years[line.year].pk}


def _add(
    subdistrict: directory.Subdistrict, line: ProjectLine, year: commissioning.ProgrammeYear, by: Any
) -> commissioning.Project:
    own = {name: value for name, value in line.values.items() if name not in writing.STATIONS}
    project = commissioning.Project.objects.create(
        subdistrict=subdistrict, number=line.number, year=year, state=commissioning.ProjectState.CONTRACTED, **own
    )
    for station in writing.STATIONS:
        getattr(project, station).set(line.values.get(station, ()))
    writing.give_sight(project, by)
    if project.starts_on <= clock.today():
        lifecycle.move(project, commissioning.ProjectState.RUNNING, by=by)
    return project


@transaction.atomic
def start(project: commissioning.Project, *, by: Any) -> commissioning.Project:
    """The project runs from now on."""
    project = _locked(project)
    refuse_if(policy.why_not_move(by, project))
    _move(project, commissioning.ProjectState.RUNNING, by)
    return project


@transaction.atomic
def evaluate(project: commissioning.Project, *, by: Any, batch: str = "") -> commissioning.Project:
    """The project has been run, and is judged from now on."""
    project = _locked(project)
    refuse_if(policy.why_not_move(by, project))
    _move(project, commissioning.ProjectState.EVALUATED, by, batch)
    return project


@transaction.atomic
def close(project: commissioning.Project, *, by: Any, batch: str = "") -> commissioning.Project:
    """The contract is over, and so is all that follows from it. What its purchase's archive still misses is told."""
    project = _locked(project)
    refuse_if(policy.why_not_close(by, project))
    _move(project, commissioning.ProjectState.CLOSED, by, batch)
    if missing := archive.missing_of(project):
        notices.archive_incomplete(project, missing)
    return project


def _move(project: commissioning.Project, to: str, by: Any, batch: str = "") -> None:
    lifecycle.move(project, to, by=by)
    history.record(commissioning.Project, [project.pk], by=by, batch=batch)


def _locked(project: commissioning.Project) -> commissioning.Project:
    return commissioning.Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
