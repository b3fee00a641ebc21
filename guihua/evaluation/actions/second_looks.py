"""Who was asked looks again: marks as one goes, submitted for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import appeal_notices as notices
from guihua.evaluation import look_policy as policy
from guihua.evaluation import looking, sheet_policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions.appeals import held
from guihua.evaluation.rubric_policy import why_not_seen
from guihua.evaluation.said import MarkSaid

Look = evaluation.SecondLook


@transaction.atomic
def mark(look: Look, marks: Mapping[int, MarkSaid], *, seen: int, by: Any) -> Look:
    """These contested criteria have these marks from now on."""
    look = _locked(look)
    refuse_if(policy.why_not_write(by, look) or why_not_seen(look.revision, seen))
    asked = {one.criterion.pk: one.criterion for one in looking.asked_of(look)}
    rubric = look.appeal.entered.round.rubric
    given = {key: one for key, one in marks.items() if key in asked}
    for key, one in given.items():
        refuse_if(sheet_policy.why_not_mark(asked[key], one, rubric.step) if rubric else None)
    for key, one in given.items():
        evaluation.SecondMark.objects.update_or_create(look=look, criterion_id=key, defaults=vars(one))
    look.saved_at, look.revision = clock.now(), look.revision + 1
    look.save(update_fields=["saved_at", "revision"])
    return look


@transaction.atomic
def hand_in(look: Look, marks: Mapping[int, MarkSaid], *, seen: int, by: Any) -> Look:
    """Marked and submitted at once."""
    return submit(mark(look, marks, seen=seen, by=by), by=by)


@transaction.atomic
def submit(look: Look, *, by: Any) -> Look:
    """It is locked from now on."""
    look = _locked(look)
    refuse_if(policy.why_not_write(by, look))
    asked = [one.criterion for one in looking.asked_of(look)]
    refuse_if(next((refusal for _key, refusal in sheet_policy.lacking(asked, looking.marks_of(look))), None))
    look.state, look.submitted_at = evaluation.SheetState.SUBMITTED, clock.now()
    look.save(update_fields=["state", "submitted_at"])
    entered = look.appeal.entered
    audit.record("appeal.looked", entered.round, by=by, project=entered.project_id, assessor=look.assessor_id)
    if by is not audit.SYSTEM and not look.appeal.looks.taken().filter(state=evaluation.SheetState.DRAFT).exists():
        notices.looked(look.appeal)
    return look


def _locked(look: Look) -> Look:
    """After its project, which is held by who decides the appeal."""
    held(look.appeal.entered)
    return Look.objects.with_all_that_it_asks().get(pk=look.pk)
