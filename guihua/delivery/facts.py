"""The flat rows that delivery gives to reporting. They hold no name, phone, ID number or codename's text."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db.models import Case, F, Model, QuerySet, When

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
# even for a person of the register and odd for a codename, so that the two never meet; nothing for a head-count
WHO = Case(When(codename__isnull=False, then=F("codename_id") * 2 + 1), default=F("person_id") * 2)


def sessions(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    return SESSION.frame(_in_order(delivery.Session.objects.filter(subdistrict=subdistrict, month=month)))


def attendance(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    """Who turned out to be somebody else is counted as that other, and twice at one session in one part as once."""
    rows = delivery.Attendance.objects.filter(session__subdistrict=subdistrict, session__month=month).order_by("pk")
    frame = ATTENDANCE.frame(rows.annotate(who=WHO))
    if others := _turned_out_to_be(subdistrict):
        frame = frame.with_columns(pl.col("who").replace(others))
        frame = frame.unique(["session", "who", "part"], keep="first", maintain_order=True)
    return frame


def duty(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    return DUTY.frame(_in_order(delivery.DutyShift.objects.filter(subdistrict=subdistrict, month=month)))


def months(subdistrict: directory.Subdistrict) -> set[int]:
    """All months (yyyymm) that hold records."""
    held = delivery.Session.objects.filter(subdistrict=subdistrict)
    shifts = delivery.DutyShift.objects.filter(subdistrict=subdistrict)
    return {month for rows in (held, shifts) for month in rows.order_by().values_list("month", flat=True).distinct()}


def _in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("day", "starts_at", "pk")


def _turned_out_to_be(subdistrict: directory.Subdistrict) -> dict[int, int]:
    """Merged people and codenames by the person that each of them is in the end, numbered as in WHO."""
    others: dict[int, int] = {}
    registers: tuple[type[Model], ...] = (directory.Person, delivery.Codename)
    for odd, register in enumerate(registers):
        merged = register._default_manager.filter(subdistrict=subdistrict, merged_into__isnull=False)
        others |= {pk * 2 + odd: into * 2 + odd for pk, into in merged.values_list("pk", "merged_into")}
    for who, into in others.items():
        while into in others:
            into = others[into]
        others[who] = into
    return others
