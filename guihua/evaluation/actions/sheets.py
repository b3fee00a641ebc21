"""A sheet is begun, marked as one goes, submitted for good, and opened again with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import notices, said, scored
from guihua.evaluation import sheet_policy as policy
from guihua.evaluation.rubric_policy import why_not_seen
from guihua.evaluation.said import MarkSaid

Sheet = evaluation.ScoreSheet
State = evaluation.SheetState


@transaction.atomic
def begin(entered: evaluation.RoundProject, *, by: Any) -> Sheet:
    """The liaison officer's sheet of a project; there is one, however often it is begun."""
    evaluation.RoundProject.objects.select_for_update(of=("self",)).get(pk=entered.pk)
    entered = evaluation.RoundProject.objects.select_related("round").get(pk=entered.pk)
    refuse_if(policy.why_not_score(by, entered))
    sheet, made = Sheet.objects.get_or_create(entered=entered, source=evaluation.Source.LIAISON)
    if made:
        audit.record("scoresheet.begun", entered.round, by=by, project=entered.project_id)
    return sheet


@transaction.atomic
def mark(sheet: Sheet, marks: Mapping[int, MarkSaid], *, seen: int, by: Any) -> Sheet:
    """These criteria have these marks from now on; the others stay. `seen`: the revision that the scorer saw."""
    sheet = _locked(sheet)
    refuse_if(policy.why_not_write(by, sheet) or why_not_seen(sheet.revision, seen))
    rubric = scored.rubric_of(sheet)
    asked = {one.pk: one for one in scored.criteria_of(rubric)}
    before = said.marks_of(sheet)
    changed = {key: one for key, one in marks.items() if key in asked and before.get(key, MarkSaid()) != one}
    for key, one in changed.items():
        refuse_if(policy.why_not_mark(asked[key], one, rubric.step))
        sheet.marks.update_or_create(criterion=asked[key], defaults=vars(one))
    if changed:
        sheet.scorer, sheet.saved_at, sheet.revision = by, clock.now(), sheet.revision + 1
        sheet.save(update_fields=["scorer", "saved_at", "revision"])
        audit.record(
            "scoresheet.marked", sheet.entered.round, by=by, project=sheet.entered.project_id, criteria=len(changed)
        )
    return sheet


@transaction.atomic
def submit(sheet: Sheet, *, by: Any) -> Sheet:
    """It is locked from now on."""
    sheet = _locked(sheet)
    refuse_if(policy.why_not_write(by, sheet))
    criteria = scored.criteria_of(scored.rubric_of(sheet))
    refuse_if(next((refusal for _key, refusal in policy.lacking(criteria, said.marks_of(sheet))), None))
    sheet.submitted_at, sheet.scorer = clock.now(), by
    sheet.state = State.SUBMITTED  # with its time, which the database looks at together
    sheet.save(update_fields=["submitted_at", "scorer", "state"])
    audit.record("scoresheet.submitted", sheet.entered.round, by=by, project=sheet.entered.project_id)
    return sheet


@transaction.atomic
def reopen(sheet: Sheet, *, why: str, by: Any) -> Sheet:
    """Its scorer puts it right and submits it once more; that it was opened stays on file."""
    sheet = _locked(sheet)
    refuse_if(policy.why_not_reopen(by, sheet))
    evaluation.Reopening.objects.create(sheet=sheet, at=clock.now(), by=by, why=why)
    sheet.submitted_at, sheet.state = None, State.DRAFT
    sheet.save(update_fields=["submitted_at", "state"])
    audit.record("scoresheet.reopened", sheet.entered.round, by=by, project=sheet.entered.project_id, why=why)
    notices.reopened(sheet, by)
    return sheet


def _locked(sheet: Sheet) -> Sheet:
    Sheet.objects.select_for_update(of=("self",)).only("pk").get(pk=sheet.pk)
    rows = Sheet.objects.select_related("entered__round__liaison_rubric", "entered__round__rubric", "entered__project")
    return rows.get(pk=sheet.pk)
