"""What a project's evaluation asks its provider to do better (改进任务): a task of the project like any other, and of which
criterion it came."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.evaluation.models.rounds import RoundProject
from guihua.evaluation.models.rubrics import Criterion


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever sees the task."""
        return self.filter(task__in=commissioning.ProjectTask.objects.visible_to(user))

    def told(self) -> Self:
        """With all that a list of them tells, what waits longest first."""
        whole = self.select_related("task", "criterion__dimension", "entered__project__provider", "entered__round")
        return whole.order_by("task__due_on", "pk")

    def before(self, project: commissioning.Project) -> Self:
        """What was asked of the project that this one follows, and was not taken back."""
        earlier = commissioning.Renewal.objects.filter(project=project).order_by().values("of")
        return self.filter(entered__project__in=earlier).exclude(task__state=commissioning.TaskState.WITHDRAWN)


class Improvement(models.Model):
    """`criterion`: empty where it is about all of the work. What is to be done by when, and how far it came, stands in the task."""

    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="improvements")
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, related_name="+")
    task = models.OneToOneField(commissioning.ProjectTask, models.PROTECT, related_name="improvement")

    data_classes = secrecy.classed(internal="entered criterion task")
    objects = ImprovementQuerySet.as_manager()

    class Meta:
        ordering = ["entered", "pk"]
