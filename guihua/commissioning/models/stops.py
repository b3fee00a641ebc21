"""A project stands still for a time (暂停), or ends before its term does (终止): since when, why, by which paper, by whom."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.files import ProjectFile
from guihua.commissioning.models.projects import Project, ProjectState
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def of(self, projects: Any) -> Self:
        return self.filter(project__in=projects)

    def lasting(self) -> Self:
        return self.filter(until=None)

    def resumed_on(self) -> dict[int, date]:
        """By project, when it went on last."""
        rows = self.exclude(until=None).order_by().values_list("project")
        return dict(rows.annotate(models.Max("until")))


class Suspension(TenantRow):
    """The project does nothing from `since` on; `until` is the first day on which it works again."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="suspensions", verbose_name=_("项目"))
    since = models.DateField(_("从哪天起暂停"))
    why = models.CharField(_("暂停的原因"), max_length=200)
    paper = models.ForeignKey(ProjectFile, models.PROTECT, null=True, related_name="+", verbose_name=_("文件"))
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    until = models.DateField(_("从哪天起恢复"), null=True)
    why_resumed = models.CharField(_("恢复的原因"), max_length=200, blank=True)
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="project since why paper at by until why_resumed resumed_at resumed_by",
    )
    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(until=None), name="one_suspension_lasts"),
            models.CheckConstraint(condition=~Q(why=""), name="suspended_for_a_reason"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="resumed_after_suspended"),
            models.CheckConstraint(condition=Q(until=None) | ~Q(why_resumed=""), name="resumed_for_a_reason"),
        ]


class TerminationQuerySet(models.QuerySet["Termination"]):
    def of(self, projects: Any) -> Self:
        return self.filter(project__in=projects)

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


class Termination(TenantRow):
    """The project does nothing after `last_on`. Entered wrongly, it is taken back: `was` says to which state, `withdrawn` which
    tasks ended with it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="terminations", verbose_name=_("项目"))
    last_on = models.DateField(_("服务到哪天"))
    why = models.CharField(_("终止的原因"), max_length=200)
    paper = models.ForeignKey(ProjectFile, models.PROTECT, null=True, related_name="+", verbose_name=_("文件"))
    was = models.CharField(max_length=12, choices=ProjectState.choices)
    withdrawn = models.JSONField(default=list)  # keys of tasks
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why_taken_back = models.CharField(_("撤销的原因"), max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="project last_on why paper was withdrawn at by why_taken_back taken_back_at taken_back_by",
    )
    objects = TerminationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(taken_back_at=None), name="one_termination_stands"),
            models.CheckConstraint(condition=~Q(why=""), name="terminated_for_a_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(why_taken_back=""), name="termination_taken_back_for_a_reason"
            ),
        ]
