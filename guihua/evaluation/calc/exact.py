"""Sums and roundings that lose nothing. No Django.

Marks, points and weights come as decimals. Their sums and products are decimals still and are kept to the last digit;
only a quotient needs a fraction. What everyone reads is rounded once, at the very end.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import reduce
from math import floor

DIGITS = Context(
    prec=60, traps=[Inexact, InvalidOperation]
)  # more than any sheet holds; a digit that is lost is an error
add, product = DIGITS.add, DIGITS.multiply  # to the last digit; decimal.Inexact beyond 60 of them
NOTHING, HALF = Decimal(0), Fraction(1, 2)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum to the last digit, whatever the context of the thread that asks. Raises decimal.Inexact beyond 60 digits."""
    return reduce(add, amounts, NOTHING)


def rounded(value: Fraction, places: int) -> Decimal:
    """With so many places after the point, half up: 89.995 with two is 90.00."""
    return DIGITS.scaleb(Decimal(floor(value * 10**places + HALF)), -places)


def is_written_in_full(value: Fraction, places: int) -> bool:
    """Whether nothing is lost with so many places: what is not, a page shows with ≈."""
    return Fraction(rounded(value, places)) == value
