"""What the two sides of a visit and of a task are told: the provider's people, and whoever watches over the project."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock, inbox
from guihua.directory import models as directory
from guihua.directory.models import Role

VISITED = inbox.kind(
    "visit.entered",
    gettext_lazy("项目有新的走访记录"),
    lambda params: _("%(day)s 走访了「%(project)s」，看看写了什么。") % params,
)
REPLIED = inbox.kind(
    "visit.replied",
    gettext_lazy("承接机构回应了走访"),
    lambda params: _("「%(project)s」的承接机构回应了 %(day)s 的走访。") % params,
)
RAISED = inbox.kind(
    "task.raised",
    gettext_lazy("项目有新任务"),
    lambda params: _("「%(project)s」有新任务，%(due)s 前完成：%(what)s") % params,
)
ANSWERED = inbox.kind(
    "task.answered",
    gettext_lazy("任务等着确认"),
    lambda params: _("「%(project)s」的任务做好了，等着确认：%(what)s") % params,
)
ACCEPTED = inbox.kind(
    "task.accepted",
    gettext_lazy("任务已确认"),
    lambda params: _("「%(project)s」的任务已确认完成：%(what)s") % params,
)
SENT_BACK = inbox.kind(
    "task.sent_back",
    gettext_lazy("任务被退回"),
    lambda params: _("「%(project)s」的任务被退回：%(what)s。原因：%(why)s") % params,
)
WITHDRAWN = inbox.kind(
    "task.withdrawn",
    gettext_lazy("任务撤回了"),
    lambda params: _("「%(project)s」的任务撤回了：%(what)s。原因：%(why)s") % params,
)
KINDS = (VISITED, REPLIED, RAISED, ANSWERED, ACCEPTED, SENT_BACK, WITHDRAWN)


def visited(visit: commissioning.LiaisonVisit, by: Any) -> None:
    _tell_of_visit(visit, VISITED.code, f"{visit.pk}", provider_of(visit.project), by)


def replied(reply: commissioning.VisitReply, by: Any) -> None:
    _tell_of_visit(reply.visit, REPLIED.code, f"{reply.pk}", watchers_of(reply.visit.project), by)


def raised(task: commissioning.ProjectTask, by: Any) -> None:
    _tell_of_task(task, RAISED.code, f"{task.pk}", provider_of(task.project), by, due=task.due_on.isoformat())


def answered(answer: commissioning.TaskAnswer, by: Any) -> None:
    task = answer.task
    _tell_of_task(task, ANSWERED.code, f"{answer.pk}", watchers_of(task.project), by)


def judged(answer: commissioning.TaskAnswer, by: Any) -> None:
    kind = ACCEPTED if answer.judged == commissioning.Judged.ACCEPTED else SENT_BACK
    task = answer.task
    _tell_of_task(task, kind.code, f"{answer.pk}", provider_of(task.project), by, why=answer.why)


def withdrawn(task: commissioning.ProjectTask, by: Any) -> None:
    _tell_of_task(task, WITHDRAWN.code, f"{task.pk}", provider_of(task.project), by, why=task.why)


def provider_of(project: commissioning.Project) -> QuerySet[directory.User]:
    """Who manages its provider today, and who works on it there."""
    at = directory.Membership.objects.filter(organisation=project.provider_id).on(clock.today())
    on_it = _granted(project, Role.WORKER)
    managers = at.filter(role=Role.MANAGER).values("user")
    workers = at.filter(role=Role.WORKER, user__in=on_it).values("user")
    return directory.User.objects.filter(Q(pk__in=managers) | Q(pk__in=workers), is_active=True)


def watchers_of(project: commissioning.Project) -> QuerySet[directory.User]:
    """Its liaison officers of today; where it has none, the office."""
    held = directory.Membership.objects.filter(subdistrict=project.subdistrict_id, role=Role.LIAISON).on(clock.today())
    officers = directory.User.objects.filter(
        pk__in=held.filter(user__in=_granted(project, Role.LIAISON)).values("user"), is_active=True
    )
    return (
        officers
        if officers.exists()
        else directory.User.objects.at_the_office_of(project.subdistrict_id, clock.today())
    )


def _granted(project: commissioning.Project, role: Role) -> Any:
    grants = directory.Grant.objects.filter(kind="project", object_id=project.pk, role=role).on(clock.today())
    return grants.values("user")


def _tell_of_visit(visit: commissioning.LiaisonVisit, code: str, event: str, told: Any, by: Any) -> None:
    params = {"project": visit.project.name, "day": visit.day.isoformat()}
    inbox.tell(_but(told, by), code, event=f"{code} {event}", params=params, address=visit_page(visit))


def _tell_of_task(task: commissioning.ProjectTask, code: str, event: str, told: Any, by: Any, **more: Any) -> None:
    params = {"project": task.project.name, "what": task.what, **more}
    inbox.tell(_but(told, by), code, event=f"{code} {event}", params=params, address=task_page(task))


def _but(told: QuerySet[directory.User], by: Any) -> QuerySet[directory.User]:
    """Nobody is told of what they just did themselves."""
    return told if by is audit.SYSTEM else told.exclude(pk=by.pk)


def visit_page(visit: commissioning.LiaisonVisit) -> str:
    return reverse("commissioning:visit", args=[visit.pk])


def task_page(task: commissioning.ProjectTask) -> str:
    return reverse("commissioning:task", args=[task.pk])
