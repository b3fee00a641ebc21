"""Visits and tasks, as far as they wait for this reader: of a liaison officer, or of a provider's people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import TaskState
from guihua.core import clock
from guihua.desk import visit_listing
from guihua.desk.attention_line import Line, Reader, first_day, first_names, list_at
from guihua.directory.models import Role


def lines(reader: Reader) -> Iterator[Line]:
    if Role.LIAISON in reader.roles:
        yield from _of_officer(reader)
    if reader.roles & visit_listing.PROVIDING:
        yield from _of_provider(reader)


def _of_officer(reader: Reader) -> Iterator[Line]:
    own = commissioning.Project.objects.looked_after_by(reader.user)
    rows: Any = visit_listing.unvisited(reader.user, own)
    days = min(rule.unvisited_days for rule in reader.rules.values())
    names = partial(first_names, rows)
    address = list_at("desk:watched", attention=visit_listing.UNVISITED)
    since = partial(_unvisited_since, rows)
    yield Line("warn", _("%(n)d 天没有走访的项目") % {"n": days}, rows.count(), address, names=names, since=since)
    answered = commissioning.ProjectTask.objects.filter(project__in=own).answered()
    words, address = _("看看做得怎样，确认或退回。"), list_at("desk:tasks", state=TaskState.ANSWERED)
    since = partial(first_day, commissioning.TaskAnswer.objects.filter(task__in=answered).waiting(), "at")
    yield Line("info", _("等着确认的任务"), answered.count(), address, words, since=since)


def _unvisited_since(rows: Any) -> date | None:
    return min((one.visited_on or one.starts_on for one in rows.with_last_visit()), default=None)


def _of_provider(reader: Reader) -> Iterator[Line]:
    tasks, today = commissioning.ProjectTask.objects.visible_to(reader.user), clock.today()
    late = tasks.overdue(today)
    first = partial(first_day, late, "due_on")
    address = list_at("desk:tasks", state=visit_listing.OVERDUE)
    yield Line("bad", _("过期的任务"), late.count(), address, _("做完写明完成情况。"), since=first)
    soon = visit_listing.tasks_in(tasks, visit_listing.SOON)
    first = partial(first_day, soon, "due_on")
    address = list_at("desk:tasks", state=visit_listing.SOON)
    yield Line("warn", _("一周内到期的任务"), soon.count(), address, _("按期做完，写明完成情况。"), since=first)
