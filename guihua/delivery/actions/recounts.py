"""Records that stay as they are may have to be counted anew."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from guihua.delivery import models as delivery
from guihua.delivery.signals import records_changed
from guihua.directory import models as directory


def after_merging(subdistrict: directory.Subdistrict, people: set[int]) -> None:
    """Within the caller's transaction: these people are somebody else now, wherever they took part."""
    tell(subdistrict, delivery.Session.objects.filter(attendances__person__in=people))


def tell(subdistrict: directory.Subdistrict, sessions: QuerySet[Any]) -> None:
    """Within the caller's transaction: whoever counts the months of these sessions has to do so again."""
    months = set(sessions.order_by().values_list("month", flat=True).distinct())
    if months:
        records_changed.send(delivery.Attendance, subdistrict=subdistrict, months=months)
