"""An appeal as pages tell it: what is contested, what the panel gave and who looked again, and what that makes of the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.evaluation import appealed, judged
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import scoring
from guihua.evaluation.judged import Ground, Judged

ASSESSORS = evaluation.Source.ASSESSORS


@dataclass(frozen=True)
class Contested:
    """`first` and `second` are marks in order of size, the second with their comments; what both came to stands beside them."""

    point: evaluation.AppealPoint
    before: Fraction | None
    after: Fraction | None
    first: list[Decimal]
    second: list[tuple[Decimal | None, str, str]] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Turn:
    """A project by its panel alone, and with its appeal upheld."""

    before: Judged
    after: Judged
    contested: list[Contested]

    @property
    def source_before(self) -> Fraction | None:
        return self.before.sources[ASSESSORS].score

    @property
    def source_after(self) -> Fraction | None:
        return self.after.sources[ASSESSORS].score

    @property
    def grade_before(self) -> str:
        return _grade(self.before)

    @property
    def grade_after(self) -> str:
        return _grade(self.after)


def turn(appeal: evaluation.Appeal, base: Ground | None = None, *, names: bool = False) -> Turn:
    """As if it were upheld, whether it was or not; of an appeal that is read `whole`."""
    entered = appeal.entered
    base = base or judged.ground(entered.round)
    before, after = (
        judged.of_round(entered.round, [entered.pk], base, appeals=those)[0] for those in ({}, {entered.pk: appeal})
    )
    first, last = _lines(before), _lines(after)
    contested = [_contested(one, first, last, appeal, names=names) for one in appeal.points.all()]
    return Turn(before, after, contested)


def _contested(
    one: evaluation.AppealPoint,
    first: Mapping[int, scoring.Line],
    last: Mapping[int, scoring.Line],
    appeal: evaluation.Appeal,
    *,
    names: bool,
) -> Contested:
    old, new = first[one.criterion_id], last[one.criterion_id]
    marks = [(look, mark) for look in appealed.looked(appeal) for mark in look.marks.all()]
    second = [
        (mark.points, mark.comment, str(look.assessor.name) if names else "")
        for look, mark in marks
        if mark.criterion_id == one.criterion_id
    ]
    given = sorted(points for _sheet, points in old.marks if points is not None)
    return Contested(one, old.combined.value, new.combined.value, given, sorted(second, key=_by_size))


def _by_size(given: tuple[Decimal | None, str, str]) -> tuple[Any, ...]:
    return (given[0] is None, given[0] or 0, given[1:])


def _lines(one: Judged) -> dict[int, scoring.Line]:
    found = one.sources.get(ASSESSORS)
    return {line.criterion: line for each in (found.dimensions if found else ()) for line in each.lines}


def _grade(one: Judged) -> str:
    return str(commissioning.Grade(one.grade).label) if one.grade else ""


def values(entered: evaluation.RoundProject) -> dict[int, Fraction | None]:
    """By criterion what the assessors' marks came to, for who thinks about contesting one."""
    return {key: line.combined.value for key, line in _lines(judged.of(entered)).items()}
