"""How a sub-district and its purchases are called outside, where everybody's open data are put together."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow

UNREGISTERED = "ocds-zzzzzz"  # a prefix that nobody holds: what bears it is known among ourselves alone
CREDIT_CODES = "CN-USCC"  # what the register of credit codes is called where no other word was agreed on


class OutsideNames(TenantRow):
    """The prefix that the Open Contracting Partnership gave a publisher, the register in which organisations are looked
    up, and under which credit code the sub-district office stands there itself."""

    ocid_prefix = models.CharField(
        _("OCID 前缀"), max_length=11, default=UNREGISTERED, validators=[RegexValidator(r"^ocds-[a-z0-9]{6}$")]
    )
    scheme = models.CharField(_("机构登记册"), max_length=20, default=CREDIT_CODES)
    buyer_code = models.CharField(_("本单位的统一社会信用代码"), max_length=18, blank=True)

    data_classes = secrecy.classed(public="ocid_prefix scheme buyer_code")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subdistrict"], name="outside_names_once")]

    @property
    def is_registered(self) -> bool:
        return self.ocid_prefix != UNREGISTERED
