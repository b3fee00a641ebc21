"""A panel talks over where its marks lie apart: each assessor changes their own with a reason, the office notes what was said."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import moderating, said, scored
from guihua.evaluation import moderation_policy as policy
from guihua.evaluation.rubric_policy import why_not_seen
from guihua.evaluation.said import MarkSaid

Sheet = evaluation.ScoreSheet
Entered = evaluation.RoundProject


@transaction.atomic
def change(
    sheet: Sheet, criterion: evaluation.Criterion, now: MarkSaid, *, why: str, seen: int, by: Any
) -> evaluation.MarkChange:
    """The sheet stays submitted; what it gave before stays on file. `seen`: the revision of the sheet that its scorer saw."""
    sheet = _held_sheet(sheet)
    refuse_if(policy.why_not_change(by, sheet, criterion.pk) or why_not_seen(sheet.revision, seen))
    before = said.marks_of(sheet)[criterion.pk]
    refuse_if(policy.why_not_become(criterion, before, now, scored.rubric_of(sheet).step))
    sheet.marks.filter(criterion=criterion).update(points=now.points, comment=now.comment)
    sheet.revision += 1
    sheet.save(update_fields=["revision"])
    told = {"old_points": before.points, "old_comment": before.comment, "new_points": now.points}
    one = evaluation.MarkChange.objects.create(
        sheet=sheet, criterion=criterion, new_comment=now.comment, why=why, at=clock.now(), by=by, **told
    )
    points = {"old": str(before.points), "new": str(now.points), "why": why}
    _record("changed", sheet.entered, by, criterion, seat=sheet.seat_id, **points)
    return one


@transaction.atomic
def note(entered: Entered, criterion: evaluation.Criterion, outcome: str, *, by: Any) -> evaluation.Moderation:
    """What was said of it, also where marks stay apart. Said again, it replaces what was noted."""
    entered = _held(entered)
    refuse_if(policy.why_not_note(by, entered, criterion.pk))
    talk = next(one for one in moderating.of(entered) if one.criterion.pk == criterion.pk)
    told = {"outcome": outcome, "spread": talk.spread, "at": clock.now(), "by": by}
    one, _made = evaluation.Moderation.objects.update_or_create(entered=entered, criterion=criterion, defaults=told)
    _record("noted", entered, by, criterion, outcome=outcome, spread=str(talk.spread))
    return one


def _held_sheet(sheet: Sheet) -> Sheet:
    """After its project, as everybody does who writes on a sheet, and who makes the draft."""
    _held(sheet.entered)
    Sheet.objects.select_for_update(of=("self",)).only("pk").get(pk=sheet.pk)
    return Sheet.objects.with_all_that_it_asks().get(pk=sheet.pk)


def _held(entered: Entered) -> Entered:
    Entered.objects.select_for_update(of=("self",)).only("pk").get(pk=entered.pk)
    return Entered.objects.select_related("round", "project").get(pk=entered.pk)


def _record(deed: str, entered: Entered, by: Any, criterion: evaluation.Criterion, **told: Any) -> None:
    audit.record(f"moderation.{deed}", entered.round, by=by, project=entered.project_id, criterion=criterion.pk, **told)
