"""What everybody may read of a purchase: the notices that the office published, each as it was said."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.files import FileVersion
from guihua.commissioning.models.procurements import Procurement
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users


class NoticeKind(models.TextChoices):
    """In the order in which they come."""

    SINGLE = "single", _("单一来源公示")
    AWARD = "award", _("成交公告")
    CONTRACT = "contract", _("合同公告")
    FAILED = "failed", _("废标公告")
    WITHDRAWN = "withdrawn", _("终止公告")


STEP_OF = {NoticeKind.SINGLE: "release", NoticeKind.AWARD: "notice", NoticeKind.CONTRACT: "contract_published"}
"""The step of the purchase that a notice is, by the step's code."""


class PublicNoticeQuerySet(models.QuerySet["PublicNotice"]):
    def visible_to(self, user: Any) -> Self:
        """Anybody may read them; who belongs to a sub-district is shown its own, as they were said last."""
        return self.newest_of_each_purchase().filter(subdistrict__in=users.subdistricts_of(user))

    def of(self, procurement: Procurement, kind: str) -> Self:
        return self.filter(procurement=procurement, kind=kind)

    def newest_of_each_purchase(self) -> Self:
        """Of each purchase that anything was published of, what was said last."""
        later = PublicNotice.objects.filter(procurement=OuterRef("procurement"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))

    def with_text(self) -> Self:
        """Those of which everybody may open the contract's text: what a correction replaced is not among them."""
        later = PublicNotice.objects.filter(
            procurement=OuterRef("procurement"), kind=OuterRef("kind"), edition__gt=OuterRef("edition")
        )
        return self.filter(~Exists(later), text__isnull=False, text__file__removed_at=None)


class PublicNotice(TenantRow):
    """One notice about a purchase. Its columns are all that the public learns; a correction is a further edition of it."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    edition = models.PositiveSmallIntegerField()
    on = models.DateField(_("公告日期"))
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.CharField(_("项目编号"), max_length=40)
    name = models.CharField(_("项目"), max_length=80)
    method = models.CharField(_("采购方式"), max_length=40)
    category = models.CharField(_("品目"), max_length=40)
    is_tender = models.BooleanField(default=False)
    budget_fen = models.BigIntegerField(_("采购预算"))
    supplier = models.CharField(_("供应商"), max_length=80, blank=True)
    amount_fen = models.BigIntegerField(_("金额"), null=True)
    day = models.DateField(null=True)  # of the award, or of the signing
    contract = models.CharField(_("合同编号"), max_length=40, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    experts = models.JSONField(default=list)  # names, as article 43 of the Regulations has them published
    text = models.ForeignKey(FileVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("合同文本"))
    remark = models.CharField(_("公告说明"), max_length=400, blank=True)
    correction = models.CharField(_("更正原因"), max_length=200, blank=True)

    data_classes = secrecy.classed(
        public="procurement kind edition on year number name method category is_tender budget_fen supplier amount_fen "
        "day contract starts_on ends_on experts text remark correction",
        internal="by",
    )
    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "kind", "edition"], name="public_notice_edition_once"),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(correction=""), name="a_corrected_notice_says_why_it_was_corrected"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What kind of notice it is; what a tender leads to has a name of its own."""
        if self.kind == NoticeKind.AWARD and self.is_tender:
            return gettext("中标公告")
        return str(self.get_kind_display())
