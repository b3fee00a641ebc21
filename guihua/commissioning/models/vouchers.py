"""The papers that prove an expense: invoices, receipts, lists with signatures."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.budgets import Expense
from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class VoucherQuerySet(models.QuerySet["Voucher"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the account of the project."""
        return self.filter(expense__in=Expense.objects.visible_to(user))

    def valid(self) -> Self:
        return self.filter(voided_at=None)


class Voucher(TenantRow):
    """One file, sealed under a key of its own. A wrong one is marked as such with the reason, and stays in sight: evidence
    is never replaced. `digest` is that of the file as it was sent, by which the same one is known again."""

    expense = models.ForeignKey(Expense, models.PROTECT, related_name="vouchers")
    name = models.CharField(_("文件"), max_length=80)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    suffix = models.CharField(max_length=8)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    stored_as = uploads.NameField(max_length=40)
    data_key = models.BinaryField(max_length=64)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("作废原因"), max_length=200, blank=True)

    data_classes = secrecy.classed(
        internal="expense name at by suffix bytes digest stored_as voided_at voided_by why", sealed="data_key"
    )
    objects = VoucherQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["expense", "digest"], name="voucher_once"),
            models.CheckConstraint(
                condition=Q(voided_at=None, why="") | (Q(voided_at__isnull=False) & ~Q(why="")),
                name="voucher_voided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}{self.suffix}"

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"
