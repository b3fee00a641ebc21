"""Days on which a project stands still, and how far its term is without them. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Rest(NamedTuple):
    """From its first day on until its last; None: it lasts, and nobody knows how long."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def covers(self, first: date, last: date) -> bool:
        return self.first <= first and (self.last is None or last <= self.last)


def share_of_term(first: date, last: date, day: date, rests: Iterable[Rest] = ()) -> Fraction:
    """How much of the term from `first` to `last`, both within it, is over at the end of `day`: of its days of work, those
    that have been. While a rest lasts the share stands still; once it is over its days are no part of the term."""
    resting = list(rests)
    over = _days_in(first, last, [one for one in resting if one.last is not None])
    whole = (last - first).days + 1 - len(over)
    until = min(day, last)
    gone = max((until - first).days + 1, 0) - len(_days_in(first, until, resting))
    return Fraction(gone, whole) if whole else Fraction(0)


def _days_in(first: date, last: date, rests: Iterable[Rest]) -> set[date]:
    """The days of a term that lie in rests, each once."""
    days: set[date] = set()
    for rest in rests:
        begins, ends = max(first, rest.first), min(last, rest.last or last)
        days |= {begins + n * ONE_DAY for n in range((ends - begins).days + 1)}
    return days
