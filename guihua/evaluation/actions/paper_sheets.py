"""Sheets that were filled in on paper, before there was a screen for it, are put on file as they are: whole, and locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.core.refusal import Refusal, refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import scored
from guihua.evaluation import sheet_policy as policy
from guihua.evaluation.said import MarkSaid

Sheet = evaluation.ScoreSheet


@dataclass(frozen=True)
class Paper:
    """One sheet: of a seat, or of the project's liaison officer; with all that it asks, by criterion. `scorer`: whose account wrote
    it, where they have one."""

    seat: evaluation.Seat | None
    marks: dict[int, MarkSaid]
    at: datetime
    scorer: int | None = None


@transaction.atomic
def put_on_file(entered: evaluation.RoundProject, papers: Sequence[Paper], *, by: Any) -> list[Sheet]:
    """All sheets of a project, as if each had been begun, marked and submitted at its time. One that lacks something is refused,
    and with it all of them."""
    evaluation.RoundProject.objects.select_for_update(of=("self",)).only("pk").get(pk=entered.pk)
    entered = evaluation.RoundProject.objects.select_related("round__rubric", "round__liaison_rubric").get(
        pk=entered.pk
    )
    refuse_if(policy.why_not_file(by, entered))
    sheets = [_sheet(entered, one) for one in papers]
    rubrics = {source: scored.rubric_of(sheet) for source, sheet in {one.source: one for one in sheets}.items()}
    asked = {source: scored.criteria_of(rubric) for source, rubric in rubrics.items()}
    for sheet, paper in zip(sheets, papers, strict=True):
        refuse_if(_why_not(paper, asked[sheet.source], rubrics[sheet.source].step))
    made = Sheet.objects.bulk_create(sheets)
    evaluation.Mark.objects.bulk_create(
        evaluation.Mark(sheet=sheet, criterion_id=key, **vars(mark))
        for sheet, paper in zip(made, papers, strict=True)
        for key, mark in paper.marks.items()
    )
    audit.record("scoresheet.filed", entered.round, by=by, project=entered.project_id, sheets=len(made))
    return made


def _sheet(entered: evaluation.RoundProject, paper: Paper) -> Sheet:
    source = evaluation.Source.ASSESSORS if paper.seat else evaluation.Source.LIAISON
    times = {"saved_at": paper.at, "submitted_at": paper.at, "state": evaluation.SheetState.SUBMITTED}
    return Sheet(entered=entered, source=source, seat=paper.seat, scorer_id=paper.scorer, **times)


def _why_not(paper: Paper, criteria: Sequence[evaluation.Criterion], step: Decimal) -> Refusal | None:
    """What a screen would have refused."""
    asked = [one for one in criteria if paper.seat is None or paper.seat.assessor.knows(one.expertise)]
    wrong = (policy.why_not_mark(one, paper.marks.get(one.pk, MarkSaid()), step) for one in asked)
    lacking = (refusal for _key, refusal in policy.lacking(asked, paper.marks))
    return next((refusal for refusal in chain(wrong, lacking) if refusal), None)
