"""The management rules (管理办法) in editions, and the limits that they set. Where they set none, the law's own stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class Limit(models.TextChoices):
    """What a rule may set as a number."""

    ADD_ON_PERCENT = "add_on_percent", _("补充协议累计追加，不超过原合同金额的")
    REASON_MONTHS = "reason_months", _("合同期超过这么久，要写明理由")
    TERM_MONTHS = "term_months", _("合同期最长")


@dataclass(frozen=True)
class Law:
    """What stands where the office has set nothing: a whole number of its unit, and where it is written."""

    value: int
    unit: str | Promise
    source: str | Promise


LAW: dict[str, Law] = {
    Limit.ADD_ON_PERCENT: Law(10, "%", _("《政府采购法》第四十九条")),
    Limit.REASON_MONTHS: Law(12, _("个月"), _("《政府购买服务管理办法》第二十四条")),
    Limit.TERM_MONTHS: Law(36, _("个月"), _("《政府购买服务管理办法》第二十四条")),
}


class RulesQuerySet(models.QuerySet["ManagementRules"]):
    def in_force(self, subdistrict: Any, day: date) -> ManagementRules | None:
        """The newest published edition whose first day has come."""
        published = self.filter(subdistrict=subdistrict, published_at__isnull=False, in_force_from__lte=day)
        return published.order_by("in_force_from", "edition").last()

    def kept_by(self, subdistrict: Any) -> Self:
        return self.filter(subdistrict=subdistrict)


class ManagementRules(TenantRow):
    """One edition of the document by which the office runs its programme. A published one never changes."""

    edition = models.PositiveSmallIntegerField(_("版次"))
    title = models.CharField(_("名称"), max_length=80)
    in_force_from = models.DateField(_("施行日期"))
    published_at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(public="edition title in_force_from published_at")
    objects = RulesQuerySet.as_manager()

    class Meta:
        ordering = ["edition"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "edition"], name="rules_edition_once")]

    def __str__(self) -> str:
        return self.title


class Setting(models.Model):
    """A number that one edition of the rules sets, and the article that says so."""

    rules = models.ForeignKey(ManagementRules, models.PROTECT, related_name="settings")
    code = models.CharField(max_length=24, choices=Limit.choices)
    value = models.PositiveIntegerField(_("数值"))
    article = models.CharField(_("条款"), max_length=40)

    data_classes = secrecy.classed(public="rules code value article")

    class Meta:
        ordering = ["rules", "code"]
        constraints = [models.UniqueConstraint(fields=["rules", "code"], name="setting_once")]


@dataclass(frozen=True)
class Standing:
    """A limit as it stands under one edition, or under the law alone."""

    value: int
    unit: str
    source: str


def standing(code: str, rules: ManagementRules | None) -> Standing:
    """What a limit is: as this edition sets it, else as the law has it."""
    law = LAW[code]
    own = rules.settings.filter(code=code).first() if rules else None
    if own is None:
        return Standing(law.value, str(law.unit), str(law.source))
    return Standing(own.value, str(law.unit), f"{own.rules.title} {own.article}")
