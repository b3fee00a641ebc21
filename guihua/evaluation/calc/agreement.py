"""How far assessors agree: of all that tells scores apart, how much is the projects and not who judged them. No Django.

Closed formulas, exact: the libraries that we found are under the GPL, pin what we cannot follow, or know only complete tables
(docs/decisions/0056). The tests hold these against published examples and against one of those libraries.
A unit is what several assessors judged on one scale: a project, or one criterion of it. Higher agrees better, 1 is full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

type Score = Decimal | Fraction
type Units = Iterable[Sequence[Score]]


@dataclass(frozen=True, slots=True)
class Consistency:
    """Intraclass correlation, one-way random: ICC(1,1) of a single assessor, and ICC(1,k) of the mean of a panel of `size`
    (the mean size, in the sense of the analysis of variance). Below 0: scores of one unit lie further apart than those of
    different ones. panel is None where all units have the same mean: then its mean tells nothing apart at all."""

    single: Fraction
    panel: Fraction | None
    size: Fraction


def consistency(units: Units) -> Consistency | None:
    """ICC by the analysis of variance, for panels of unequal size. One-way, since each project has assessors of its own: what is one
    assessor's severity and what is chance cannot be told apart by it, and both count against agreement.

    None with fewer than two units, where no unit has two scores, or where no score differs from another.
    Source: Shrout and Fleiss 1979, case 1; unequal sizes by Donner 1986 (n₀ for the size).
    """
    scored = [[Fraction(score) for score in unit] for unit in units if unit]
    count, sheets = len(scored), sum(len(unit) for unit in scored)
    if count < 2 or sheets == count:
        return None
    grand = _mean([score for unit in scored for score in unit])
    between = sum((len(unit) * (_mean(unit) - grand) ** 2 for unit in scored), Fraction(0)) / (count - 1)
    within = sum((_squares(unit) for unit in scored), Fraction(0)) / (sheets - count)
    size = (sheets - Fraction(sum(len(unit) ** 2 for unit in scored), sheets)) / (count - 1)
    if not (apart := between + (size - 1) * within):
        return None
    return Consistency((between - within) / apart, 1 - within / between if between else None, size)


def alpha(units: Units) -> Fraction | None:
    """Krippendorff's alpha for an interval scale: 1 − observed disagreement / that expected by chance. Units with fewer than two
    scores tell nothing and are left out. None where no two scores can be paired or none differs from another.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, with squared differences; those of all pairs of m
    scores are m times the squares about their mean.
    """
    paired = [[Fraction(score) for score in unit] for unit in units if len(unit) > 1]
    scores = [score for unit in paired for score in unit]
    if not scores or not (expected := 2 * _squares(scores) / (len(scores) - 1)):
        return None
    observed = sum((2 * len(unit) * _squares(unit) / (len(unit) - 1) for unit in paired), Fraction(0)) / len(scores)
    return 1 - observed / expected


def _mean(scores: Sequence[Fraction]) -> Fraction:
    return sum(scores, Fraction(0)) / len(scores)


def _squares(scores: Sequence[Fraction]) -> Fraction:
    """The sum of squares about the mean."""
    mean = _mean(scores)
    return sum(((score - mean) ** 2 for score in scores), Fraction(0))
