"""How far a project is, by what its records say of each month. Whoever holds the records reports it; nobody here asks upward."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class Measure(models.TextChoices):
    """What records can say of a project. People are counted in the month in which the project met them first, so that the
    months add up to its term."""

    CASES = "cases", _("个案（服务过的不同的人）")
    GROUPS = "groups", _("小组（同名的几节算一个）")
    EVENTS = "events", _("社区活动（场）")
    VISITS = "visits", _("探访（场）")
    LECTURES = "lectures", _("讲座（场）")
    LIVESTREAMS = "livestreams", _("直播（场）")
    TOURS = "tours", _("一日游（场）")
    TRAININGS = "trainings", _("培训（场）")
    MEDIA = "media", _("宣传（场）")
    COUNSELLING = "counselling", _("咨询（场）")
    SESSIONS = "sessions", _("各种形式的场次")
    PERSON_TIMES = "person_times", _("服务人次")
    PEOPLE = "people", _("服务人数（实名）")
    VOLUNTEERS = "volunteers", _("志愿者人数（实名）")
    IMPROVED = "improved", _("好转的人数（量表前后都测，满 5 人才算）")
    UNRECORDED = "unrecorded", _("没有参与记录的场次")
    SHIFTS = "shifts", _("值勤班次")


NOT_PROMISED = (Measure.UNRECORDED, Measure.SHIFTS)
PROMISED = [choice for choice in Measure.choices if choice[0] not in NOT_PROMISED]


class ProgressQuerySet(models.QuerySet["Progress"]):
    def of(self, projects: Any) -> Self:
        return self.filter(project__in=projects)

    def totals(self) -> dict[int, dict[str, int]]:
        """By project, each measure over all its months."""
        found: dict[int, dict[str, int]] = {}
        for project, measure, total in self.order_by().values_list("project", "measure").annotate(Sum("value")):
            found.setdefault(project, {})[measure] = total
        return found

    def last_days(self) -> dict[int, Any]:
        """By project, the last day of which there is any record."""
        rows = self.exclude(last_on=None).order_by().values_list("project")
        return dict(rows.annotate(Max("last_on")))


class Progress(TenantRow):
    """`value`: what came to be in that month (yyyymm); `last_on`: the last day of it, where days are known."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="progress", db_index=False)
    month = models.PositiveIntegerField()
    measure = models.CharField(max_length=16, choices=Measure.choices)
    value = models.PositiveIntegerField()
    last_on = models.DateField(null=True)

    data_classes = secrecy.classed(internal="project month measure value last_on")
    objects = ProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "month", "measure"], name="progress_reported_once"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="progress_is_something"),
        ]
