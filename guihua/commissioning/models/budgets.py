"""What the sum of a contract is for: lines by the office's own categories, what was spent on each, what was moved."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q, Sum, Window
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.contracts import Contract
from guihua.commissioning.models.projects import ProjectState
from guihua.commissioning.models.words import Named
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class BudgetCategory(Named):
    """A heading of budgets. Its lines may come to so many per cent of a contract at most, where a limit is set."""

    position = models.PositiveSmallIntegerField()
    limit_percent = models.PositiveSmallIntegerField(_("最高占比"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=80, blank=True)

    data_classes = secrecy.classed(public="position limit_percent source")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "name"], name="budget_category_once"),
            models.CheckConstraint(
                condition=Q(limit_percent=None) | Q(limit_percent__lte=100), name="budget_category_within_the_whole"
            ),
        ]


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def used_to(self, percent: int) -> Self:
        """Those of projects that run of which so much per cent is spent, or more."""
        running = self.filter(contract__project__state=ProjectState.RUNNING, spent_fen__gt=0)
        bar = (F("amount_fen") + F("moved_fen")) * percent
        return running.alias(used=F("spent_fen") * 100, bar=bar).filter(used__gte=F("bar"))

    def used_since(self, percent: int) -> date | None:
        """The day of the expense with which the first of them came so far."""
        spent = Expense.objects.filter(line__in=self.used_to(percent))
        so_far = Window(Sum("amount_fen"), partition_by="line", order_by=["on", "pk"])
        bar = (F("line__amount_fen") + F("line__moved_fen")) * percent
        came = spent.annotate(used=so_far * 100, bar=bar).filter(used__gte=F("bar"))
        return came.order_by("on").values_list("on", flat=True).first()


class BudgetLine(TenantRow):
    """So much of a contract's sum is for one category. What transfers brought it since and what was spent stand beside it, so
    that the database itself refuses what would exceed it."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="budget")
    category = models.ForeignKey(BudgetCategory, models.PROTECT, related_name="lines", verbose_name=_("预算科目"))
    amount_fen = models.BigIntegerField(_("预算"))
    moved_fen = models.BigIntegerField(_("调剂"), default=0)
    spent_fen = models.BigIntegerField(_("已用"), default=0)
    batch = models.CharField(max_length=32, blank=True)

    data_classes = secrecy.classed(public="contract category amount_fen", internal="moved_fen spent_fen batch")
    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["category__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "category"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="budget_line_not_negative"),
            models.CheckConstraint(
                condition=Q(spent_fen__gte=0) & Q(spent_fen__lte=F("amount_fen") + F("moved_fen")),
                name="budget_line_not_exceeded",
            ),
        ]

    def __str__(self) -> str:
        return str(self.category)

    @property
    def whole_fen(self) -> int:
        """What may be spent on it, transfers counted."""
        return self.amount_fen + self.moved_fen

    @property
    def left_fen(self) -> int:
        return self.whole_fen - self.spent_fen


class ExpenseQuerySet(models.QuerySet["Expense"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(line__contract__in=Contract.objects.visible_to(user))

    def of(self, contract: Contract) -> Self:
        return self.filter(line__contract=contract)

    def with_papers(self) -> Self:
        """Each with how many vouchers prove it: `papers`."""
        return self.annotate(papers=Count("vouchers", filter=Q(vouchers__voided_at=None)))


class Expense(TenantRow):
    """Money spent on a line, with the voucher that proves it. A wrong one is taken back by one of the opposite amount."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="expenses", verbose_name=_("预算科目"))
    on = models.DateField(_("日期"))
    amount_fen = models.BigIntegerField(_("金额"))
    what = models.CharField(_("用途"), max_length=80)
    voucher = models.CharField(_("凭证号"), max_length=40)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    data_classes = secrecy.classed(internal="line on amount_fen what voucher reverses by at")
    objects = ExpenseQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount_fen__gt=0) | Q(reverses__isnull=False, amount_fen__lt=0),
                name="expense_reversal_alone_is_negative",
            ),
        ]


class TransferState(models.TextChoices):
    ASKED = "asked", _("待批")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("没有批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class TransferQuerySet(models.QuerySet["Transfer"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(source__contract__in=Contract.objects.visible_to(user))

    def of(self, contract: Contract) -> Self:
        return self.filter(source__contract=contract)

    def waiting_for_word_of(self, user: Any) -> Self:
        """Those that nobody decided; not those that the user asked for."""
        return self.filter(state=TransferState.ASKED).exclude(asked_by=user)


class Transfer(TenantRow):
    """Money moved from one line to another of the same contract: asked for by one person, approved by another."""

    source = models.ForeignKey(BudgetLine, models.PROTECT, related_name="transfers_out", verbose_name=_("从"))
    target = models.ForeignKey(BudgetLine, models.PROTECT, related_name="transfers_in", verbose_name=_("到"))
    amount_fen = models.BigIntegerField(_("金额"))
    why = models.CharField(_("原因"), max_length=200)
    state = models.CharField(_("状态"), max_length=12, choices=TransferState.choices, default=TransferState.ASKED)
    asked_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(_("答复"), max_length=200, blank=True)

    MOVES = {
        TransferState.ASKED: {TransferState.APPROVED, TransferState.REFUSED, TransferState.WITHDRAWN},
    }
    data_classes = secrecy.classed(
        internal="source target amount_fen why state asked_by asked_at decided_by decided_at answer"
    )
    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="transfer_is_worth_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_between_two_lines"),
            models.CheckConstraint(
                condition=~Q(state=TransferState.APPROVED) | ~Q(decided_by=F("asked_by")),
                name="transfer_by_two_hands",
            ),
        ]
