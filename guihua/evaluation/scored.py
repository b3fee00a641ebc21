"""What the sheets say, as the arithmetic wants it."""

from __future__ import annotations

from decimal import Decimal

from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import scoring
from guihua.evaluation.calc.exact import rounded, total


def rubric_of(sheet: evaluation.ScoreSheet) -> evaluation.Rubric:
    """By which it is scored. ValueError: its round has none, and so never began."""
    one = sheet.entered.round
    found = one.liaison_rubric if sheet.source == evaluation.Source.LIAISON else one.rubric
    if found is None:
        raise ValueError(sheet)
    return found


def criteria_of(rubric: evaluation.Rubric) -> list[evaluation.Criterion]:
    """In the order of the sheet."""
    rows = evaluation.Criterion.objects.filter(dimension__rubric=rubric).select_related("dimension")
    return list(rows.order_by("dimension__position", "position"))


def asked_of(sheet: evaluation.ScoreSheet) -> list[evaluation.Criterion]:
    """In the order of the sheet, those that its scorer is asked: about money who knows about money. What was marked was asked,
    whatever is said since of what they know."""
    criteria, seat = criteria_of(rubric_of(sheet)), sheet.seat
    if seat is None:
        return criteria
    marked = {one.criterion_id for one in sheet.marks.all()} if sheet.pk else set()
    return [one for one in criteria if one.pk in marked or (sheet.is_draft and seat.assessor.knows(one.expertise))]


def points_of(sheet: evaluation.ScoreSheet) -> Decimal:
    """What it gives so far, out of the rubric's points."""
    return total(one.points for one in sheet.marks.all() if one.points is not None)


def score_of(sheet: evaluation.ScoreSheet, criteria: list[evaluation.Criterion]) -> Decimal | None:
    """Out of a hundred, over what it did not abstain from, with the round's decimals; None where it abstained from all."""
    asked = [scoring.Criterion(one.pk, one.dimension_id, one.points) for one in criteria]
    marks = {one.criterion_id: one.points for one in sheet.marks.all()}
    exact = scoring.sheet_score(asked, scoring.Sheet(sheet.pk, marks))
    return None if exact is None else rounded(exact, sheet.entered.round.places)
