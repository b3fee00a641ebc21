"""Round numbers for axes, and the five steps of a map. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

ROUND = (1, 2, 2.5, 5, 10)
FINE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)  # for steps, of which one too wide would leave others empty
STEPS = 5
MOST_TICKS = 4
WAN = 10_000


def round_up(value: float, among: Sequence[float] = ROUND) -> float:
    """The smallest of `among` (from 1 to 10) times a power of ten that is not below the value. 0 and less: 1."""
    if value <= 0:
        return 1
    power = floor(log10(value))
    for step in (among[0] / 10, *among, among[-1] * 10):  # a step more on either side, for what log10 rounds away
        found = step * 10.0**power
        if found >= value:
            return int(found) if found >= 1 and found == int(found) else found
    raise AssertionError(value)


@dataclass(frozen=True)
class Axis:
    """From zero to `top`, which no value exceeds, with at most four round ticks above zero."""

    top: float
    ticks: tuple[float, ...]


def axis(values: Iterable[float]) -> Axis:
    """The axis that holds all values and wastes little: its top is the highest value, its ticks are round.

    Counts are whole, so that a tick is never below 1.
    """
    top = max([*values, 1])
    step = max(1, round_up(top / MOST_TICKS))
    ticks = tuple(n * step for n in range(1, MOST_TICKS + 1) if n * step <= top)
    return Axis(top, ticks)


def in_wan(value: float) -> str:
    """A tick as it is written: from ten thousand on in 万 (25000: 2.5 万)."""
    return f"{value / WAN:,g} 万" if value >= WAN else f"{value:,g}"


@dataclass(frozen=True)
class Step:
    """A step of a map: `low` up to, not including, `high`."""

    number: int
    low: int
    high: int


def steps(values: Iterable[int]) -> list[Step]:
    """Up to five steps of equal round width that hold every value above zero; none where there is none."""
    found = [value for value in values if value > 0]
    if not found:
        return []
    width = _whole((max(found) - min(found) + 1) / STEPS)
    while min(found) // width * width + STEPS * width <= max(found):
        width = _whole(width + 1)
    low = min(found) // width * width
    all_steps = [Step(n + 1, max(1, low + n * width), low + (n + 1) * width) for n in range(STEPS)]
    return [step for step in all_steps if step.low <= max(found)]


def _whole(width: float) -> int:
    return ceil(round_up(max(width, 1), FINE))


def step_of(value: int, of: Iterable[Step]) -> int:
    """The number of the value's step; 0 for nothing."""
    return next((step.number for step in of if step.low <= value < step.high), 0)
