"""Tasks (任务) of a project's provider: raised by its liaison officer or the office, answered, and accepted or sent back."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.commissioning.models.visits import LiaisonVisit
from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class TaskState(models.TextChoices):
    OPEN = "open", _("待办")
    ANSWERED = "answered", _("待确认")
    ACCEPTED = "accepted", _("已完成")
    WITHDRAWN = "withdrawn", _("已撤回")


WAITING = (TaskState.OPEN, TaskState.ANSWERED)  # somebody still has to do something


class ProjectTaskQuerySet(models.QuerySet["ProjectTask"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the projects whose records the user reads."""
        return self.filter(project__in=Project.objects.open_to(user))

    def unfinished(self) -> Self:
        return self.filter(state__in=WAITING)

    def overdue(self, day: date) -> Self:
        """Not answered though their day is over. What waits for who raised it is not late."""
        return self.filter(state=TaskState.OPEN, due_on__lt=day)

    def due_by(self, day: date) -> Self:
        """Not answered, and due by that day; those that are overdue too."""
        return self.filter(state=TaskState.OPEN, due_on__lte=day)

    def in_turn(self) -> Self:
        """What is not finished first, by its day; then what ended last."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "due_on", "pk")

    def answered(self) -> Self:
        """Those that wait for who raised them."""
        return self.filter(state=TaskState.ANSWERED)


class ProjectTask(TenantRow):
    """Something that the provider is to do by a day."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="tasks", verbose_name=_("项目"))
    visit = models.ForeignKey(LiaisonVisit, models.PROTECT, null=True, related_name="tasks")
    what = models.CharField(_("任务"), max_length=200)
    due_on = models.DateField(_("完成期限"))
    state = models.CharField(_("状态"), max_length=12, choices=TaskState.choices, default=TaskState.OPEN)
    raised_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    raised_by_name = models.CharField(_("提出人"), max_length=40, blank=True)
    raised_at = models.DateTimeField()
    ended_on = models.DateField(_("结束的日子"), null=True)
    why = models.CharField(_("撤回的原因"), max_length=200, blank=True)

    MOVES = {
        TaskState.OPEN: {TaskState.ANSWERED, TaskState.WITHDRAWN},
        TaskState.ANSWERED: {TaskState.ACCEPTED, TaskState.OPEN},
        TaskState.ACCEPTED: set(),
        TaskState.WITHDRAWN: {TaskState.OPEN},  # where the termination with which it ended is taken back
    }
    data_classes = secrecy.classed(
        internal="project visit what due_on state raised_by raised_at ended_on why", personal="raised_by_name"
    )
    objects = ProjectTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["project", "state", "due_on"]),
            models.Index(fields=["subdistrict", "state", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="task_says_what"),
            models.CheckConstraint(
                condition=Q(state__in=WAITING) | Q(ended_on__isnull=False), name="task_ended_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.WITHDRAWN) | ~Q(why=""), name="task_withdrawn_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def is_overdue(self, day: date) -> bool:
        return self.state == TaskState.OPEN and self.due_on < day


class Judged(models.TextChoices):
    """What became of an answer."""

    WAITING = "", _("待确认")
    ACCEPTED = "accepted", _("已确认")
    SENT_BACK = "sent_back", _("已退回")


class TaskAnswerQuerySet(models.QuerySet["TaskAnswer"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(task__in=ProjectTask.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(judged=Judged.WAITING)

    def with_file(self) -> Self:
        return self.exclude(stored_as="")


class TaskAnswer(models.Model):
    """What the provider says was done, perhaps with a file that shows it; accepted, or sent back with a reason."""

    task = models.ForeignKey(ProjectTask, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("完成情况"), max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    judged = models.CharField(_("结果"), max_length=12, choices=Judged.choices, blank=True, default=Judged.WAITING)
    why = models.CharField(_("退回的原因"), max_length=200, blank=True)
    judged_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    name = models.CharField(_("文件"), max_length=80, blank=True)  # of its file; "" without one
    suffix = models.CharField(max_length=8, blank=True)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField(default=0)
    stored_as = uploads.NameField(max_length=40, blank=True)
    data_key = models.BinaryField(max_length=64, default=b"")

    data_classes = secrecy.classed(
        internal="task number text at by judged why judged_by judged_at name suffix bytes stored_as", sealed="data_key"
    )
    objects = TaskAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="task_answer_once"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(judged=Judged.WAITING), name="task_has_one_answer_waiting"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="task_answer_says_something"),
            models.CheckConstraint(
                condition=(Q(judged=Judged.SENT_BACK) & ~Q(why="")) | (~Q(judged=Judged.SENT_BACK) & Q(why="")),
                name="task_sent_back_for_a_reason",
            ),
        ]

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"
