"""Where the parts of the chart of months stand. Pure arithmetic; the template draws.

Across, everything is a percentage of the drawing's width, so that the letters keep their size on a phone; down, it is
pixels from the top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guihua.reporting.calc.scales import Axis, axis

HEIGHT = 248
TOP = 26  # room for a label above the highest bar
FOOT = 28  # and for the months' names below the floor
BAR = 0.52  # of a month's width
DASH = 0.76
LETTER = 7.5  # width of a digit of a label
NARROWEST = 300  # of a drawing, on the smallest phone
LABEL_HEIGHT = 14
ABOVE = 7  # from a bar's top to its label's foot


@dataclass(frozen=True)
class Month:
    """What was counted in one month: in all, by name, and in the same month a year before (None: unknown)."""

    name: str
    total: int
    named: int
    before: int | None = None


@dataclass(frozen=True)
class Bar:
    """A month as drawn. `label_y` is None where the total is not written above the bar."""

    month: Month
    number: int
    x: float
    middle: float
    named_y: float
    total_y: float
    before_y: float | None
    dash_x: float
    label_y: float | None
    floor: int

    @property
    def width(self) -> float:
        return round(BAR * 100 / 12, 2)

    @property
    def dash_end(self) -> float:
        return round(self.dash_x + DASH * 100 / 12, 2)

    @property
    def named_height(self) -> float:
        return round(self.floor - self.named_y, 1)

    @property
    def counted_height(self) -> float:
        return round(self.named_y - self.total_y, 1)


@dataclass(frozen=True)
class Chart:
    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, float]]  # y, and the value there
    highest: Month | None
    lowest: Month | None
    height: int

    @property
    def floor(self) -> int:
        return self.height - FOOT

    @property
    def has_before(self) -> bool:
        return any(bar.before_y is not None for bar in self.bars)


@dataclass(frozen=True)
class Scale:
    """Where a value stands, from the floor at zero to the top."""

    axis: Axis
    floor: int

    def y(self, value: float) -> float:
        return round(self.floor - (self.floor - TOP) * value / self.axis.top, 1)


def chart(months: Sequence[Month], height: int = HEIGHT) -> Chart:
    """The twelve bars, with the highest and the lowest labelled; of several alike the first."""
    values = [*(month.total for month in months), *(month.before or 0 for month in months)]
    scale = Scale(axis(values), height - FOOT)
    highest = max(months, key=lambda month: month.total, default=None)
    lowest = min(months, key=lambda month: month.total, default=None)
    if highest is None or lowest is None or not highest.total:
        return Chart([_bar(n, month, scale, {}) for n, month in enumerate(months)], [], None, None, height)
    marked = _labelled(months, highest, lowest, scale)
    labels = {n: _label_y(months, n, scale) for n in marked}
    bars = [_bar(n, month, scale, labels) for n, month in enumerate(months)]
    return Chart(bars, [(scale.y(tick), tick) for tick in scale.axis.ticks], highest, lowest, height)


def _labelled(months: Sequence[Month], highest: Month, lowest: Month, scale: Scale) -> list[int]:
    """The places of the months whose totals are written: the lowest only where its label meets no other."""
    top, low = months.index(highest), months.index(lowest)
    if top == low:
        return [top]
    apart = abs(top - low) * NARROWEST / 12
    needed = (len(f"{highest.total:,}") + len(f"{lowest.total:,}")) * LETTER / 2
    clear = abs(_label_y(months, top, scale) - _label_y(months, low, scale)) >= LABEL_HEIGHT
    return [top, low] if apart >= needed or clear else [top]


def _bar(n: int, month: Month, scale: Scale, labels: Mapping[int, float]) -> Bar:
    middle = 100 * (n + 0.5) / 12
    return Bar(
        month=month,
        number=n + 1,
        x=round(middle - BAR * 50 / 12, 2),
        middle=round(middle, 2),
        named_y=scale.y(month.named),
        total_y=scale.y(month.total),
        before_y=scale.y(month.before) if month.before else None,
        dash_x=round(middle - DASH * 50 / 12, 2),
        label_y=labels.get(n),
        floor=scale.floor,
    )


def _label_y(months: Sequence[Month], n: int, scale: Scale) -> float:
    """Above the bar, and above last year's dashes that would run through the letters: on a phone a label is wider than
    its month, so that the neighbours' dashes are in its way too."""
    found = scale.y(months[n].total) - ABOVE
    near = months[max(0, n - 1) : n + 2]
    for dash in sorted((scale.y(month.before) for month in near if month.before), reverse=True):
        if found - LABEL_HEIGHT <= dash <= found + ABOVE:
            found = dash - ABOVE
    return round(found, 1)
