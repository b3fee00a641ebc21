"""The flat rows that delivery gives to reporting. They hold no name, phone, ID number or codename's text."""

from __future__ import annotations

import polars as pl
from django.db.models import Case, When
from django.db.models.functions import Coalesce

from guihua.delivery import models as delivery
from guihua.directory import models as directory

SESSION = {
    "session": pl.Int64,
    "month": pl.Int32,
    "day": pl.Date,
    "starts_at": pl.Time,
    "minutes": pl.Int32,
    "project": pl.Int64,
    "community": pl.Int64,
    "code": pl.String,
    "activity": pl.String,
    "form": pl.String,
    "campaign": pl.String,
}
ATTENDANCE = {"attendance": pl.Int64, "session": pl.Int64, "who": pl.Int64, "part": pl.String, "count": pl.Int64}
DUTY = {
    "shift": pl.Int64,
    "month": pl.Int32,
    "day": pl.Date,
    "starts_at": pl.Time,
    "minutes": pl.Int32,
    "project": pl.Int64,
    "task": pl.String,
}


def sessions(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    rows = delivery.Session.objects.filter(subdistrict=subdistrict, month=month).order_by("pk")
    names = ["pk", "month", "day", "starts_at", "minutes", "project", "community", "code"]
    of_activity = ["activity__name", "activity__form", "activity__campaign__code"]
    return pl.DataFrame(list(rows.values_list(*names, *of_activity)), schema=SESSION, orient="row")


def attendance(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    """`who` is even for a person of the register and odd for a codename, so that the two never meet; null: unnamed."""
    who = Case(
        When(codename__isnull=False, then=Coalesce("codename__merged_into", "codename") * 2 + 1),
        default=Coalesce("person__merged_into", "person") * 2,
    )
    rows = delivery.Attendance.objects.filter(session__subdistrict=subdistrict, session__month=month).order_by("pk")
    values = rows.annotate(who=who).values_list("pk", "session", "who", "part", "count")
    return pl.DataFrame(list(values.iterator(chunk_size=20_000)), schema=ATTENDANCE, orient="row")


def duty(subdistrict: directory.Subdistrict, month: int) -> pl.DataFrame:
    rows = delivery.DutyShift.objects.filter(subdistrict=subdistrict, month=month).order_by("pk")
    return pl.DataFrame(
        list(rows.values_list("pk", "month", "day", "starts_at", "minutes", "project", "task")),
        schema=DUTY,
        orient="row",
    )


def months(subdistrict: directory.Subdistrict) -> set[int]:
    """All months (yyyymm) that hold records."""
    held = delivery.Session.objects.filter(subdistrict=subdistrict)
    shifts = delivery.DutyShift.objects.filter(subdistrict=subdistrict)
    return {month for rows in (held, shifts) for month in rows.order_by().values_list("month", flat=True).distinct()}
