"""How a project is bought: the way by its rules, the purchase and its steps, who bid, who judged, who won."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc import clocks
from guihua.commissioning.models.files import FileVersion
from guihua.commissioning.models.projects import Project, ProjectState
from guihua.commissioning.models.words import Named, ProcurementMethod
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class Unit(models.TextChoices):
    DAYS = "days", _("天")
    WORKDAYS = "workdays", _("个工作日")


class MethodStep(models.Model):
    """One step of a way of buying, and when it may and must be taken, with where that is written."""

    method = models.ForeignKey(ProcurementMethod, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    name = models.CharField(_("步骤"), max_length=40)
    after = models.CharField(max_length=24, blank=True)
    least = models.PositiveSmallIntegerField(_("至少"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("至多"), null=True, blank=True)
    unit = models.CharField(max_length=12, choices=Unit.choices, default=Unit.DAYS)
    source = models.CharField(_("依据"), max_length=80, blank=True)
    paper = models.CharField(_("要存档的文件"), max_length=40, blank=True)

    data_classes = secrecy.classed(public="method position code name after least most unit source paper")

    class Meta:
        ordering = ["method", "position"]
        constraints = [models.UniqueConstraint(fields=["method", "code"], name="method_step_once")]

    def __str__(self) -> str:
        return gettext(self.name)

    @property
    def where(self) -> str:
        """Where its times are written, in the reader's language as far as it is the law's."""
        return gettext(self.source) if self.source else ""

    @property
    def paper_name(self) -> str:
        return gettext(self.paper) if self.paper else ""

    @property
    def clock(self) -> clocks.Clock:
        return clocks.Clock(self.code, self.after, self.least, self.most, self.unit)


class PurchaseCategory(Named):
    """What kind of thing is bought (品目). Purchases of one in a year come to less than the tender limit together, or are
    put to tender."""

    tender_limit_fen = models.BigIntegerField(_("公开招标限额"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=80, blank=True)

    data_classes = secrecy.classed(public="tender_limit_fen source")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["subdistrict", "name"], name="purchase_category_once")]


class ProcurementState(models.TextChoices):
    RUNNING = "running", _("采购中")
    AWARDED = "awarded", _("已定标")
    FAILED = "failed", _("废标")
    WITHDRAWN = "withdrawn", _("已终止")


class ProcurementQuerySet(models.QuerySet["Procurement"]):
    def visible_to(self, user: Any) -> Self:
        """For those who oversee the programme; a provider learns of its own bids elsewhere."""
        return self.filter(project__in=Project.objects.overseen_by(user))

    def with_archive(self) -> Self:
        """With all that their archives are told from."""
        versions = Prefetch("archive__file__versions", FileVersion.objects.select_related("by"))
        own = self.select_related("project", "method")
        own = own.prefetch_related("taken", "method__steps", "method__papers", "archive__file", versions)
        return own.prefetch_related("notices", "project__contract__acceptances")

    def with_notice_facts(self) -> Self:
        """With what a public notice tells of them."""
        return self.select_related("project__year", "method", "category", "winner__organisation")

    def standing(self) -> Self:
        """Those that run or were awarded."""
        return self.filter(state__in=[ProcurementState.RUNNING, ProcurementState.AWARDED])

    def having_taken(self, step: MethodStep) -> Self:
        return self.filter(method=step.method_id, taken__code=step.code)

    def under_way(self) -> Self:
        """Those that stand, and have not led to a contract yet."""
        return self.standing().filter(project__state=ProjectState.PROCURING)

    def unsigned_since(self, day: date) -> Self:
        """Those awarded by that day whose contract is not signed yet."""
        taken = StepTaken.objects.filter(procurement=OuterRef("pk"), code="award", on__lte=day)
        return self.under_way().filter(Exists(taken), state=ProcurementState.AWARDED)

    def without_tender(self, category: PurchaseCategory, year: int) -> Self:
        """What of a category was bought in a year otherwise than by tender."""
        own = self.standing().filter(category=category, project__year__year=year)
        return own.filter(method__is_tender=False)

    def budget_fen(self) -> int:
        """What they may cost together."""
        return int(self.aggregate(all=Sum("budget_fen", default=0))["all"])


class Prohibited(models.TextChoices):
    """What may not be bought as a service: the six of article 10 of the Measures for Government Purchase of Services."""

    NO_DUTY = "no_duty", _("不属于政府职责范围的服务事项")
    DIRECT = "direct", _("应当由政府直接履职的事项")
    GOODS = "goods", _("货物和工程，或把它们和服务打包")
    FINANCING = "financing", _("融资行为")
    STAFF = "staff", _("人员招聘、劳务派遣、公益性岗位")
    OTHER = "other", _("法律、法规规定的其他不得购买的事项")


class Procurement(TenantRow):
    """One purchase of a project. It may fail and be followed by another; at most one stands."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="procurements")
    method = models.ForeignKey(
        ProcurementMethod, models.PROTECT, related_name="procurements", verbose_name=_("采购方式")
    )
    category = models.ForeignKey(PurchaseCategory, models.PROTECT, related_name="procurements", verbose_name=_("品目"))
    budget_fen = models.BigIntegerField(_("采购预算"))
    reason = models.CharField(_("选这种方式的理由"), max_length=200, blank=True)
    split_reason = models.CharField(_("不是化整为零的理由"), max_length=200, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=ProcurementState.choices, default=ProcurementState.RUNNING
    )
    opened_on = models.DateField()
    cleared_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")  # of what is prohibited
    winner = models.OneToOneField("Bid", models.PROTECT, null=True, related_name="won")
    award_reason = models.CharField(_("定标理由"), max_length=200, blank=True)
    ended_why = models.CharField(_("终止或废标的原因"), max_length=200, blank=True)

    MOVES = {
        ProcurementState.RUNNING: {
            ProcurementState.AWARDED,
            ProcurementState.FAILED,
            ProcurementState.WITHDRAWN,
        },
        ProcurementState.AWARDED: {ProcurementState.WITHDRAWN},
    }
    data_classes = secrecy.classed(
        public="project method category budget_fen state opened_on",
        internal="cleared_by reason split_reason winner award_reason ended_why",
    )
    objects = ProcurementQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state__in=["running", "awarded"]), name="one_standing_procurement"
            ),
            models.CheckConstraint(condition=Q(budget_fen__gt=0), name="procurement_has_a_budget"),
            models.CheckConstraint(
                condition=~Q(state=ProcurementState.AWARDED) | Q(winner__isnull=False), name="award_has_a_winner"
            ),
        ]

    @property
    def done(self) -> dict[str, date]:
        """By code, the day on which each step was taken."""
        return {one.code: one.on for one in self.taken.all()}


class StepTaken(models.Model):
    """A step of a purchase was taken on a day; after its time only with a reason."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="taken")
    code = models.CharField(max_length=24)
    on = models.DateField(_("日期"))
    why = models.CharField(_("超过时限的原因"), max_length=200, blank=True)
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(public="procurement code on", internal="why by")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["procurement", "code"], name="step_taken_once")]


class BidState(models.TextChoices):
    INVITED = "invited", _("已邀请")
    SUBMITTED = "submitted", _("已提交")
    WITHDRAWN = "withdrawn", _("已撤回")
    INVALID = "invalid", _("无效")


class BidQuerySet(models.QuerySet["Bid"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(procurement__in=Procurement.objects.visible_to(user))


class Bid(TenantRow):
    """What an organisation offers in a purchase, and at which price."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="bids")
    organisation = models.ForeignKey(
        directory.Organisation, models.PROTECT, related_name="bids", verbose_name=_("供应商")
    )
    state = models.CharField(_("状态"), max_length=12, choices=BidState.choices, default=BidState.INVITED)
    quote_fen = models.BigIntegerField(_("报价"), null=True, blank=True)
    submitted_on = models.DateField(_("提交日期"), null=True, blank=True)
    why = models.CharField(_("原因"), max_length=200, blank=True)

    MOVES = {
        BidState.INVITED: {BidState.SUBMITTED, BidState.WITHDRAWN},
        BidState.SUBMITTED: {BidState.WITHDRAWN, BidState.INVALID},
    }
    data_classes = secrecy.classed(internal="procurement organisation state quote_fen submitted_on why")
    objects = BidQuerySet.as_manager()

    class Meta:
        ordering = ["quote_fen", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "organisation"], name="bid_once"),
            models.CheckConstraint(
                condition=~Q(state=BidState.SUBMITTED) | Q(quote_fen__gt=0, submitted_on__isnull=False),
                name="bid_submitted_with_a_quote",
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class JudgeQuerySet(models.QuerySet["Judge"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(procurement__in=Procurement.objects.visible_to(user))


class Judge(models.Model):
    """Somebody on the panel of a purchase."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="panel")
    name = models.CharField(_("姓名"), max_length=40)
    unit = models.CharField(_("单位"), max_length=80, blank=True)
    is_expert = models.BooleanField(_("评审专家"), default=True)

    data_classes = secrecy.classed(internal="procurement unit is_expert", personal="name")
    objects = JudgeQuerySet.as_manager()

    class Meta:
        ordering = ["-is_expert", "pk"]
        constraints = [models.UniqueConstraint(fields=["procurement", "name"], name="judge_once")]
