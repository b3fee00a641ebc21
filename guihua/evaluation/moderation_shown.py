"""A criterion that is talked over, as its page tells it: guidance, all marks beside one another, what was changed and said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import scoring
from guihua.evaluation.judged import Ground, Judged
from guihua.evaluation.moderating import Talk


@dataclass(frozen=True)
class Said:
    """What one of the panel gives now; `before`: what they gave before they changed it first."""

    sheet: evaluation.ScoreSheet
    mark: evaluation.Mark
    changes: list[evaluation.MarkChange]

    @property
    def before(self) -> Decimal | None:
        return self.changes[0].old_points if self.changes else None


@dataclass(frozen=True)
class Shown:
    talk: Talk
    said: list[Said]


def of(entered: evaluation.RoundProject, talks: list[Talk]) -> list[Shown]:
    """By the names of the panel, as its sheets are listed."""
    sheets = evaluation.ScoreSheet.objects.counting().of(evaluation.Source.ASSESSORS).filter(entered=entered)
    whole = list(
        sheets.select_related("seat__assessor").prefetch_related("marks").order_by("seat__assessor__name", "pk")
    )
    return [Shown(one, list(_said(one, whole))) for one in talks]


def _said(talk: Talk, sheets: list[evaluation.ScoreSheet]) -> list[Said]:
    found = []
    for sheet in sheets:
        mark = next((each for each in sheet.marks.all() if each.criterion_id == talk.criterion.pk), None)
        if mark:
            found.append(Said(sheet, mark, [each for each in talk.changes if each.sheet_id == sheet.pk]))
    return found


@dataclass(frozen=True)
class Turned:
    """The marks of one criterion, each before and after and by whom (empty for those who may not know), and what they came to."""

    criterion: evaluation.Criterion
    marks: list[tuple[Decimal, Decimal, str]]
    before: Fraction | None
    after: Fraction | None
    outcome: evaluation.Moderation | None


def of_result(one: Judged, base: Ground, *, names: bool) -> list[Turned]:
    """What a result's page tells of the talk of its panel, in the order of the rubric."""
    changed = {change.criterion_id for change in one.changes}
    outcomes = {each.criterion_id: each for each in one.moderations}
    criteria = base.criteria.get(evaluation.Source.ASSESSORS, [])
    return [
        _turned(one, each, base.round.way, outcomes.get(each.pk), names=names)
        for each in criteria
        if each.pk in changed | outcomes.keys()
    ]


def _turned(
    one: Judged, criterion: evaluation.Criterion, way: str, outcome: evaluation.Moderation | None, *, names: bool
) -> Turned:
    first: dict[int, Decimal] = {}
    for change in one.changes:
        if change.criterion_id == criterion.pk:
            first.setdefault(change.sheet_id, change.old_points)
    marks = []
    for sheet in one.sheets.get(evaluation.Source.ASSESSORS, []):
        for mark in sheet.marks.all():
            if mark.criterion_id == criterion.pk and mark.points is not None:
                who = sheet.seat.assessor.name if names and sheet.seat else ""
                marks.append((first.get(sheet.pk, mark.points), mark.points, who))
    marks.sort(key=lambda each: each[:2])
    before, after = ([old for old, _new, _who in marks], [new for _old, new, _who in marks])
    values = scoring.combine(before, way).value, scoring.combine(after, way).value
    return Turned(criterion, marks, *values, outcome)
