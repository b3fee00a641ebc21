"""What a contract promises in numbers: so many cases, groups, events, person-times, how satisfied people are, or a thing of its own."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.contracts import Contract
from guihua.commissioning.models.progress import PROMISED, Measure
from guihua.commissioning.models.projects import Project
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory

MOST_PERCENT = 100


class IndicatorKind(models.TextChoices):
    CASES = "cases", _("个案")
    GROUPS = "groups", _("小组")
    EVENTS = "events", _("社区活动")
    PERSON_TIMES = "person_times", _("服务人次")
    SATISFACTION = "satisfaction", _("满意度")
    OTHER = "other", _("其他")


UNITS = {
    IndicatorKind.CASES: "个",
    IndicatorKind.GROUPS: "个",
    IndicatorKind.EVENTS: "场",
    IndicatorKind.PERSON_TIMES: "人次",
    IndicatorKind.SATISFACTION: "%",
}  # what each kind is counted in, where nothing else is said; the records keep their own language


MEASURED: dict[str, str] = {
    IndicatorKind.CASES: Measure.CASES,
    IndicatorKind.GROUPS: Measure.GROUPS,
    IndicatorKind.EVENTS: Measure.EVENTS,
    IndicatorKind.PERSON_TIMES: Measure.PERSON_TIMES,
}  # what records say of each kind, where nothing else is said; the others are counted by hand


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the account of the project, and its workers, who have to reach them."""
        own = Project.objects.accounted_to(user) | Project.objects.worked_on_by(user)
        return self.filter(contract__project__in=own)

    def of_projects(self, projects: Any) -> Self:
        return self.filter(contract__project__in=projects).select_related("contract__project")


class Indicator(TenantRow):
    """One promise. Its name tells it apart: another name is another promise."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("种类"), max_length=12, choices=IndicatorKind.choices)
    name = models.CharField(_("指标名称"), max_length=40)
    target = models.PositiveIntegerField(_("目标"))
    unit = models.CharField(_("单位"), max_length=8)
    # empty: no record tells it, it is counted by hand
    measure = models.CharField(_("怎么算"), max_length=16, choices=PROMISED, blank=True)
    source = models.CharField(_("依据"), max_length=80, blank=True)  # where the contract says so

    data_classes = secrecy.classed(public="contract position kind name target unit measure source")
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "name"], name="indicator_once"),
            models.CheckConstraint(condition=Q(target__gt=0), name="indicator_asks_for_something"),
            models.CheckConstraint(
                condition=~Q(kind=IndicatorKind.SATISFACTION) | Q(target__lte=MOST_PERCENT),
                name="satisfaction_within_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_share(self) -> bool:
        """Whether it is reached or not, rather than on the way: how satisfied people are."""
        return self.kind == IndicatorKind.SATISFACTION


class IndicatorChange(TenantRow):
    """The promises of a contract in force were changed: what from and what to, by name, and why."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="indicator_changes")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("原因"), max_length=200)
    changes = models.JSONField()  # [name, before, after], each in words; empty where there was or is none

    data_classes = secrecy.classed(internal="contract at by why changes")

    class Meta:
        ordering = ["-at", "-pk"]
