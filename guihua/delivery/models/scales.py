"""Scales (量表): what a project measures of people before and after, to tell whether they are better for it.

Whoever is measured stands under a code that only the project's own people can read: no name, no person of the register.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class ScaleQuerySet(models.QuerySet["Scale"]):
    def visible_to(self, user: Any) -> Self:
        """What it is, and what came of it: for whoever reads the account of its project, and for its workers."""
        rows = commissioning.Project.objects
        return self.filter(Q(project__in=rows.accounted_to(user)) | Q(project__in=rows.worked_on_by(user)))


class Scale(TenantRow):
    """Of a group of the project by its name, or of the whole project where that is empty. Everybody's total lies between `least` and
    `most`. `revision` counts what was saved of its people, so that whoever saves second is told."""

    project = models.ForeignKey(commissioning.Project, models.PROTECT, related_name="scales", verbose_name=_("项目"))
    name = models.CharField(_("量表名称"), max_length=40)
    group = models.CharField(_("用在哪个小组"), max_length=120, blank=True)
    items = models.PositiveSmallIntegerField(_("几道题"), null=True, blank=True)
    least = models.PositiveSmallIntegerField(_("总分最低"))
    most = models.PositiveSmallIntegerField(_("总分最高"))
    higher_is_better = models.BooleanField(_("分数越高越好"), default=True)
    source = models.CharField(_("量表出处"), max_length=120)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="project name group items least most higher_is_better source revision at by",
    )
    objects = ScaleQuerySet.as_manager()

    class Meta:
        ordering = ["project", "group", "name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "group", "name"], name="scale_once"),
            models.CheckConstraint(condition=Q(most__gt=F("least")), name="scale_has_a_range"),
        ]

    def __str__(self) -> str:
        return self.name


class ScaleScoreQuerySet(models.QuerySet["ScaleScore"]):
    def paired(self) -> Self:
        """Of those who were measured before and after."""
        return self.filter(before__isnull=False, after__isnull=False)

    def projects_with(self, fewest: int) -> models.QuerySet[ScaleScore, int]:
        """The keys of the projects that measured so many people before and after, each once whatever the scales."""
        rows: Any = self.paired().order_by().values("scale__project").annotate(people=Count("code", distinct=True))
        found: models.QuerySet[ScaleScore, int] = rows.filter(people__gte=fewest).values("scale__project")
        return found

    def pairs(self) -> list[tuple[int, int]]:
        """Both totals of each of these."""
        rows: Any = self.paired().order_by("code").values_list("before", "after")
        return list(rows)

    def better(self) -> Self:
        """Of those the ones who are better, by the direction of their scale."""
        up = Q(scale__higher_is_better=True, after__gt=F("before"))
        down = Q(scale__higher_is_better=False, after__lt=F("before"))
        return self.paired().filter(up | down)


class ScaleScore(models.Model):
    """One person's two totals, under the project's own code for them: the same code on two scales is the same person."""

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="scores")
    code = models.CharField(_("代码"), max_length=12)
    before = models.PositiveSmallIntegerField(_("前测"), null=True)
    before_on = models.DateField(_("前测日期"), null=True)
    after = models.PositiveSmallIntegerField(_("后测"), null=True)
    after_on = models.DateField(_("后测日期"), null=True)

    data_classes = secrecy.classed(internal="scale before_on after_on", sensitive="code before after")
    objects = ScaleScoreQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="scale_score_once"),
            models.CheckConstraint(
                condition=(Q(before=None) & Q(before_on=None)) | (Q(before__isnull=False) & Q(before_on__isnull=False)),
                name="measured_before_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(after=None) & Q(after_on=None)) | (Q(after__isnull=False) & Q(after_on__isnull=False)),
                name="measured_after_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(before_on=None) | Q(after_on=None) | Q(after_on__gte=F("before_on")),
                name="measured_after_later_than_before",
            ),
        ]
