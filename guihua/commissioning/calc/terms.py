"""Arithmetic of terms and of sums that have to meet: days and whole fen, nothing else."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

MONTHS = 12
WHOLE = 100
YUAN = 100  # fen


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


def in_proportion(whole: int, parts: Mapping[int, int]) -> dict[int, int]:
    """The whole parted as these are, in whole yuan; what cutting off leaves goes to the greatest part."""
    total = sum(parts.values())
    if not total:
        return {}
    found = {key: whole * part // total // YUAN * YUAN for key, part in parts.items()}
    greatest = max(parts, key=lambda key: (parts[key], -key))
    found[greatest] += whole - sum(found.values())
    return found
