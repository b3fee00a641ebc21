"""What work is judged by (评分标准): dimensions, their criteria with points, and what each band of points looks like.

A rubric that a round has opened with never changes again: `digest` is of all that it said then. The next year's is a copy.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users

READERS = users.OVERSEERS


class ForWhom(models.TextChoices):
    """Who scores by it."""

    ASSESSORS = "assessors", _("评估专家")
    LIAISON = "liaison", _("挂钩人员")


class Expertise(models.TextChoices):
    """Which kind of assessor scores a criterion."""

    ANY = "any", _("不限")
    FINANCE = "finance", _("财务")
    PRACTICE = "practice", _("实务")


class Level(models.TextChoices):
    BEST = "best", _("优")
    GOOD = "good", _("良")
    FAIR = "fair", _("中")
    POOR = "poor", _("差")


class RubricQuerySet(models.QuerySet["Rubric"]):
    def visible_to(self, user: Any) -> Self:
        """Those who oversee the programme read them all."""
        return self.filter(subdistrict__in=users.subdistricts_of(user, *READERS))

    def kept_by(self, subdistrict: Any) -> Self:
        return self.filter(subdistrict=subdistrict)

    def of(self, for_whom: str) -> Self:
        return self.filter(for_whom=for_whom)

    def whole(self) -> Self:
        """With all that they say, in three more questions however much it is."""
        anchors = Prefetch("dimensions__criteria__anchors", Anchor.objects.order_by("-floor"))
        return self.prefetch_related("dimensions", "dimensions__criteria", anchors)


class Rubric(TenantRow):
    """`step`: marks are given in steps of so many points. `revision` counts what was saved, so that whoever saves second is told."""

    name = models.CharField(_("名称"), max_length=60)
    for_whom = models.CharField(_("给谁用"), max_length=12, choices=ForWhom.choices, default=ForWhom.ASSESSORS)
    step = models.DecimalField(_("几分一档"), max_digits=3, decimal_places=2, default=Decimal("0.5"))
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    frozen_at = models.DateTimeField(_("定稿时间"), null=True)
    digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)

    data_classes = secrecy.classed(internal="name for_whom step copied_from frozen_at digest revision")
    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "name"], name="rubric_name_once"),
            models.CheckConstraint(condition=Q(step__gt=0), name="rubric_goes_in_steps"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(digest=""), name="frozen_rubric_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.frozen_at is None


class Dimension(models.Model):
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="dimensions")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("维度"), max_length=40)

    data_classes = secrecy.classed(internal="rubric position name")

    class Meta:
        ordering = ["rubric", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "position"], name="dimension_place_once"),
            models.UniqueConstraint(fields=["rubric", "name"], name="dimension_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """`evidence`: what the provider hands in for it. `expertise`: which assessors score it."""

    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(pgettext_lazy("judging", "指标"), max_length=60)
    points = models.DecimalField(_("分值"), max_digits=5, decimal_places=2)
    guidance = models.TextField(_("评分说明"), max_length=600, blank=True)
    evidence = models.CharField(_("要看的材料"), max_length=200, blank=True)
    expertise = models.CharField(_("谁来评"), max_length=12, choices=Expertise.choices, default=Expertise.ANY)

    data_classes = secrecy.classed(internal="dimension position name points guidance evidence expertise")

    class Meta:
        ordering = ["dimension", "position"]
        constraints = [
            models.UniqueConstraint(fields=["dimension", "position"], name="criterion_place_once"),
            models.UniqueConstraint(fields=["dimension", "name"], name="criterion_name_once"),
            models.CheckConstraint(condition=Q(points__gt=0), name="criterion_has_points"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """2.3: the third of the second dimension."""
        return f"{self.dimension.position}.{self.position}"


class Anchor(models.Model):
    """What work looks like that gets at least `floor` points of a criterion."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="anchors")
    level = models.CharField(_("档次"), max_length=8, choices=Level.choices)
    floor = models.DecimalField(_("从几分起"), max_digits=5, decimal_places=2)
    text = models.CharField(_("什么样算这一档"), max_length=200)

    data_classes = secrecy.classed(internal="criterion level floor text")

    class Meta:
        ordering = ["criterion", "-floor"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "level"], name="anchor_level_once"),
            models.UniqueConstraint(fields=["criterion", "floor"], name="anchor_floor_once"),
            models.CheckConstraint(condition=Q(floor__gte=0), name="anchor_from_nought"),
        ]
