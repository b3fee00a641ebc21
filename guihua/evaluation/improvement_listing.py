"""What the projects of a round were asked to do better, as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.commissioning.models import TaskState
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, Status, choice, search
from guihua.evaluation.models import Improvement

OVERDUE = "overdue"
STANDINGS = [(OVERDUE, gettext_lazy("过期")), *TaskState.choices]
SIGNS = {TaskState.OPEN: "none", TaskState.ANSWERED: "info", TaskState.ACCEPTED: "good", TaskState.WITHDRAWN: "none"}


def of_round(ways: Any = ()) -> Listing:
    return Listing(
        gettext_lazy("改进任务"),
        [
            Column("what", pgettext_lazy("one", "任务"), lambda row: row.task.what, ("task__what",), address=task_page),
            Column("project", gettext_lazy("项目"), lambda row: row.entered.project.name, ("entered__project__name",), phone=Phone.MARK),
            Column("provider", gettext_lazy("承接机构"), lambda row: row.entered.project.provider_name, ("entered__project__provider__name",)),
            Column("criterion", pgettext_lazy("judging", "指标"), criterion, ("criterion__name",)),
            Column("due", gettext_lazy("完成期限"), lambda row: row.task.due_on, ("task__due_on",), phone=Phone.KEY),
            Column("state", gettext_lazy("状态"), standing, ("task__state",), kind=Kind.STATUS, phone=Phone.MARK),
        ],
        {
            "q": search(gettext_lazy("项目、编号或任务"), "task__what", "entered__project__name", "entered__project__number"),
            "state": choice(gettext_lazy("状态"), STANDINGS, narrow=_standing_as),
        },
        gettext_lazy("结果公布以后，在项目的结果页上提出改进任务，由挂钩人员跟进。"),
        ways=ways,
    )  # fmt: skip


def criterion(row: Improvement) -> str:
    return f"{row.criterion.number} {row.criterion.name}" if row.criterion else _("整个项目")


def standing(row: Improvement) -> Status:
    if row.task.is_overdue(clock.today()):
        return Status(_("过期"), "bad")
    return Status(row.task.get_state_display(), SIGNS[TaskState(row.task.state)])


def task_page(row: Improvement) -> str:
    return reverse("commissioning:task", args=[row.task_id])


def _standing_as(rows: QuerySet[Improvement], how: str) -> QuerySet[Improvement]:
    if how == OVERDUE:
        return rows.filter(task__state=TaskState.OPEN, task__due_on__lt=clock.today())
    return rows.filter(task__state=how)
