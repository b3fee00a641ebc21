"""What an edition of the management rules decides of each management mode: people, reports, and in which parts is paid."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.contracts import JUDGED, Grade, WaitsFor
from guihua.commissioning.models.rules import Article, ManagementRules
from guihua.commissioning.models.words import ManagementMode
from guihua.core import secrecy

STEPS = [choice for choice in WaitsFor.choices if choice[0] != WaitsFor.DAY]  # a day is each contract's own


class Rhythm(models.TextChoices):
    """How often a provider reports."""

    MONTHLY = "monthly", _("每月报告")
    QUARTERLY = "quarterly", _("每季度报告")
    HALF_YEARLY = "half_yearly", _("每半年报告")


class ModeRuleQuerySet(models.QuerySet["ModeRule"]):
    def of(self, rules: ManagementRules | None, mode: Any) -> ModeRule | None:
        """What an edition decides of a mode, if there is either and it does."""
        if rules is None or mode is None:
            return None
        return self.filter(rules=rules, mode=mode).select_related("mode", "article").first()

    def whole(self) -> Self:
        """With all that they say, for reading."""
        return self.select_related("mode", "article").prefetch_related("steps")


class ModeRule(models.Model):
    rules = models.ForeignKey(ManagementRules, models.PROTECT, related_name="mode_rules")
    mode = models.ForeignKey(ManagementMode, models.PROTECT, related_name="rules")
    article = models.ForeignKey(Article, models.PROTECT, related_name="mode_rules", verbose_name=_("条款"))
    least_staff = models.PositiveSmallIntegerField(_("至少几名社工"), null=True)
    rhythm = models.CharField(_("报告"), max_length=12, choices=Rhythm.choices, blank=True)

    data_classes = secrecy.classed(public="rules mode article least_staff rhythm")
    objects = ModeRuleQuerySet.as_manager()

    class Meta:
        ordering = ["rules", "mode"]
        constraints = [models.UniqueConstraint(fields=["rules", "mode"], name="mode_ruled_once")]

    def __str__(self) -> str:
        return str(self.mode)

    @property
    def facts(self) -> list[str]:
        """What it decides, each in a few words."""
        staff = gettext("至少 %(n)s 名社工") % {"n": self.least_staff} if self.least_staff else ""
        rhythm = str(Rhythm(self.rhythm).label) if self.rhythm else ""
        return [fact for fact in (staff, rhythm) if fact]

    @property
    def parts(self) -> str:
        """In which parts is paid: 30% 合同签订 · 70% 末期评估（合格以上）."""
        return " · ".join(str(step) for step in self.steps.all())

    @property
    def decisions(self) -> list[str]:
        """All that it decides."""
        parts = self.parts
        return [*self.facts, *([gettext("付款 %(parts)s") % {"parts": parts}] if parts else [])]


class ModeStep(models.Model):
    """One instalment as the mode has it: so many per cent of the sum, and what it waits for."""

    rule = models.ForeignKey(ModeRule, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField(_("占合同金额（%）"))
    waits_for = models.CharField(_("等什么"), max_length=12, choices=STEPS)
    least_grade = models.CharField(_("至少达到"), max_length=12, choices=Grade.choices, blank=True)

    data_classes = secrecy.classed(public="rule position percent waits_for least_grade")

    class Meta:
        ordering = ["rule", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "position"], name="mode_step_once"),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="mode_step_is_a_share"),
            models.CheckConstraint(
                condition=Q(waits_for__in=JUDGED) | Q(least_grade=""), name="mode_step_graded_where_judged"
            ),
        ]

    def __str__(self) -> str:
        grade = gettext("（%(grade)s以上）") % {"grade": Grade(self.least_grade).label} if self.least_grade else ""
        return f"{self.percent}% {WaitsFor(self.waits_for).label}{grade}"
