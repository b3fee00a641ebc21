"""Where something that was promised should be today, and whether it is. No Django."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

PERCENT = 100


def percent(done: Decimal, target: int) -> int:
    """In whole per cent, rounded down: a hundred only where all is done."""
    return int((done * PERCENT / target).to_integral_value(ROUND_FLOOR))


def where_it_should_be(done: Decimal, target: int, share: Fraction) -> int | None:
    """How much of what should be done by now is, in whole per cent, rounded down. None while nothing whole is due."""
    due = int(target * share)
    return percent(done, due) if due else None
