"""When the office has managers told that a month is still open."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow

LAST_DAY = 28  # that every month has


class ClosingScheduleQuerySet(models.QuerySet["ClosingSchedule"]):
    def of(self, subdistrict: Any) -> ClosingSchedule:
        """What the office chose; what every programme starts with where it chose nothing."""
        return self.filter(subdistrict=subdistrict).first() or ClosingSchedule(subdistrict=subdistrict)

    def due_on(self, day: int, month: int) -> Self:
        """Those of which nobody was told of the month (yyyymm) yet, though it is time."""
        return self.filter(day__lte=day).exclude(told=month)


class ClosingSchedule(TenantRow):
    """From this day of a month on, the managers are told once that the month before is still open; no day: they are not."""

    day = models.PositiveSmallIntegerField(null=True, default=5)
    told = models.PositiveIntegerField(null=True)  # yyyymm: the last month of which they were told

    data_classes = secrecy.classed(internal="day told")
    objects = ClosingScheduleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict"], name="one_closing_schedule"),
            models.CheckConstraint(condition=Q(day=None) | Q(day__range=(1, LAST_DAY)), name="a_day_of_every_month"),
        ]
