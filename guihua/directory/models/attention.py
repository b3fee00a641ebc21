"""From when on something is worth somebody's attention on the first page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow

MOST_DAYS = 366  # a year


class AttentionRuleQuerySet(models.QuerySet["AttentionRule"]):
    def of(self, subdistrict: Any) -> AttentionRule:
        """What the office chose; what every programme starts with where it chose nothing."""
        return self.filter(subdistrict=subdistrict).first() or AttentionRule(subdistrict=subdistrict)

    def by_place(self, subdistricts: Any) -> dict[int, AttentionRule]:
        """The rule of each of these sub-districts, by its key."""
        chosen = {one.subdistrict_id: one for one in self.filter(subdistrict__in=subdistricts)}
        return {pk: chosen.get(pk, AttentionRule(subdistrict_id=pk)) for pk in subdistricts}


class AttentionRule(TenantRow):
    """A project without a record for so many days, an invitation that runs out within so many, and a change of a closed month
    for as many, come up by themselves."""

    silent_days = models.PositiveSmallIntegerField(_("项目多少天没有记录"), default=30)
    invitation_days = models.PositiveSmallIntegerField(_("邀请提前多少天提醒"), default=3)
    late_days = models.PositiveSmallIntegerField(_("结账后的更正提醒多少天"), default=30)

    data_classes = secrecy.classed(internal="silent_days invitation_days late_days")
    objects = AttentionRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict"], name="one_attention_rule"),
            models.CheckConstraint(
                condition=Q(silent_days__range=(1, MOST_DAYS), invitation_days__range=(1, MOST_DAYS)),
                name="attention_after_days",
            ),
            models.CheckConstraint(condition=Q(late_days__range=(1, MOST_DAYS)), name="late_for_days"),
        ]
