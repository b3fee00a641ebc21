"""Rubrics, panels and scores for Hypothesis: marks in steps of a half; some abstain, some are not asked."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from guihua.evaluation.calc.scoring import Criterion, Sheet

POINTS = [Decimal(5), Decimal(10), Decimal("12.5"), Decimal(15)]
PARTS = (1, 3, 200, 720)  # of a point: halves of a hundredth, which are rounded up, and thirds, which never end

scores = st.tuples(st.integers(0, 72_000), st.sampled_from(PARTS)).map(
    lambda drawn: Fraction(drawn[0] % (100 * drawn[1] + 1), drawn[1])
)


def mark(byte: int, most: Decimal) -> Decimal | None:
    return Decimal(byte % (int(most * 2) + 1)) / 2


@st.composite
def panels(draw: st.DrawFn, *, whole: bool = False) -> tuple[list[Criterion], list[Sheet]]:
    """`whole`: everybody is asked everything and marks it. All marks are one draw, which is what keeps this quick."""
    count, wide, panel = draw(st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(1, 7)))
    criteria = [Criterion(n, n // wide, POINTS[(n * wide) % len(POINTS)]) for n in range(count)]
    drawn = draw(st.binary(min_size=count * panel, max_size=count * panel))
    sheets = []
    for n in range(panel):
        row = zip(criteria, drawn[n * count : (n + 1) * count], strict=True)
        marks = {one.id: None if byte % 9 == 1 and not whole else mark(byte // 3, one.points)
                 for one, byte in row if whole or byte % 9 != 2}  # fmt: skip
        sheets.append(Sheet(n, marks))
    return criteria, sheets
