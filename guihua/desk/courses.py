"""The course of a project (项目历程): each move of its state, when, by whom and why; and where it stands still, since when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import renewal_policy
from guihua.commissioning import stop_policy as policy
from guihua.commissioning.models import ProjectState
from guihua.core.history import Deed

STOPPED = (ProjectState.SUSPENDED, ProjectState.TERMINATED)
STOP_VERBS = {
    "project_suspending": policy.why_not_suspend,
    "project_resuming": policy.why_not_resume,
    "project_terminating": policy.why_not_terminate,
    "project_taking_back": policy.why_not_take_back,
}


def of(project: commissioning.Project) -> list[Deed]:
    """The newest first."""
    deeds = [*_moves(project), *_suspensions(project), *_terminations(project)]
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def _moves(project: commissioning.Project) -> Iterator[Deed]:
    """Along its way, as its versions say; where it stood still is told by the rows that say since when."""
    rows = commissioning.Project.history.filter(id=project.pk).select_related("history_user").order_by("history_id")
    for before, after in pairwise([None, *rows]):
        was = before.state if before else None
        if after.state != was and was not in STOPPED and after.state not in STOPPED:
            yield _deed(after.history_date, after.history_user, ProjectState(after.state).label, "")


def _suspensions(project: commissioning.Project) -> Iterator[Deed]:
    for one in project.suspensions.select_related("by", "resumed_by"):
        yield _deed(one.at, one.by, _("从 %(day)s 起暂停") % {"day": one.since.isoformat()}, one.why)
        if one.until:
            words = _("从 %(day)s 起恢复") % {"day": one.until.isoformat()}
            yield _deed(one.resumed_at, one.resumed_by, words, one.why_resumed)


def _terminations(project: commissioning.Project) -> Iterator[Deed]:
    for one in project.terminations.select_related("by", "taken_back_by"):
        yield _deed(one.at, one.by, _("终止，服务到 %(day)s") % {"day": one.last_on.isoformat()}, one.why)
        if one.taken_back_at:
            yield _deed(one.taken_back_at, one.taken_back_by, _("撤销终止"), one.why_taken_back)


def _deed(at: Any, by: Any, what: Any, why: str) -> Deed:
    return Deed(at=at, by=str(by) if by else _("系统"), what=str(what), why=why)


def verbs(project: commissioning.Project, user: Any) -> dict[str, bool]:
    """Which of its moves the user may make today."""
    return {f"may_{name.partition('_')[2]}": why(user, project) is None for name, why in STOP_VERBS.items()}


def chain(project: commissioning.Project, user: Any) -> dict[str, Any]:
    """The projects of the year before and of the year after, where the user sees them, and whether the next may start."""
    seen = commissioning.Project.objects.visible_to(user)
    following = seen.filter(renews__of=project).select_related("year").first()
    may = renewal_policy.why_not_renew(user, project) is None and renewal_policy.why_not_again(project) is None
    return {
        "before": seen.filter(renewed_by__project=project).select_related("year").first(),
        "following": following,
        "may_renew": may,
    }


def standing_still(project: commissioning.Project) -> dict[str, Any]:
    """Since when and why, where it is suspended or has ended."""
    if project.state == ProjectState.SUSPENDED:
        held = project.suspensions.lasting().get()
        return {"is_end": False, "day": held.since, "why": held.why}
    if project.state == ProjectState.TERMINATED:
        ended = project.terminations.standing().get()
        return {"is_end": True, "day": ended.last_on, "why": ended.why}
    return {}
