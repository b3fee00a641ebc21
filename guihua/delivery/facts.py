"""The flat rows that delivery gives to reporting. They hold no name, phone, ID number or codename's text."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db.models import F, QuerySet

from guihua.core.flat import Flat
from guihua.delivery import models as delivery
from guihua.directory import models as directory

SESSION = Flat(
    delivery.Session,
    {
        "session": ("pk", pl.Int64),
        "month": ("month", pl.Int32),
        "day": ("day", pl.Date),
        "starts_at": ("starts_at", pl.Time),
        "minutes": ("minutes", pl.Int64),
        "project": ("project", pl.Int64),
        "community": ("community", pl.Int64),
        "code": ("code", pl.String),
        "activity": ("activity__name", pl.String),
        "form": ("activity__form", pl.String),
        "campaign": ("activity__campaign__code", pl.String),
    },
)
ATTENDANCE = Flat(
    delivery.Attendance,
    {
        "attendance": ("pk", pl.Int64),
        "session": ("session", pl.Int64),
        "month": ("session__month", pl.Int32),
        "who": ("person", pl.Int64),
        "part": ("part", pl.String),
        "count": ("count", pl.Int64),
    },
)
DUTY = Flat(
    delivery.DutyShift,
    {
        "shift": ("pk", pl.Int64),
        "month": ("month", pl.Int32),
        "day": ("day", pl.Date),
        "starts_at": ("starts_at", pl.Time),
        "minutes": ("minutes", pl.Int64),
        "project": ("project", pl.Int64),
        "task": ("task", pl.String),
    },
)


def sessions(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    return SESSION.frame(_in_order(delivery.Session.objects.filter(subdistrict=subdistrict, month=month)))


def attendance(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    """What counts: somebody whom a session has twice in one part, met in two ways, is there once."""
    rows = delivery.Attendance.objects.filter(session__subdistrict=subdistrict, session__month=month, count__gt=0)
    return ATTENDANCE.frame(rows.known_as().annotate(who=F("known_as")).order_by("pk"))


def duty(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    """What counts: one shift, also where two people on it turned out to be one."""
    return DUTY.frame(_in_order(delivery.DutyShift.objects.filter(subdistrict=subdistrict, month=month).counted()))


def months(subdistrict: directory.Subdistrict) -> set[int]:
    """All months (yyyymm) that hold records."""
    held = delivery.Session.objects.filter(subdistrict=subdistrict)
    shifts = delivery.DutyShift.objects.filter(subdistrict=subdistrict)
    return {month for rows in (held, shifts) for month in rows.order_by().values_list("month", flat=True).distinct()}


def _in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("day", "starts_at", "pk")
