"""A task is raised, answered by the provider, accepted or sent back, or withdrawn. Each step tells the other side once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_notices as notices
from guihua.commissioning import visit_policy as policy
from guihua.commissioning.actions import search_texts
from guihua.core import audit, clock, lifecycle, secrecy, uploads
from guihua.core.refusal import refuse_if

Task = commissioning.ProjectTask
State = commissioning.TaskState
Judged = commissioning.Judged


@dataclass(frozen=True)
class Proof:
    """A file that shows what was done, looked at already: how it is called, its kind by suffix, its bytes."""

    name: str
    suffix: str
    content: bytes


@transaction.atomic
def raise_for(
    project: commissioning.Project, what: str, due_on: date, *, by: Any, visit: commissioning.LiaisonVisit | None = None
) -> Task:
    """The provider is to do this by a day; it may come of a visit."""
    refuse_if(policy.why_not_raise(by, project))
    refuse_if(policy.why_not_due(due_on, visit.day if visit else clock.today()))
    task = Task.objects.create(
        subdistrict_id=project.subdistrict_id,
        project=project,
        visit=visit,
        what=what,
        due_on=due_on,
        raised_by=by,
        raised_by_name=by.name if by else project.liaison_name,
        raised_at=clock.now(),
    )
    search_texts.keep(task)
    audit.record("projecttask.raised", task, by=by, what=what, due_on=str(due_on))
    notices.raised(task, by)
    return task


@transaction.atomic
def answer(task: Task, text: str, *, by: Any, proof: Proof | None = None) -> commissioning.TaskAnswer:
    """Done, as the provider says; it waits for who raised it."""
    task = _locked(task)
    refuse_if(policy.why_not_answer(by, task))
    if proof:
        refuse_if(policy.why_not_attach(task))
    lifecycle.move(task, State.ANSWERED, by=by)
    said = commissioning.TaskAnswer(task=task, number=task.answers.count() + 1, text=text, at=clock.now(), by=by)
    if proof:
        _put(said, proof)
    said.save()
    search_texts.keep(task)
    notices.answered(said, by)
    return said


@transaction.atomic
def accept(task: Task, *, by: Any) -> Task:
    """It is done."""
    task = _locked(task)
    refuse_if(policy.why_not_judge(by, task))
    _end(task, State.ACCEPTED, by)
    _judge(task, Judged.ACCEPTED, by)
    return task


@transaction.atomic
def send_back(task: Task, *, why: str, by: Any) -> Task:
    """Not yet; the reason says what is missing."""
    task = _locked(task)
    refuse_if(policy.why_not_judge(by, task))
    lifecycle.move(task, State.OPEN, by=by, why=why)
    _judge(task, Judged.SENT_BACK, by, why)
    return task


@transaction.atomic
def withdraw(task: Task, *, why: str, by: Any) -> Task:
    """It need not be done any more."""
    task = _locked(task)
    refuse_if(policy.why_not_withdraw(by, task))
    _end(task, State.WITHDRAWN, by, why)
    notices.withdrawn(task, by)
    return task


def end_with_project(task: Task, *, why: str, by: Any) -> Task:
    """Its project ended; the verb that says so has its own rule of who may, and tells everybody at once."""
    task = _locked(task)
    _end(task, State.WITHDRAWN, by, why)
    return task


def go_on(task: Task, *, why: str, by: Any) -> Task:
    """Its project did not end after all."""
    task = _locked(task)
    lifecycle.move(task, State.OPEN, by=by, why=why)
    task.ended_on, task.why = None, ""
    task.save(update_fields=["ended_on", "why"])
    return task


def content_of(said: commissioning.TaskAnswer) -> bytes:
    return uploads.read(said.stored_as, key=secrecy.unwrapped(said.data_key))


def _end(task: Task, to: str, by: Any, why: str = "") -> None:
    """The day and the reason come first: the database looks at them with the state."""
    task.ended_on, task.why = clock.today(), why
    task.save(update_fields=["ended_on", "why"])
    lifecycle.move(task, to, by=by, why=why)
    search_texts.keep(task)


def _judge(task: Task, judged: str, by: Any, why: str = "") -> None:
    said = task.answers.waiting().get()
    said.judged, said.why, said.judged_by, said.judged_at = judged, why, by, clock.now()
    said.save(update_fields=["judged", "why", "judged_by", "judged_at"])
    said.task = task
    notices.judged(said, by)


def _put(said: commissioning.TaskAnswer, proof: Proof) -> None:
    wrapped, key = secrecy.new_wrapped_key()
    said.name, said.suffix, said.bytes = proof.name, proof.suffix, len(proof.content)
    said.stored_as, said.data_key = uploads.new_name(), wrapped
    uploads.write(said.stored_as, proof.content, key=key)


def _locked(task: Task) -> Task:
    rows = Task.objects.select_for_update(of=("self",)).select_related("project__domain")
    found: Task = rows.get(pk=task.pk)
    return found
