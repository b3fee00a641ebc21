"""What a scale says of people before and after. Pairs alone count: whoever was measured once only says nothing of a change. No
Django."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

FEWEST = 5  # pairs: with fewer, nobody outside the project's own people is told what became of them
PERCENT = 100


@dataclass(frozen=True)
class Change:
    """Of `pairs` people so many are better, the same, or worse. `mean` is by how much on average, more than 0 where it is better."""

    pairs: int
    better: int
    same: int
    worse: int
    mean: Fraction
    spread: float | None  # sample standard deviation; None of one alone

    @property
    def signed_mean(self) -> str:
        """To one decimal: +3.2 is better by so much."""
        return f"{float(self.mean):+.1f}"

    @property
    def spread_told(self) -> str:
        return "" if self.spread is None else f"{self.spread:.1f}"

    @property
    def better_percent(self) -> int:
        """In whole per cent, rounded down: a hundred only where all are."""
        return self.better * PERCENT // self.pairs


def steps_up(before: int, after: int, *, higher_is_better: bool) -> int:
    """By how much somebody is better: less than 0 where they are worse."""
    return after - before if higher_is_better else before - after


def change(pairs: Sequence[tuple[int, int]], *, higher_is_better: bool) -> Change | None:
    """None where nobody was measured twice."""
    if not pairs:
        return None
    steps = [steps_up(*pair, higher_is_better=higher_is_better) for pair in pairs]
    mean = Fraction(sum(steps), len(steps))
    return Change(
        pairs=len(steps),
        better=sum(step > 0 for step in steps),
        same=steps.count(0),
        worse=sum(step < 0 for step in steps),
        mean=mean,
        spread=_spread(steps, mean),
    )


def _spread(steps: Collection[int], mean: Fraction) -> float | None:
    if len(steps) < 2:
        return None
    return sqrt(sum((step - mean) ** 2 for step in steps) / (len(steps) - 1))
