"""Parts of a whole, as a bar in pieces shows them. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 4


@dataclass(frozen=True)
class Piece:
    """A piece of a bar 100 wide. `number` is its place in the order of colours; 0 is what is left over, taken together."""

    name: str
    amount: int
    x: float
    width: float
    number: int


def pieces(parts: Sequence[tuple[str, int]], rest: str) -> list[Piece]:
    """The parts from the largest on; beyond the fourth they stand together as `rest`. Parts of nothing are left out."""
    there = sorted((part for part in parts if part[1] > 0), key=lambda part: -part[1])
    shown = there if len(there) <= MOST else there[: MOST - 1]
    left = sum(amount for _name, amount in there[len(shown) :])
    amounts = [(name, amount, n) for n, (name, amount) in enumerate(shown, start=1)]
    amounts += [(rest, left, 0)] if left else []
    whole = sum(amount for _name, amount, _n in amounts)
    found, before = [], 0
    for name, amount, number in amounts:
        x = round(100 * before / whole, 2)
        before += amount
        found.append(Piece(name, amount, x, round(100 * before / whole - x, 2), number))
    return found
