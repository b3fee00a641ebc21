"""The contract of a project: what was signed and amended, and in which parts it is paid."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc import instalments as calc
from guihua.commissioning.models.projects import Project, ProjectState
from guihua.commissioning.models.rules import ManagementRules
from guihua.core import clock, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class WaitsFor(models.TextChoices):
    """What has to be there before an instalment may be asked for."""

    SIGNING = "signing", _("合同签订")
    DAY = "day", _("约定的日子")
    MIDTERM = "midterm", _("中期评估")
    FINAL = "final", _("末期评估")
    ACCEPTANCE = "acceptance", _("验收通过")


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    PASS = "pass", _("合格")
    FAIL = "fail", _("不合格")


JUDGED = (WaitsFor.MIDTERM, WaitsFor.FINAL)  # what is reached with a grade
REPORTED = (*JUDGED, WaitsFor.ACCEPTANCE)  # what somebody has to say was reached


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the projects of whose money the user reads."""
        return self.filter(project__in=Project.objects.accounted_to(user))

    def ending_unaccepted(self, day: date) -> Self:
        """Those that end by that day, of which no acceptance is on file, and that are not over and done with."""
        accepted = Milestone.objects.filter(project=OuterRef("project"), kind=WaitsFor.ACCEPTANCE)
        return self.filter(~Exists(accepted), project__ends_on__lte=day).exclude(
            project__state__in=(ProjectState.CLOSED, ProjectState.TERMINATED)
        )


class Contract(TenantRow):
    """What was signed for a project. `amount_fen` and the term are as first signed: amendments say what was changed since,
    and the project itself says what holds now."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="contract", verbose_name=_("项目"))
    number = models.CharField(_("合同编号"), max_length=40)
    signed_on = models.DateField(_("签订日期"))
    amount_fen = models.BigIntegerField(_("合同金额"))
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    term_reason = models.CharField(_("合同期较长的理由"), max_length=200, blank=True)
    rules = models.ForeignKey(ManagementRules, models.PROTECT, null=True, related_name="contracts")
    entered_on = models.DateField(default=clock.today)  # what was paid before this day was paid outside of this product
    revision = models.PositiveIntegerField(default=1)  # counts what was saved, so that whoever saves second is told
    batch = models.CharField(max_length=32, blank=True)  # the file that brought it, by which that is taken back

    data_classes = secrecy.classed(
        public="project number signed_on amount_fen starts_on ends_on rules",
        internal="term_reason entered_on revision batch",
    )
    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "number"], name="contract_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_start"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="contract_is_worth_something"),
        ]

    def __str__(self) -> str:
        return self.number


class Amendment(TenantRow):
    """A supplementary agreement (补充协议): by how much the amount changed, and until when the term runs from then on."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="amendments")
    position = models.PositiveSmallIntegerField()
    signed_on = models.DateField(_("签订日期"))
    amount_fen = models.BigIntegerField(_("金额增减"))
    ends_on = models.DateField(_("结束日期"))
    why = models.CharField(_("原因"), max_length=200)

    data_classes = secrecy.classed(public="contract position signed_on amount_fen ends_on", internal="why")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["contract", "position"], name="amendment_position_once")]


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def reached(self) -> dict[int, dict[str, calc.Reached]]:
        """By project and kind."""
        found: dict[int, dict[str, calc.Reached]] = defaultdict(dict)
        for project, kind, on, grade in self.values_list("project", "kind", "reached_on", "grade"):
            found[project][kind] = calc.Reached(on, grade)
        return found


class Milestone(TenantRow):
    """Something that instalments wait for was reached, on a day and where it is judged with a grade. Evaluation and
    acceptance report it; what came before them is entered by the office, which says where it is written."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="milestones")
    kind = models.CharField(_("事项"), max_length=12, choices=WaitsFor.choices)
    reached_on = models.DateField(_("日期"))
    grade = models.CharField(_("等级"), max_length=12, choices=Grade.choices, blank=True)
    evidence = models.CharField(_("依据"), max_length=200)
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    batch = models.CharField(max_length=32, blank=True)

    data_classes = secrecy.classed(public="project kind reached_on grade", internal="evidence by batch")
    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["reached_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="milestone_once"),
            models.CheckConstraint(condition=Q(kind__in=REPORTED), name="milestone_of_a_kind_that_is_reported"),
            models.CheckConstraint(
                condition=Q(kind__in=JUDGED, grade__in=calc.GRADES) | Q(kind=WaitsFor.ACCEPTANCE, grade=""),
                name="milestone_judged_where_it_is",
            ),
        ]

    @property
    def reached(self) -> calc.Reached:
        return calc.Reached(self.reached_on, self.grade)
