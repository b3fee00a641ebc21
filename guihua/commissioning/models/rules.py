"""The management rules (管理办法) in editions, article by article, and the limits that they set. Where they set none, the law's
own stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc import editions as calc
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow, within
from guihua.directory.models import users


class Limit(models.TextChoices):
    """What a rule may set as a number."""

    ADD_ON_PERCENT = "add_on_percent", _("补充协议累计追加，不超过原合同金额的")
    REASON_MONTHS = "reason_months", _("合同期超过这么久，要写明理由")
    TERM_MONTHS = "term_months", _("合同期最长")


@dataclass(frozen=True)
class Law:
    """What stands where the office has set nothing, and the most that it may set: a whole number of its unit, and where it is
    written. `least` is the strictest that makes sense."""

    value: int
    unit: str | Promise
    source: str | Promise
    least: int = 1


LAW: dict[str, Law] = {
    Limit.ADD_ON_PERCENT: Law(10, "%", _("《政府采购法》第四十九条"), least=0),
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

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What is published everybody with a role in the sub-district reads; a draft is the office's."""
        office = users.subdistricts_of(user, users.Role.OFFICE).values("subdistrict")
        published = Q(published_at__isnull=False, subdistrict__in=within(user))
        return self.filter(published | Q(subdistrict__in=office))

    def with_contracts_counted(self) -> Self:
        """How many contracts were signed under each."""
        return self.annotate(signed=Count("contracts"))

    def before(self, one: ManagementRules) -> ManagementRules | None:
        """The published edition that this one follows."""
        earlier = self.kept_by(one.subdistrict_id).published().filter(edition__lt=one.edition)
        return earlier.order_by("edition").last()


class ManagementRules(TenantRow):
    """One edition of the document by which the office runs its programme. A published one never changes: `digest` is of
    all that it said when it was published."""

    edition = models.PositiveSmallIntegerField(_("版次"))
    title = models.CharField(_("名称"), max_length=80)
    in_force_from = models.DateField(_("施行日期"), null=True)
    published_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)  # counts what was saved, so that whoever saves second is told

    data_classes = secrecy.classed(public="edition title in_force_from published_at digest", internal="revision")
    objects = RulesQuerySet.as_manager()

    class Meta:
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "edition"], name="rules_edition_once"),
            models.UniqueConstraint(
                fields=["subdistrict"], condition=Q(published_at__isnull=True), name="rules_drafted_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(in_force_from__isnull=False),
                name="rules_in_force_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(rules__in=ManagementRules.objects.visible_to(user))


class Article(models.Model):
    """One article of an edition. Its number follows from its place; `origin` is the article of an earlier edition in which
    it first stood, so that two editions can be laid side by side whatever moved."""

    rules = models.ForeignKey(ManagementRules, models.PROTECT, related_name="articles")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("标题"), max_length=40)
    text = models.TextField(_("内容"), max_length=2000)
    origin = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(public="rules position heading text origin")
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["rules", "position"]
        constraints = [models.UniqueConstraint(fields=["rules", "position"], name="article_place_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"

    @property
    def number(self) -> str:
        """第七条, as it is cited."""
        return calc.number_of(self.position)


class Setting(models.Model):
    """A number that one edition of the rules sets, and the article that says so."""

    rules = models.ForeignKey(ManagementRules, models.PROTECT, related_name="settings")
    code = models.CharField(max_length=24, choices=Limit.choices)
    value = models.PositiveIntegerField(_("数值"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="settings", verbose_name=_("条款"))

    data_classes = secrecy.classed(public="rules code value article")

    class Meta:
        ordering = ["rules", "code"]
        constraints = [models.UniqueConstraint(fields=["rules", "code"], name="setting_once")]

    def __str__(self) -> str:
        return said(self.code, self.value)


SAYING: dict[str, str | Promise] = {
    Limit.ADD_ON_PERCENT: _("追加不超过原合同的 %(n)s%%"),
    Limit.REASON_MONTHS: _("超过 %(n)s 个月要写明理由"),
    Limit.TERM_MONTHS: _("合同期最长 %(n)s 个月"),
}


def said(code: str, value: int) -> str:
    """What a setting says, in a few words: 追加不超过原合同的 10%."""
    return str(SAYING[code]) % {"n": value}


@dataclass(frozen=True)
class Standing:
    """A limit as it stands under one edition, or under the law alone."""

    value: int
    unit: str
    source: str


def standing(code: str, rules: ManagementRules | None) -> Standing:
    """What a limit is: as this edition sets it, else as the law has it."""
    law = LAW[code]
    own = rules.settings.filter(code=code).select_related("article").first() if rules else None
    if own is None or rules is None:
        return Standing(law.value, str(law.unit), str(law.source))
    return Standing(own.value, str(law.unit), f"{rules.title} {own.article.number}")
