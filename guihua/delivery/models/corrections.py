from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def of_project(self, project: commissioning.Project) -> Self:
        """Those of the project's sessions and shifts, also of sessions that were withdrawn; newest first."""
        of_project = Q(session__project=project) | Q(shift__project=project) | Q(withdrawal__project=project)
        return self.filter(of_project).order_by("-at", "-pk")


class Correction(TenantRow):
    """What a session or a shift said, what it says now, who changed it and why. Never changed itself."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, null=True, related_name="corrections")
    shift = models.ForeignKey("delivery.DutyShift", models.PROTECT, null=True, related_name="corrections")
    # of a session that is no more
    withdrawal = models.ForeignKey("delivery.Withdrawal", models.PROTECT, null=True, related_name="corrections")
    field = models.CharField(max_length=24)
    old = models.CharField(max_length=500)
    new = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=120)
    batch = models.ForeignKey("delivery.ImportBatch", models.PROTECT, null=True, related_name="corrections")

    # where the month was closed already: what came to it by this and by what was done with it
    after_close = models.ForeignKey("delivery.LateChange", models.PROTECT, null=True, related_name="corrections")

    data_classes = secrecy.classed(internal="session shift withdrawal field old new by at why batch after_close")
    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, shift=None, withdrawal=None)
                | Q(session=None, shift__isnull=False, withdrawal=None)
                | Q(session=None, shift=None, withdrawal__isnull=False),
                name="a_correction_is_of_one_thing",
            )
        ]
