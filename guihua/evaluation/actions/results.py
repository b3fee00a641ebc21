"""A round is closed and comes to a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import refuse_if
from guihua.evaluation import digests, judged, notices
from guihua.evaluation import models as evaluation
from guihua.evaluation import result_policy as policy
from guihua.evaluation.actions import deciding

Round = evaluation.Round
State = evaluation.RoundState


@transaction.atomic
def draft(one: Round, *, by: Any) -> Round:
    """Nobody scores in it any more, and each project has its score and grade, for its provider to answer."""
    one = closed_to_all(one)
    refuse_if(policy.why_not_draft(by, one))
    deciding.take_midterms(one, by=by)
    now = clock.now()
    found = judged.of_round(one)
    for each in found:
        write(each, edition=1, by=by)
    one.drafted_at, one.reply_until = now, timezone.localdate(now) + timedelta(days=one.reply_days)
    one.save(update_fields=["drafted_at", "reply_until"])
    lifecycle.move(one, State.DRAFTED, by=by)
    audit.record("round.judged", one, by=by, projects=len(found), reply_until=str(one.reply_until))
    if by is not audit.SYSTEM:
        notices.drafted(one)
    return one


def closed_to_all(one: Round) -> Round:
    """The round, its projects and all their sheets are held, in this order: who begins, marks or submits a sheet holds its
    project first and reads the round's state after it. So one of them waits for the other."""
    Round.objects.select_for_update(of=("self",)).only("pk").get(pk=one.pk)
    entered = evaluation.RoundProject.objects.filter(round=one).order_by("pk")
    list(entered.select_for_update(of=("self",)).only("pk"))
    list(
        evaluation.ScoreSheet.objects.filter(entered__round=one)
        .order_by("pk")
        .select_for_update(of=("self",))
        .only("pk")
    )
    return Round.objects.select_related("rubric", "liaison_rubric", "year").get(pk=one.pk)


def write(one: judged.Judged, *, edition: int, by: Any, why: str = "") -> evaluation.Result:
    """For the verbs that bring a project to a score, each of which holds the project. `why`: what a later edition is there for."""
    if one.score is None:
        raise ValueError(one.entered)
    return evaluation.Result.objects.create(
        entered=one.entered,
        edition=edition,
        score=one.score,
        grade=one.grade,
        digest=digests.of_result(one),
        why=why,
        at=clock.now(),
        by=by,
    )
