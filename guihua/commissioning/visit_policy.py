"""Who may visit a project, correct and answer a visit, raise, answer and judge a task: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.directory.models import users

Project = commissioning.Project
State = commissioning.TaskState


def why_not_visit_at_all(user: Any) -> Refusal | None:
    if not users.holds(user, users.Role.LIAISON, users.Role.OFFICE):
        return Refusal("no-role", _("走访由挂钩人员或街道办公室登记。"))
    return None


def watches(user: Any, project: Project) -> bool:
    """Whether the user is its liaison officer today, or works at the office: who follows another officer takes over."""
    if user is audit.SYSTEM:
        return True
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=project.subdistrict_id)
    return office.exists() or Project.objects.filter(pk=project.pk).looked_after_by(user).exists()


def provides(user: Any, project: Project) -> bool:
    """Whether the user manages its provider today, or works on it."""
    return user is audit.SYSTEM or Project.objects.filter(pk=project.pk).known_by(user).exists()


def why_not_visit(user: Any, project: Project) -> Refusal | None:
    if not watches(user, project):
        return Refusal("no-role", _("走访由项目的挂钩人员或街道办公室登记。"))
    if not project.is_bought:
        return Refusal("not-bought", _("这个项目还没有签约，没有可以走访的。"))
    return None


def why_not_on(project: Project, day: date) -> Refusal | None:
    if day > clock.today():
        return Refusal("day", _("走访的日期还没有到。"))
    if day < project.starts_on:
        return Refusal("day", _("项目%(day)s才开始。") % {"day": project.starts_on.isoformat()})
    return None


def why_not_photograph(project: Project) -> Refusal | None:
    if project.domain.is_confidential:
        return Refusal("photos", _("保密领域的走访不收照片。"))
    return None


def why_not_correct(user: Any, visit: commissioning.LiaisonVisit) -> Refusal | None:
    """Its officer, as long as the project is theirs; what was on paper before, the office."""
    if user is audit.SYSTEM:
        return None
    if visit.officer_id != user.pk and not (visit.officer_id is None and _is_office(user, visit.subdistrict_id)):
        return Refusal("not-yours", _("这次走访由%(name)s更正。") % {"name": visit.officer_name})
    return None if watches(user, visit.project) else Refusal("no-role", _("这个项目现在由别人挂钩。"))


def _is_office(user: Any, place: int) -> bool:
    return users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=place).exists()


def why_not_reply(user: Any, visit: commissioning.LiaisonVisit) -> Refusal | None:
    if not provides(user, visit.project):
        return Refusal("no-role", _("走访由项目的机构负责人和社工回应。"))
    return None


def why_not_raise(user: Any, project: Project) -> Refusal | None:
    if not watches(user, project):
        return Refusal("no-role", _("任务由项目的挂钩人员或街道办公室提出。"))
    if not project.is_bought:
        return Refusal("not-bought", _("这个项目还没有签约，没有承接机构来做。"))
    return None


def why_not_due(due_on: date, since: date) -> Refusal | None:
    """A task cannot be due before it is raised."""
    if due_on < since:
        return Refusal("due_on", _("期限早于%(day)s。") % {"day": since.isoformat()})
    return None


def why_not_answer(user: Any, task: commissioning.ProjectTask) -> Refusal | None:
    if not provides(user, task.project):
        return Refusal("no-role", _("任务由项目的机构负责人和社工完成。"))
    return None


def why_not_attach(task: commissioning.ProjectTask) -> Refusal | None:
    if task.project.domain.is_confidential:
        return Refusal("file", _("保密领域的任务不收文件，请写明完成情况。"))
    return None


def why_not_judge(user: Any, task: commissioning.ProjectTask) -> Refusal | None:
    """Who watches over the project today: whoever raised it, who followed them, or the office. Nobody judges their own."""
    if not watches(user, task.project):
        return Refusal("no-role", _("任务由项目的挂钩人员或街道办公室确认。"))
    last = task.answers.first()
    if user is not audit.SYSTEM and last is not None and last.by_id == user.pk and task.state == State.ANSWERED:
        return Refusal("same-hand", _("完成情况是您写的，要由别人确认。"))
    return None


def why_not_withdraw(user: Any, task: commissioning.ProjectTask) -> Refusal | None:
    if not watches(user, task.project):
        return Refusal("no-role", _("任务由项目的挂钩人员或街道办公室撤回。"))
    return None
