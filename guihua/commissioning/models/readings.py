"""How far a promise is that no record tells: counted by hand, with what proves it. A correction stands beside what it corrects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.files import ProjectFile
from guihua.commissioning.models.indicators import Indicator
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class ReadingQuerySet(models.QuerySet["Reading"]):
    def standing(self) -> Self:
        """Those that no other corrects."""
        return self.filter(corrected_by=None)

    def newest(self) -> dict[int, Reading]:
        """By indicator, the one that stands and is of the latest day."""
        rows = self.standing().select_related("by", "evidence").order_by("as_of", "pk")
        return {one.indicator_id: one for one in rows}

    def of_projects(self, projects: Any) -> Self:
        return self.filter(indicator__contract__project__in=projects)


class Reading(TenantRow):
    """So much of it was done, all told, by the end of a day."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    as_of = models.DateField(_("截至"))
    value = models.DecimalField(_("累计完成"), max_digits=12, decimal_places=2)
    proof = models.CharField(_("凭据"), max_length=200)  # what was counted, and where that lies
    evidence = models.ForeignKey(ProjectFile, models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    why = models.CharField(_("更正的原因"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    data_classes = secrecy.classed(internal="indicator as_of value proof evidence corrects why by at")
    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=Decimal(0)), name="reading_not_negative"),
            models.CheckConstraint(condition=Q(corrects=None) | ~Q(why=""), name="reading_corrected_for_a_reason"),
            models.CheckConstraint(condition=~Q(proof=""), name="reading_is_proved"),
        ]
