"""From when on something is worth somebody's attention on the first page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow

MOST_DAYS = 366  # a year
LAPSING = (
    "step_days",
    "unsigned_days",
    "payment_days",
    "unpaid_days",
    "ending_days",
    "plan_days",
    "need_days",
    "report_days",
    "certificate_days",
)


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
    for as many, come up by themselves; so does what lapses between a purchase and its last payment."""

    silent_days = models.PositiveSmallIntegerField(_("项目多少天没有记录"), default=30)
    invitation_days = models.PositiveSmallIntegerField(_("邀请提前多少天提醒"), default=3)
    late_days = models.PositiveSmallIntegerField(_("结账后的更正提醒多少天"), default=30)
    step_days = models.PositiveSmallIntegerField(_("采购步骤提前多少天提醒"), default=3)
    unsigned_days = models.PositiveSmallIntegerField(_("定标后多少天没签合同"), default=30)
    payment_days = models.PositiveSmallIntegerField(_("付款申请多少天没办"), default=5)
    unpaid_days = models.PositiveSmallIntegerField(_("可以申请以后多少天没付款"), default=30)
    ending_days = models.PositiveSmallIntegerField(_("合同到期前多少天提醒验收"), default=30)
    plan_days = models.PositiveSmallIntegerField(_("社区发展计划多少天没答复"), default=7)
    need_days = models.PositiveSmallIntegerField(_("需求多少天没有项目回应"), default=30)
    report_days = models.PositiveSmallIntegerField(_("期末后多少天交报告"), default=10)
    certificate_days = models.PositiveSmallIntegerField(_("证书到期前多少天提醒"), default=60)
    unvisited_days = models.PositiveSmallIntegerField(_("项目多少天没有走访"), default=45)
    budget_percent = models.PositiveSmallIntegerField(_("预算科目用到百分之多少"), default=90)

    data_classes = secrecy.classed(
        internal="silent_days invitation_days late_days step_days unsigned_days payment_days unpaid_days ending_days "
        "plan_days need_days report_days certificate_days unvisited_days budget_percent"
    )
    objects = AttentionRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict"], name="one_attention_rule"),
            models.CheckConstraint(
                condition=Q(silent_days__range=(1, MOST_DAYS), invitation_days__range=(1, MOST_DAYS)),
                name="attention_after_days",
            ),
            models.CheckConstraint(condition=Q(late_days__range=(1, MOST_DAYS)), name="late_for_days"),
            models.CheckConstraint(
                condition=Q(*((f"{name}__range", (1, MOST_DAYS)) for name in LAPSING)), name="warned_after_days"
            ),
            models.CheckConstraint(condition=Q(unvisited_days__range=(1, MOST_DAYS)), name="unvisited_after_days"),
            models.CheckConstraint(condition=Q(budget_percent__range=(1, 100)), name="warned_within_the_whole"),
        ]
