"""A sheet as it is looked through: dimension by dimension, with what was given and what is still to be scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django import forms

from guihua.evaluation import models as evaluation
from guihua.evaluation.calc.exact import total
from guihua.evaluation.said import MarkSaid
from guihua.evaluation.self_reported import Told

FEW = 6  # criteria that are all shown at once


@dataclass
class Line:
    """A criterion with the three fields of its mark."""

    criterion: evaluation.Criterion
    points: forms.BoundField
    is_abstained: forms.BoundField
    comment: forms.BoundField


@dataclass(frozen=True)
class Band:
    """From `floor` up to `most`, which is what a tap on it gives."""

    anchor: evaluation.Anchor
    most: Decimal
    is_now: bool


@dataclass(frozen=True)
class Asked:
    """A criterion with its fields and what was saved for it. `is_open`: shown with its fields at first. `told`: by its provider."""

    line: Line
    mark: MarkSaid
    bands: list[Band]
    is_open: bool
    told: Told | None

    @property
    def is_done(self) -> bool:
        return self.mark.points is not None or self.mark.is_abstained


@dataclass(frozen=True)
class Part:
    dimension: evaluation.Dimension
    asked: list[Asked]

    @property
    def points(self) -> Decimal:
        return total(one.line.criterion.points for one in self.asked)

    @property
    def got(self) -> Decimal:
        return total(one.mark.points for one in self.asked if one.mark.points is not None)

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.asked)

    @property
    def left(self) -> int:
        return len(self.asked) - self.done


def parts_of(lines: list[Line], marks: dict[int, MarkSaid], step: Decimal, told: Mapping[int, Told]) -> list[Part]:
    """All of a short sheet is open; of a long one the first criterion that is still to be scored."""
    first = next((one.criterion.pk for one in lines if not _is_done(marks, one)), None)
    is_short = len(lines) <= FEW
    asked = [_asked(one, marks, step, told, is_open=is_short or one.criterion.pk == first) for one in lines]
    by_dimension = groupby(asked, lambda one: one.line.criterion.dimension)
    return [Part(dimension, list(of)) for dimension, of in by_dimension]


def _is_done(marks: dict[int, MarkSaid], line: Line) -> bool:
    mark = marks.get(line.criterion.pk, MarkSaid())
    return mark.points is not None or mark.is_abstained


def _asked(line: Line, marks: dict[int, MarkSaid], step: Decimal, told: Mapping[int, Told], *, is_open: bool) -> Asked:
    mark, said = marks.get(line.criterion.pk, MarkSaid()), told.get(line.criterion.pk)
    fields = (line.points, line.is_abstained, line.comment)
    needs = any(one.errors or one.name in getattr(one.form, "both", ()) for one in fields)
    return Asked(line, mark, list(_bands(line.criterion, mark.points, step)), is_open or needs, said)


def _bands(criterion: evaluation.Criterion, points: Decimal | None, step: Decimal) -> Iterable[Band]:
    """The best first; each ends a step below the one above."""
    most = criterion.points
    for anchor in sorted(criterion.anchors.all(), key=lambda one: -one.floor):
        yield Band(anchor, most, points is not None and anchor.floor <= points <= most)
        most = anchor.floor - step
