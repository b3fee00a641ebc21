"""From the marks on the sheets of one project to the score of one source, with every step of the way. No Django.

Criterion by criterion the marks of those who scored it are combined; a dimension is the sum of its criteria, and the
score of the source is the sum of all over the sum of their points, on a scale of 100. Nothing is rounded here. Points and marks are
in points, a score is from 0 to 100. Why so: docs/decisions/0056.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import lcm

from guihua.evaluation.calc.exact import product, total

WHOLE = 100
MEAN, TRIMMED, MEDIAN = WAYS = ("mean", "trimmed", "median")
TRIMMED_FROM = 5  # marks; from fewer nobody's is taken away


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is judged: at most `points`. The criteria of a dimension stand together, in the order of the rubric."""

    id: int
    dimension: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of one assessor by criterion. None: abstained. Not there: this kind of assessor is not asked it."""

    id: int
    marks: Mapping[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Combined:
    """Several marks as one: the mean of those that count. Both lists are in order of size, so that who came first tells nothing."""

    sum: Decimal
    used: tuple[Decimal, ...]
    dropped: tuple[Decimal, ...]

    @property
    def count(self) -> int:
        """How many scored."""
        return len(self.used) + len(self.dropped)

    @property
    def value(self) -> Fraction | None:
        """In points; None where nobody scored."""
        return Fraction(self.sum) / len(self.used) if self.used else None


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion, and the mark of each sheet that was asked it, in the order of the sheets. Excused: it counts nowhere."""

    criterion: int
    points: Decimal
    marks: tuple[tuple[int, Decimal | None], ...]
    combined: Combined
    is_excused: bool

    @property
    def is_missing(self) -> bool:
        return not (self.combined.used or self.is_excused)


@dataclass(frozen=True, slots=True)
class Dimension:
    """The sum of its criteria: `got` of `points`, without those that are excused; what is missing adds nothing to `got`."""

    id: int
    points: Decimal
    got: Fraction
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SourceScore:
    """What one source (the assessors, the liaison officer) says of one project.

    score: from 0 to 100, exact; None where a criterion is missing or nothing is left to score.
    missing: criteria that nobody scored and nobody excused. thin: those that fewer scored than should have.
    """

    dimensions: tuple[Dimension, ...]
    points: Decimal
    got: Fraction
    score: Fraction | None
    missing: tuple[int, ...]
    thin: tuple[int, ...]


def counted(count: int, how: str) -> slice:
    """Which of so many marks, in order of size, make the mean: all of them, all but the lowest and the highest (from
    five on), or the one or two in the middle. Raises ValueError for any other way."""
    if how not in WAYS:
        raise ValueError(how)
    if how == MEDIAN:
        return slice((count - 1) // 2, count // 2 + 1) if count else slice(0)
    return slice(1, count - 1) if how == TRIMMED and count >= TRIMMED_FROM else slice(count)


def combine(marks: Iterable[Decimal], how: str) -> Combined:
    """The marks of one criterion as one, in points; the same in whatever order they come. Raises ValueError as `counted`."""
    ordered = sorted(marks)
    which = counted(len(ordered), how)
    used = tuple(ordered[which])
    dropped = (*ordered[: which.start or 0], *ordered[which.stop :])
    return Combined(total(used), used, dropped)


def source_score(
    criteria: Sequence[Criterion],
    sheets: Iterable[Sheet],
    *,
    how: str,
    least: int,
    excused: Collection[int] = (),
) -> SourceScore:
    """The score that these sheets give one project.

    how: one of `WAYS`. least: how many marks a criterion should have; fewer make it thin, and the caller decides.
    excused: criteria that the office excused for this project; they leave both sums, scored or not.
    Raises ValueError for a mark below 0 or over the points, and for one of a criterion that is not in the rubric.
    """
    in_order = sorted(sheets, key=lambda sheet: sheet.id)
    refuse_unknown(criteria, in_order)
    lines = [_line(one, in_order, how, one.id in excused) for one in criteria]
    dimensions = tuple(
        _dimension(dimension, [line for _criterion, line in both])
        for dimension, both in groupby(zip(criteria, lines, strict=True), key=lambda pair: pair[0].dimension)
    )
    points = total(one.points for one in dimensions)
    got = sum((one.got for one in dimensions), Fraction(0))
    missing = tuple(line.criterion for line in lines if line.is_missing)
    thin = tuple(line.criterion for line in lines if 0 < line.combined.count < least and not line.is_excused)
    score = None if missing or not points else got * WHOLE / Fraction(points)
    return SourceScore(dimensions, points, got, score, missing, thin)


def sheet_score(criteria: Sequence[Criterion], sheet: Sheet) -> Fraction | None:
    """What one sheet says by itself, from 0 to 100: its marks over the points of what it scored. None if it scored nothing.
    For comparing assessors; the score of a project is not made of it. Raises ValueError as `source_score`."""
    refuse_unknown(criteria, [sheet])
    scored = [(mark, one.points) for one in criteria if (mark := sheet.marks.get(one.id)) is not None]
    if not scored:
        return None
    if any(not 0 <= mark <= points for mark, points in scored):
        raise ValueError(f"sheet {sheet.id} gives less than 0 or more than there is")
    return Fraction(total(mark for mark, _ in scored)) * WHOLE / Fraction(total(points for _, points in scored))


def refuse_unknown(criteria: Iterable[Criterion], sheets: Iterable[Sheet]) -> None:
    """Raises ValueError where a sheet marks what the rubric does not have: that mark would be lost without a word."""
    known = {one.id for one in criteria}
    for sheet in sheets:
        if not sheet.marks.keys() <= known:
            raise ValueError(f"sheet {sheet.id} marks what is not in the rubric: {sorted(sheet.marks.keys() - known)}")


def _line(criterion: Criterion, sheets: Iterable[Sheet], how: str, is_excused: bool) -> Line:
    marks = tuple((sheet.id, sheet.marks[criterion.id]) for sheet in sheets if criterion.id in sheet.marks)
    given = sorted([mark for _sheet, mark in marks if mark is not None])
    if given and not 0 <= given[0] <= given[-1] <= criterion.points:
        raise ValueError(
            f"criterion {criterion.id} has {criterion.points} points and marks from {given[0]} to {given[-1]}"
        )
    return Line(criterion.id, criterion.points, marks, combine(given, how), is_excused)


def _dimension(dimension: int, lines: Sequence[Line]) -> Dimension:
    """Over one common denominator, so that a fraction is made once and not for every criterion."""
    counting = [line for line in lines if not line.is_excused]
    scored = [line.combined for line in counting if line.combined.used]
    whole = lcm(*(len(one.used) for one in scored))
    got = total(product(one.sum, whole // len(one.used)) for one in scored)
    return Dimension(dimension, total(line.points for line in counting), Fraction(got) / whole, tuple(lines))
