"""How far the marks of a panel lie apart on each criterion, and where that is far enough to talk about. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from guihua.evaluation.calc.scoring import Criterion, Sheet


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest mark of one criterion; `share` is what lies between them, as a share of its points."""

    criterion: int
    low: Decimal
    high: Decimal
    share: Fraction


def spreads(criteria: Sequence[Criterion], sheets: Iterable[Sheet]) -> tuple[Spread, ...]:
    """For each criterion that at least two scored, in the order of the rubric; who abstained is not asked."""
    marks = [sheet.marks for sheet in sheets]
    found = []
    for one in criteria:
        given = [mark for each in marks if (mark := each.get(one.id)) is not None]
        if len(given) > 1:
            low, high = min(given), max(given)
            found.append(Spread(one.id, low, high, (Fraction(high) - Fraction(low)) / Fraction(one.points)))
    return tuple(found)


def to_moderate(found: Iterable[Spread], limit: Decimal) -> tuple[Spread, ...]:
    """Those that lie further apart than the limit, a share from 0 to 1: exactly at the limit there is nothing to moderate."""
    return tuple(one for one in found if one.share > limit)
