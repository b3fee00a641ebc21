"""The business day. Sign-in, codes and the audit use real time (`django.utils.timezone.now`)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

import chinese_calendar
from django.conf import settings
from django.utils import timezone

ONE_DAY = timedelta(days=1)
SATURDAY = 5
YEARS = {day.year for day in chinese_calendar.holidays}  # whose public holidays are published


def today() -> date:
    """Today in the programme's time zone; the day at which a demonstration stands still."""
    if settings.DEMONSTRATION:
        return settings.DEMONSTRATION.today
    return timezone.localdate()


def now() -> datetime:
    """This moment of the business day, for what the programme itself dates."""
    real = timezone.localtime()
    return datetime.combine(today(), real.timetz()) if settings.DEMONSTRATION else real


def running(years: Collection[int]) -> int:
    """Of at least one year the one that runs, else the last that did; where all of them lie ahead, the first."""
    return max((year for year in years if year <= today().year), default=min(years))


def is_workday(day: date) -> bool:
    """Whether offices work on a day: public holidays do not, weekend days that make up for them do.

    Of a year whose holidays are not published yet (`knows`), every weekday is taken for one.
    """
    return bool(chinese_calendar.is_workday(day)) if knows(day) else day.weekday() < SATURDAY


def knows(day: date) -> bool:
    """Whether the public holidays of the day's year are known."""
    return day.year in YEARS


def workdays_after(day: date, count: int) -> date:
    """The day so many working days after another; that day itself where `count` is 0."""
    while count > 0:
        day += ONE_DAY
        count -= is_workday(day)
    return day
