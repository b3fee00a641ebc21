"""What a provider offers in answer to a call (响应方案): its plan, people, indicators, budget and papers."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.budgets import BudgetCategory
from guihua.commissioning.models.calls import Call
from guihua.commissioning.models.procurements import Bid, BidState, ProcurementState
from guihua.commissioning.models.projects import Project
from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users

PLACE = "commissioning_proposal"


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交")


class Screening(models.TextChoices):
    """What the office found when it looked whether a proposal is what the call asks for."""

    MET = "met", _("符合")
    SHORTLISTED = "shortlisted", _("入围")
    NOT_MET = "not_met", _("不符合")


class Result(models.TextChoices):
    """How a purchase ended for one proposal."""

    WON = "won", _("成交")
    NOT_WON = "not_won", _("没有成交")
    INVALID = "invalid", _("响应无效")
    FAILED = "failed", _("这次采购废标")
    WITHDRAWN = "withdrawn", _("这次采购终止")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: Any) -> Self:
        """Its provider's own; what was submitted is for those who oversee the programme too, once the seals are broken."""
        opened = Q(call__unsealed_at__isnull=False, state=ProposalState.SUBMITTED)
        overseen = Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))
        return self.filter(_run_by(user) | opened & overseen)

    def run_by(self, user: Any) -> Self:
        """Those of the providers that the user manages."""
        return self.filter(_run_by(user))

    def submitted(self) -> Self:
        return self.filter(state=ProposalState.SUBMITTED)

    def won_of(self, project: Project) -> Proposal | None:
        """The one by which the project was bought."""
        return self.filter(bid__won__project=project, bid__won__state=ProcurementState.AWARDED).first()

    def sealed(self) -> Self:
        """Those of which nobody but their own providers may know that they are there."""
        return self.exclude(call__unsealed_at__isnull=False, state=ProposalState.SUBMITTED)


def _run_by(user: Any) -> Q:
    return Q(organisation__in=users.organisations_of(user, users.Role.MANAGER))


class Proposal(TenantRow):
    """One provider's answer to a call. What it offers is read by nobody else before the call is unsealed; then it is a bid."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals")
    organisation = models.ForeignKey(directory.Organisation, models.PROTECT, related_name="proposals")
    state = models.CharField(_("状态"), max_length=12, choices=ProposalState.choices, default=ProposalState.DRAFT)
    sealed_plan = models.BinaryField(_("服务方案"), max_length=40_000, default=bytes)
    sealed_staff = models.BinaryField(_("人员安排"), max_length=20_000, default=bytes)
    data_key = models.BinaryField(max_length=64, default=bytes)  # under which these two are sealed, for good
    quote_fen = models.BigIntegerField(_("报价"), null=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    bid = models.OneToOneField(Bid, models.PROTECT, null=True, related_name="proposal")
    screening = models.CharField(_("符合性审查"), max_length=12, choices=Screening.choices, blank=True)
    screening_why = models.CharField(_("原因"), max_length=200, blank=True)

    MOVES = {
        ProposalState.DRAFT: {ProposalState.SUBMITTED},
        ProposalState.SUBMITTED: {ProposalState.DRAFT},
    }
    data_classes = secrecy.classed(
        internal="call organisation state saved_at saved_by submitted_at submitted_by bid screening screening_why",
        sensitive="quote_fen",
        sealed="sealed_plan sealed_staff data_key",
    )
    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["quote_fen", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "organisation"], name="proposal_once"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DRAFT) | Q(submitted_at__isnull=False, quote_fen__gt=0),
                name="proposal_submitted_with_a_quote",
            ),
            models.CheckConstraint(
                condition=Q(bid=None) | Q(state=ProposalState.SUBMITTED), name="bid_of_a_submitted_proposal"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def plan(self) -> str:
        return self._opened("sealed_plan")

    @property
    def staff(self) -> str:
        return self._opened("sealed_staff")

    def seal(self, name: str, text: str) -> None:
        """What the plan or the staff say from now on, as soon as it is saved."""
        key = secrecy.unwrapped(self.data_key)
        setattr(self, f"sealed_{name}", secrecy.sealed(text, key=key, place=f"{PLACE}.sealed_{name}"))

    def _opened(self, column: str) -> str:
        key = secrecy.unwrapped(self.data_key)
        return secrecy.opened(getattr(self, column), key=key, place=f"{PLACE}.{column}")

    @property
    def result(self) -> Result | None:
        """How it ended for this one; None as long as nothing is decided. Of others it says nothing."""
        if self.bid is None:
            return None
        procurement = self.call.procurement
        if procurement.state in (ProcurementState.FAILED, ProcurementState.WITHDRAWN):
            return Result(procurement.state)
        if self.bid.state == BidState.INVALID:
            return Result.INVALID
        if procurement.state == ProcurementState.AWARDED:
            return Result.WON if procurement.winner_id == self.bid.pk else Result.NOT_WON
        return None

    def budget_fen(self) -> int:
        return int(self.budget.aggregate(all=Sum("amount_fen", default=0))["all"])


class ProposalIndicator(models.Model):
    """Something that the provider promises to reach."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("指标"), max_length=60)
    unit = models.CharField(_("单位"), max_length=12, blank=True)
    target = models.PositiveIntegerField(_("目标"), null=True)

    data_classes = secrecy.classed(internal="proposal position", sensitive="name unit target")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["proposal", "position"], name="proposal_indicator_place_once")]


class ProposalLine(models.Model):
    """So much of the quote is for one of the office's budget headings."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="budget")
    category = models.ForeignKey(BudgetCategory, models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField(_("金额"))

    data_classes = secrecy.classed(internal="proposal category", sensitive="amount_fen")

    class Meta:
        ordering = ["category__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "category"], name="proposal_line_once"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="proposal_line_not_negative"),
        ]


class ProposalFileQuerySet(models.QuerySet["ProposalFile"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(proposal__in=Proposal.objects.visible_to(user))


class ProposalFile(models.Model):
    """A paper of a proposal, sealed on the disk. `paper` is the one that the call asks for, where it is one of these."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="files")
    paper = models.CharField(_("哪一份材料"), max_length=80, blank=True)
    name = models.CharField(_("名称"), max_length=80)
    suffix = models.CharField(max_length=8)
    bytes = models.PositiveBigIntegerField()
    stored_as = uploads.NameField(max_length=40)
    data_key = models.BinaryField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="proposal paper suffix bytes stored_as at by", sensitive="name", sealed="data_key"
    )
    objects = ProposalFileQuerySet.as_manager()

    class Meta:
        ordering = ["paper", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """PDF, DOCX, JPG."""
        return self.suffix.removeprefix(".").upper()


class ClarificationQuerySet(models.QuerySet["Clarification"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(proposal__in=Proposal.objects.visible_to(user))


class Clarification(models.Model):
    """The office asks back about a proposal (澄清), and its provider answers until a day."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="clarifications")
    question = models.TextField(_("问题"), max_length=600)
    due_on = models.DateField(_("最迟答复日期"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="proposal due_on asked_at asked_by answered_at answered_by", sensitive="question answer"
    )
    objects = ClarificationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="clarification_answered_at_a_time",
            )
        ]
