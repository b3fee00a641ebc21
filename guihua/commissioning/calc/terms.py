"""Arithmetic of terms and of sums that have to meet: days and whole fen, nothing else."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

MONTHS = 12
WHOLE = 100


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of that month where it has no such day."""
    count = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(count, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_longer(first: date, last: date, months: int) -> bool:
    """Whether a term, both days counted, lasts more than so many months: 1 January to 31 December is twelve."""
    return last >= months_after(first, months)


def percent_of(fen: int, percent: int) -> int:
    """So many per cent of an amount in whole fen, cut off: a limit is never exceeded by rounding."""
    return fen * percent // WHOLE


def short_of(whole: int, parts: Iterable[int]) -> int:
    """By how much the parts miss the whole: more than 0 where something is lacking, less where there is too much."""
    return whole - sum(parts)
