"""How steady the staff of a project is, and by how much it falls short. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

PERCENT = 100


@dataclass(frozen=True)
class Held:
    """A post: from its first day on, and from `until` on no more."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Turnover:
    """Within some days: how many left, and how many were there on average."""

    left: int
    average: Fraction

    @property
    def percent(self) -> int | None:
        """Of those who were there on average so many left; None where nobody was there."""
        return int(self.left * PERCENT / self.average) if self.average else None


def turnover(posts: Sequence[Held], first: date, last: date) -> Turnover:
    """Of the days from `first` to `last`, both of them among these."""
    days = (last - first).days + 1
    if days < 1:
        return Turnover(0, Fraction(0))
    present = sum(_days_within(one, first, last) for one in posts)
    left = sum(one.until is not None and first < one.until <= last and one.since < one.until for one in posts)
    return Turnover(left, Fraction(present, days))


def _days_within(one: Held, first: date, last: date) -> int:
    ends = last.toordinal() + 1
    until = min(one.until.toordinal(), ends) if one.until else ends
    return max(0, until - max(one.since, first).toordinal())


def short(wanted: int | None, there: int) -> int | None:
    """By how many the staff falls short of what is asked for; None where nothing is."""
    return None if wanted is None else max(0, wanted - there)
