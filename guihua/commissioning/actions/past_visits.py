"""Visits and tasks of the time before there were accounts are put on file at once. Nobody is told of what is long past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import search_texts
from guihua.commissioning.actions.visits import Said
from guihua.core import audit
from guihua.directory import models as directory

State = commissioning.TaskState
Judged = commissioning.Judged
ENTERED_AT, ANSWERED_AT = time(17, 30), time(15)


@dataclass(frozen=True)
class PastTask:
    """`done` is what the provider said, on `answered_on`; and whether that was accepted."""

    what: str
    due_on: date
    done: str = ""
    answered_on: date | None = None
    is_accepted: bool = False


@dataclass(frozen=True)
class Past:
    project: commissioning.Project
    said: Said
    reply: str = ""
    task: PastTask | None = None


@transaction.atomic
def enter(place: directory.Subdistrict, rows: Sequence[Past], *, by: None = audit.SYSTEM) -> int:
    """Each visit with its reply and its task, by the server's own commands alone. Returns how many visits there are."""
    visits = commissioning.LiaisonVisit.objects.bulk_create([_visit(place, one) for one in rows])
    pairs = list(zip(rows, visits, strict=True))
    replies = [_reply(one, visit) for one, visit in pairs if one.reply]
    commissioning.VisitReply.objects.bulk_create(replies)
    raised = [(one.task, _task(one.task, visit)) for one, visit in pairs if one.task]
    tasks = commissioning.ProjectTask.objects.bulk_create([task for _said, task in raised])
    answers = [_answer(said, task) for (said, _row), task in zip(raised, tasks, strict=True) if said.done]
    commissioning.TaskAnswer.objects.bulk_create(answers)
    search_texts.keep(*visits, *tasks)
    audit.record("visit.taken_over", place, by=by, count=len(visits), tasks=len(tasks))
    return len(visits)


def _visit(place: directory.Subdistrict, one: Past) -> commissioning.LiaisonVisit:
    said, project = one.said, one.project
    return commissioning.LiaisonVisit(
        subdistrict=place,
        project=project,
        officer_id=project.liaison_id,
        officer_name=project.liaison_name,
        day=said.day,
        way=said.way,
        starts_at=said.starts_at,
        minutes=said.minutes,
        findings=said.findings,
        advice=said.advice,
        entered_at=_at(said.day, ENTERED_AT),
    )


def _reply(one: Past, visit: commissioning.LiaisonVisit) -> commissioning.VisitReply:
    return commissioning.VisitReply(visit=visit, at=_at(visit.day + timedelta(days=1), ANSWERED_AT), text=one.reply)


def _task(one: PastTask, visit: commissioning.LiaisonVisit) -> commissioning.ProjectTask:
    state = State.ACCEPTED if one.is_accepted else State.ANSWERED if one.done else State.OPEN
    return commissioning.ProjectTask(
        subdistrict_id=visit.subdistrict_id,
        project=visit.project,
        visit=visit,
        what=one.what,
        due_on=one.due_on,
        state=state,
        raised_by_id=visit.officer_id,
        raised_by_name=visit.officer_name,
        raised_at=visit.entered_at,
        ended_on=one.answered_on if one.is_accepted else None,
    )


def _answer(said: PastTask, task: commissioning.ProjectTask) -> commissioning.TaskAnswer:
    day = said.answered_on or said.due_on
    judged = {"judged": Judged.ACCEPTED, "judged_at": _at(day, ENTERED_AT)} if said.is_accepted else {}
    return commissioning.TaskAnswer(task=task, number=1, text=said.done, at=_at(day, ANSWERED_AT), **judged)


def _at(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
