"""Months as numbers (yyyymm), and the figures that a month comes to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date


@dataclass(frozen=True)
class Figures:
    """What one provider's month, or the office's own, comes to. People are counted once each, person-times are not."""

    sessions: int = 0
    person_times: int = 0
    people: int = 0
    heads: int = 0  # person-times of people without a name
    helpers: int = 0  # attendances of volunteers, workers and organisers
    shifts: int = 0
    duty_minutes: int = 0

    @classmethod
    def of(cls, said: Mapping[str, int]) -> Figures:
        """From what was kept of them; a figure that was not counted then is 0."""
        return cls(**{name: said.get(name, 0) for name in NAMES})

    def __add__(self, other: Figures) -> Figures:
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in NAMES})

    def __sub__(self, other: Figures) -> Figures:
        return Figures(**{name: getattr(self, name) - getattr(other, name) for name in NAMES})

    def as_kept(self) -> dict[str, int]:
        return asdict(self)

    def differing(self, other: Figures) -> dict[str, tuple[int, int]]:
        """Name of each figure that is not the same in both: this one's, the other's."""
        pairs = {name: (getattr(self, name), getattr(other, name)) for name in NAMES}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


NAMES = tuple(one.name for one in fields(Figures))


def month_of(day: date) -> int:
    return day.year * 100 + day.month


def first_day(month: int) -> date:
    return date(month // 100, month % 100, 1)


def last_day(month: int) -> date:
    year, number = divmod(month, 100)
    return date(year, number, monthrange(year, number)[1])


def is_month(number: int) -> bool:
    return 1 <= number % 100 <= 12 and 1900 <= number // 100 <= 9998


def before(month: int) -> int:
    """The month before."""
    return month - 1 if month % 100 > 1 else month - 89


def after(month: int) -> int:
    """The month after."""
    return month + 1 if month % 100 < 12 else month + 89


def ended(month: int, today: date) -> bool:
    """Whether the whole month lies behind us: its last day has to be over."""
    return last_day(month) < today
