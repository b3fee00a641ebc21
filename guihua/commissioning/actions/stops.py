"""A project is suspended, goes on, or ends before its term does; what was ended by mistake is taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import stop_notices as notices
from guihua.commissioning import stop_policy as policy
from guihua.commissioning.actions import board, files, tasks
from guihua.commissioning.actions.files import Content
from guihua.commissioning.signals import projects_changed
from guihua.core import audit, clock, history, lifecycle
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory

Project = commissioning.Project
State = commissioning.ProjectState


@transaction.atomic
def suspend(
    project: Project, *, since: date, why: str, by: Any, paper: Content | None = None
) -> commissioning.Suspension:
    """From that day on nothing is recorded of it and no payment is approved, until it goes on. Its term stays."""
    project = _locked(project)
    refuse_if(policy.why_not_suspend(by, project) or policy.why_not_since(project, since))
    file = _put_on_file(project, _("暂停的文件"), paper, by)
    found = commissioning.Suspension.objects.create(
        subdistrict_id=project.subdistrict_id, project=project, since=since, why=why, paper=file, at=clock.now(), by=by
    )
    _move(project, State.SUSPENDED, by, why)
    notices.tell(notices.SUSPENDED, project, found.pk, by, day=str(since), why=why)
    return found


@transaction.atomic
def resume(project: Project, *, until: date, why: str, by: Any) -> commissioning.Suspension:
    """It works again from `until` on."""
    project = _locked(project)
    refuse_if(policy.why_not_resume(by, project))
    found = project.suspensions.lasting().get()
    refuse_if(policy.why_not_until(found, until))
    found.until, found.why_resumed, found.resumed_at, found.resumed_by = until, why, clock.now(), by
    found.save(update_fields=["until", "why_resumed", "resumed_at", "resumed_by"])
    _move(project, State.RUNNING, by, why)
    notices.tell(notices.RESUMED, project, found.pk, by, day=str(until), why=why)
    return found


@transaction.atomic
def terminate(
    project: Project, *, last_on: date, why: str, by: Any, paper: Content | None = None
) -> commissioning.Termination:
    """Nothing is done after that day. What was paid stays, what was due may still be asked for, the other instalments are
    cancelled; tasks that nobody answered are withdrawn."""
    project = _locked(project)
    refuse_if(policy.why_not_terminate(by, project) or policy.why_not_end_on(project, last_on))
    file = _put_on_file(project, _("终止的文件"), paper, by)
    found = commissioning.Termination.objects.create(
        subdistrict_id=project.subdistrict_id,
        project=project,
        last_on=last_on,
        why=why,
        paper=file,
        was=project.state,
        at=clock.now(),
        by=by,
    )
    _settle(found, by)
    _move(project, State.TERMINATED, by, why)
    notices.tell(notices.TERMINATED, project, found.pk, by, day=str(last_on), why=why)
    return found


def not_due(project: Project, last_on: date) -> Any:
    """The instalments that are cancelled where it ends on that day: of which no request stands, and which wait for something."""
    rows = commissioning.Instalment.objects.filter(contract__project=project)
    return rows.unasked().exclude(pk__in=rows.payable_on(last_on).order_by().values("pk"))


def _settle(termination: commissioning.Termination, by: Any) -> None:
    project = termination.project
    cancelled = list(not_due(project, termination.last_on))
    for instalment in cancelled:
        instalment.cancelled_by = termination
    commissioning.Instalment.objects.bulk_update(cancelled, ["cancelled_by"])
    if cancelled:
        positions = [instalment.position for instalment in cancelled]
        audit.record("instalments.cancelled", project, by=by, positions=positions, why=termination.why)
    still_open = project.tasks.filter(state=commissioning.TaskState.OPEN)
    termination.withdrawn = [tasks.end_with_project(task, why=termination.why, by=by).pk for task in still_open]
    termination.save(update_fields=["withdrawn"])


@transaction.atomic
def take_back(project: Project, *, why: str, by: Any) -> commissioning.Termination:
    """It was ended by mistake, today: all is as it was."""
    project = _locked(project)
    refuse_if(policy.why_not_take_back(by, project))
    found: commissioning.Termination = project.terminations.standing().get()
    found.why_taken_back, found.taken_back_at, found.taken_back_by = why, clock.now(), by
    found.save(update_fields=["why_taken_back", "taken_back_at", "taken_back_by"])
    found.cancelled.update(cancelled_by=None)
    for task in project.tasks.filter(pk__in=found.withdrawn):
        tasks.go_on(task, why=why, by=by)
    _move(project, found.was, by, why)
    notices.tell(notices.TAKEN_BACK, project, found.pk, by, why=why)
    return found


def _locked(project: Project) -> Project:
    """In the order of those who record: they hold the sub-district and then the project."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=project.subdistrict_id)
    rows = Project.objects.select_for_update(of=("self",)).select_related("domain", "subdistrict")
    return rows.get(pk=project.pk)


def _put_on_file(project: Project, name: str, paper: Content | None, by: Any) -> commissioning.ProjectFile | None:
    if paper is None:
        return None
    refuse_if(policy.why_not_attach(by, project))
    return files.entered(project, f"{name} {clock.today()}", paper, by=by)


def _move(project: Project, to: str, by: Any, why: str) -> None:
    """With all that follows from it: its version, the board, and the figures of those above."""
    lifecycle.move(project, to, by=by, why=why)
    history.record(Project, [project.pk], by=by, why=why)
    board.mark(project.subdistrict, by=by)
    projects_changed.send(Project, subdistrict=project.subdistrict)
