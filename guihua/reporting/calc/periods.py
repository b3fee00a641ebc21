"""A part of a year by its months: a month, a quarter, half a year, some months, or from its beginning to a day.

It is of no year in particular, so that the same period of the year before is the period itself.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

QUARTER, HALF = 3, 6
ENDLESS = 31  # as the last day of a month: whatever its last day is
NAMED = {
    **{(1 + QUARTER * n, QUARTER * (n + 1)): f"Q{n + 1}" for n in range(4)},
    **{(1 + HALF * n, HALF * (n + 1)): f"H{n + 1}" for n in range(2)},
}
MONTHS = re.compile(r"(0[1-9]|1[0-2])(?:-(0[1-9]|1[0-2]))?", re.ASCII)
TO_A_DAY = re.compile(r"to-(0[1-9]|1[0-2])-([0-3][0-9])", re.ASCII)


@dataclass(frozen=True)
class Period:
    """From the first of one month to the given day of another, both counted."""

    first: int
    last: int
    day: int = ENDLESS

    @property
    def code(self) -> str:
        """As addresses write it: Q1, H2, 03, 03-05, to-11-30."""
        if self.day != ENDLESS:
            return f"to-{self.last:02d}-{self.day:02d}"
        if self.first == self.last:
            return f"{self.first:02d}"
        return NAMED.get((self.first, self.last), f"{self.first:02d}-{self.last:02d}")

    @property
    def is_whole(self) -> bool:
        return (self.first, self.last, self.day) == (1, 12, ENDLESS)

    def begins(self, year: int) -> date:
        return date(year, self.first, 1)

    def ends(self, year: int) -> date:
        return date(year, self.last, min(self.day, monthrange(year, self.last)[1]))


def read(code: str) -> Period | None:
    """The period that is written so; None where none is."""
    for months, name in NAMED.items():
        if name == code:
            return Period(*months)
    if to_a_day := TO_A_DAY.fullmatch(code):
        return _to_a_day(*map(int, to_a_day.groups()))
    if months_found := MONTHS.fullmatch(code):
        first = int(months_found[1])
        last = int(months_found[2] or first)
        return Period(first, last) if first <= last else None
    return None


def until(day: date) -> Period:
    """From the beginning of the year to this day; a month that is over is whole, whatever its length in other years."""
    is_over = day.day == monthrange(day.year, day.month)[1]
    return Period(1, day.month, ENDLESS if is_over else day.day)


def _to_a_day(month: int, day: int) -> Period | None:
    longest = monthrange(2000, month)[1]  # a leap year
    return Period(1, month, day) if 1 <= day <= longest else None
