"""The periods of a rhythm that lie in a term: months, quarters or half-years of the calendar, cut where the term begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    first: date
    last: date


def part_of_year(rhythm: str, day: date) -> int:
    """The how-manieth month, quarter or half of its year a day lies in."""
    return (day.month - 1) // MONTHS[rhythm] + 1


def last_day(rhythm: str, day: date) -> date:
    """The last day of the period in which a day lies."""
    month = part_of_year(rhythm, day) * MONTHS[rhythm]
    following = date(day.year + month // 12, month % 12 + 1, 1)
    return following - ONE_DAY


def over(rhythm: str, starts_on: date, ends_on: date, *, before: date, after: date | None = None) -> Iterator[Period]:
    """Those of a term that are over before a day; `after`: the last day of which was told already, in whatever rhythm."""
    first = starts_on if after is None else max(starts_on, after + ONE_DAY)
    while first <= ends_on:
        last = min(last_day(rhythm, first), ends_on)
        if last >= before:
            return
        yield Period(first, last)
        first = last + ONE_DAY
