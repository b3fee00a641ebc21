"""Arithmetic on the programme's measures: exact, half up, never a float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FEN_PER_YUAN = 100
MINUTES_PER_HOUR = 60


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` to so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def hours(minutes: int) -> Decimal:
    """Hours with one decimal, half up."""
    return rounded(Decimal(minutes) / MINUTES_PER_HOUR, 1)


def yuan(fen: int) -> Decimal:
    """An amount in yuan with two decimals, from whole fen."""
    return (Decimal(fen) / FEN_PER_YUAN).quantize(Decimal("0.01"))


def ratio(part: int, whole: int) -> Decimal:
    """`part / whole` with four decimals, half up; 0 where there is no whole."""
    return rounded(Decimal(part) / whole, 4) if whole else Decimal("0.0000")
