"""Sessions that were taken back by hand: they count nowhere, and that they were there is still told."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class Withdrawal(TenantRow):
    """What is left of a withdrawn session: which it was, who took it back and why; its corrections hang here.

    `sent_as` stays taken, so that a telephone which sends the session once more does not bring it back.
    """

    project = models.ForeignKey(commissioning.Project, models.PROTECT, null=True, related_name="withdrawals")
    code = models.CharField(max_length=60)
    activity = models.CharField(max_length=120)
    day = models.DateField()
    month = models.PositiveIntegerField()  # yyyymm
    sent_as = models.UUIDField(null=True, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=120)

    data_classes = secrecy.classed(internal="project code activity day month sent_as by at why")

    class Meta:
        indexes = [models.Index(fields=["project", "month"])]

    def __str__(self) -> str:
        return self.activity
