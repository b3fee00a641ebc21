"""Where the parts of a drawn chart stand. Pure arithmetic; the template draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LEFT, WIDTH, TOP, FLOOR = 44, 716, 30, 272
BAR = 30
STEPS = (1, 2, 2.5, 5, 10)


def line(values: Sequence[int]) -> str:
    """Points of a small line over 100 × 32, from the values' own lowest to highest."""
    low, high = min(values, default=0), max(values, default=0)
    spread = (high - low) or 1
    last = max(len(values) - 1, 1)
    return " ".join(f"{100 * n / last:.1f},{28 - 24 * (value - low) / spread:.1f}" for n, value in enumerate(values))


def months(now: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]], named: Mapping[str, int]) -> Any:
    """Twelve stacked bars, named below head-counts, and last year's level as a dash."""
    totals = [row["person_times"] for row in now]
    top = _ceiling(max([*totals, *(row["person_times"] for row in before), 1]))
    width = WIDTH / 12
    bars = []
    for n, (row, old) in enumerate(zip(now, before, strict=True)):
        own = named.get(row["month"], 0)
        middle = LEFT + width * (n + 0.5)
        bars.append(
            {
                "x": round(middle - BAR / 2, 1),
                "middle": round(middle, 1),
                "named_y": _y(own, top),
                "named_height": round(FLOOR - _y(own, top), 1),
                "y": _y(row["person_times"], top),
                "height": round(_y(own, top) - _y(row["person_times"], top), 1),
                "last_from": round(middle - BAR / 2 - 5, 1),
                "last_to": round(middle + BAR / 2 + 5, 1),
                "label_y": _y(row["person_times"], top) - 7,
                "last_y": _y(old["person_times"], top) if old["person_times"] else None,
                "month": n + 1,
                "total": row["person_times"],
                "is_marked": bool(totals) and row["person_times"] in (max(totals), min(totals)) and row["person_times"],
            }
        )
    return {"bars": bars, "grid": [{"y": _y(top * n / 4, top), "value": _wan(top * n / 4)} for n in range(1, 5)]}


def _y(value: float, top: float) -> float:
    return round(FLOOR - (FLOOR - TOP) * value / top, 1)


def _ceiling(value: float) -> float:
    """The next round number at or above the value."""
    power = 10 ** (len(str(int(value))) - 1)
    found: float = next(step * power for step in STEPS if step * power >= value)
    return found


def _wan(value: float) -> str:
    """Large amounts on an axis in 万: 25000 is 2.5 万."""
    return f"{value / 10_000:g} 万" if value >= 10_000 else f"{value:g}"
