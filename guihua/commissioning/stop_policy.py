"""Who may suspend, resume and terminate a project, and what speaks against it: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.core import audit, clock
from guihua.core.refusal import Refusal

State = commissioning.ProjectState
ENDABLE = (State.CONTRACTED, State.RUNNING, State.SUSPENDED)


def why_not_suspend(user: Any, project: commissioning.Project) -> Refusal | None:
    if refusal := policy.why_not_move(user, project):
        return refusal
    if project.state == State.SUSPENDED:
        return Refusal("suspended", _("项目已经暂停了。"))
    if project.state != State.RUNNING:
        words = _("只有执行中的项目能暂停，这个项目现在是「%(state)s」。")
        return Refusal("not-running", words % {"state": project.get_state_display()})
    return None


def why_not_since(project: commissioning.Project, since: date) -> Refusal | None:
    """From the first day of the term on, after all that is on record, and not before it was suspended last."""
    if refusal := _not_come("since", since):
        return refusal
    if since < project.starts_on:
        return Refusal("since", _("项目 %(day)s 才开始。") % {"day": project.starts_on.isoformat()})
    if (last := last_recorded(project)) and since <= last:
        words = _("%(day)s 还登记了服务。请从后一天起暂停；如果记错了，先更正那条记录。")
        return Refusal("since", words % {"day": last.isoformat()})
    before = project.suspensions.filter(until__gt=since).first()
    if before:
        words = _("%(since)s 到 %(until)s 已经暂停过，恢复以后的日子才能再暂停。")
        return Refusal("since", words % {"since": before.since.isoformat(), "until": str(before.until)})
    return None


def why_not_resume(user: Any, project: commissioning.Project) -> Refusal | None:
    if refusal := policy.why_not_move(user, project):
        return refusal
    if project.state != State.SUSPENDED:
        return Refusal("not-suspended", _("项目没有暂停，不用恢复。"))
    return None


def why_not_until(suspension: commissioning.Suspension, until: date) -> Refusal | None:
    if refusal := _not_come("until", until):
        return refusal
    if until < suspension.since:
        words = _("项目 %(day)s 才暂停，恢复不会比这更早。")
        return Refusal("until", words % {"day": suspension.since.isoformat()})
    return None


def why_not_terminate(user: Any, project: commissioning.Project) -> Refusal | None:
    if refusal := policy.why_not_move(user, project):
        return refusal
    if project.state == State.TERMINATED:
        return Refusal("terminated", _("项目已经终止了。"))
    if project.state not in ENDABLE:
        words = _("项目现在是「%(state)s」，不能终止。")
        return Refusal("not-running", words % {"state": project.get_state_display()})
    return None


def why_not_end_on(project: commissioning.Project, last_on: date) -> Refusal | None:
    """Before the term is over, not before the last day that is on record."""
    if refusal := _not_come("last_on", last_on):
        return refusal
    if last_on >= project.ends_on:
        words = _("合同 %(day)s 就到期了，不用终止。请评估、结项。")
        return Refusal("last_on", words % {"day": project.ends_on.isoformat()})
    if (last := last_recorded(project)) and last_on < last:
        words = _("%(day)s 还登记了服务。服务到这一天为止；如果记错了，先更正那条记录。")
        return Refusal("last_on", words % {"day": last.isoformat()})
    return None


def why_not_take_back(user: Any, project: commissioning.Project) -> Refusal | None:
    """Entered wrongly, on the day on which it was entered: later, others have acted on it."""
    if refusal := policy.why_not_move(user, project):
        return refusal
    standing = project.terminations.standing().first()
    if standing is None:
        return Refusal("not-terminated", _("项目没有终止，没有什么要撤销。"))
    entered = timezone.localdate(standing.at)
    if entered != clock.today():
        words = _("终止是 %(day)s 登记的，只能当天撤销。还要做这项服务，请续签或另立项目。")
        return Refusal("too-late", words % {"day": entered.isoformat()})
    return None


def why_not_attach(user: Any, project: commissioning.Project) -> Refusal | None:
    """Papers of a confidential domain are its own workers' alone: the office has no door for one."""
    if project.domain.is_confidential and user is not audit.SYSTEM:
        return policy.why_not_add_file(user, project)
    return None


def last_recorded(project: commissioning.Project) -> date | None:
    """As its records have been reported: of sessions and of shifts."""
    days: dict[int, date] = commissioning.Progress.objects.of([project.pk]).last_days()
    return days.get(project.pk)


def _not_come(field: str, day: date) -> Refusal | None:
    return Refusal(field, _("这一天还没有到，请到那一天再登记。")) if day > clock.today() else None
