"""A sheet is begun, marked as one goes, submitted for good, and opened again with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import moderating, moderation_notices, notices, said, scored
from guihua.evaluation import sheet_policy as policy
from guihua.evaluation.actions import samples
from guihua.evaluation.rubric_policy import why_not_seen
from guihua.evaluation.said import MarkSaid

Sheet = evaluation.ScoreSheet
State = evaluation.SheetState


@transaction.atomic
def begin(entered: evaluation.RoundProject, *, by: Any) -> Sheet:
    """The liaison officer's sheet of a project; there is one, however often it is begun."""
    entered = _locked_project(entered.pk)
    refuse_if(policy.why_not_score(by, entered))
    sheet, made = Sheet.objects.get_or_create(entered=entered, source=evaluation.Source.LIAISON)
    if made:
        _record("begun", sheet, by)
    return sheet


@transaction.atomic
def take_up(seat: evaluation.Seat, *, by: Any) -> Sheet:
    """The sheet of a seat on a panel; there is one, however often it is begun."""
    entered = _locked_project(seat.panel.entered_id)
    seat = evaluation.Seat.objects.select_related("assessor").get(pk=seat.pk)
    refuse_if(policy.why_not_judge(by, entered, seat) or policy.why_not_sit(by, entered, seat))
    about = {"entered": entered, "source": evaluation.Source.ASSESSORS}
    sheet, made = Sheet.objects.get_or_create(seat=seat, defaults=about)
    if made:
        _record("begun", sheet, by)
        samples.draw(entered, by=by)
    return sheet


@transaction.atomic
def mark(sheet: Sheet, marks: Mapping[int, MarkSaid], *, seen: int, by: Any) -> Sheet:
    """These criteria have these marks from now on; the others stay. `seen`: the revision that the scorer saw."""
    sheet = _locked(sheet)
    refuse_if(policy.why_not_write(by, sheet) or why_not_seen(sheet.revision, seen))
    rubric = scored.rubric_of(sheet)
    asked = {one.pk: one for one in scored.asked_of(sheet)}
    before = said.marks_of(sheet)
    changed = {key: one for key, one in marks.items() if key in asked and before.get(key, MarkSaid()) != one}
    for key, one in changed.items():
        refuse_if(policy.why_not_mark(asked[key], one, rubric.step))
    if changed:
        _write(sheet, changed)
        sheet.scorer, sheet.saved_at, sheet.revision = by, clock.now(), sheet.revision + 1
        sheet.save(update_fields=["scorer", "saved_at", "revision"])
        _record("marked", sheet, by, criteria=len(changed))
    return sheet


@transaction.atomic
def submit(sheet: Sheet, *, by: Any) -> Sheet:
    """It is locked from now on."""
    sheet = _locked(sheet)
    refuse_if(policy.why_not_write(by, sheet))
    lacking = policy.lacking(scored.asked_of(sheet), said.marks_of(sheet))
    refuse_if(next((refusal for _key, refusal in lacking), None))
    sheet.submitted_at, sheet.scorer = clock.now(), by
    sheet.state = State.SUBMITTED  # with its time, which the database looks at together
    sheet.save(update_fields=["submitted_at", "scorer", "state"])
    _record("submitted", sheet, by)
    if sheet.seat_id and by is not audit.SYSTEM and moderating.of(sheet.entered):
        moderation_notices.apart(sheet.entered)
    return sheet


@transaction.atomic
def reopen(sheet: Sheet, *, why: str, by: Any) -> Sheet:
    """Its scorer puts it right and submits it once more; that it was opened stays on file."""
    sheet = _locked(sheet)
    refuse_if(policy.why_not_reopen(by, sheet))
    evaluation.Reopening.objects.create(sheet=sheet, at=clock.now(), by=by, why=why)
    sheet.submitted_at, sheet.state = None, State.DRAFT
    sheet.save(update_fields=["submitted_at", "state"])
    _record("reopened", sheet, by, why=why)
    notices.reopened(sheet, by)
    return sheet


def _write(sheet: Sheet, marks: Mapping[int, MarkSaid]) -> None:
    rows = [evaluation.Mark(sheet=sheet, criterion_id=key, **vars(one)) for key, one in marks.items()]
    columns = ["points", "is_abstained", "comment"]
    evaluation.Mark.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["sheet", "criterion"], update_fields=columns
    )


def _locked(sheet: Sheet) -> Sheet:
    """Under the lock of its project in the round, too, under which a seat is left and a project is withdrawn."""
    _locked_project(sheet.entered_id)
    Sheet.objects.select_for_update(of=("self",)).only("pk").get(pk=sheet.pk)
    return Sheet.objects.with_all_that_it_asks().get(pk=sheet.pk)


def _locked_project(pk: int) -> evaluation.RoundProject:
    evaluation.RoundProject.objects.select_for_update(of=("self",)).only("pk").get(pk=pk)
    return evaluation.RoundProject.objects.select_related("round").get(pk=pk)


def _record(deed: str, sheet: Sheet, by: Any, **details: Any) -> None:
    """Whose it is stands in it, where it is one of several."""
    if sheet.seat_id:
        details["seat"] = sheet.seat_id
    audit.record(f"scoresheet.{deed}", sheet.entered.round, by=by, project=sheet.entered.project_id, **details)
