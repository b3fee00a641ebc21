"""A provider contests a published result: written as one goes, sent once, admitted or refused, looked at again, decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.core.wording import as_recorded
from guihua.evaluation import appeal_notices as notices
from guihua.evaluation import appeal_policy as policy
from guihua.evaluation import digests, judged, look_policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import publishing, results
from guihua.evaluation.rubric_policy import why_not_seen

Entered = evaluation.RoundProject
Appeal = evaluation.Appeal
State = evaluation.AppealState
WHY = gettext_lazy("申诉成立，申诉的指标按复评的分算")


@transaction.atomic
def write(entered: Entered, reasons: Mapping[int, str], *, seen: int, by: Any) -> Appeal:
    """What is typed so far: by criterion why it is contested; without a reason it is not. Nobody else reads it."""
    entered = held(entered)
    refuse_if(policy.why_not_appeal(by, entered) or policy.why_not_contest(entered, reasons.keys()))
    before = Appeal.objects.filter(entered=entered).first()
    refuse_if(why_not_seen(before.revision if before else 0, seen))
    told = {"saved_at": clock.now(), "by": by, "revision": seen + 1}
    appeal, _made = Appeal.objects.update_or_create(entered=entered, defaults=told)
    appeal.points.all().delete()
    rows = [evaluation.AppealPoint(appeal=appeal, criterion_id=key, reason=why) for key, why in reasons.items() if why]
    evaluation.AppealPoint.objects.bulk_create(rows)
    return appeal


@transaction.atomic
def send(entered: Entered, reasons: Mapping[int, str], *, seen: int, by: Any) -> Appeal:
    """It stands from now on, and the office admits or refuses it."""
    appeal = write(entered, reasons, seen=seen, by=by)
    refuse_if(policy.why_not_send(reasons))
    appeal.sent_at, appeal.state = clock.now(), State.SENT
    appeal.save(update_fields=["sent_at", "state"])
    _told("sent", appeal, by, criteria=appeal.points.count())
    if by is not audit.SYSTEM:
        notices.sent(appeal)
    return appeal


@transaction.atomic
def refuse(appeal: Appeal, why: str, *, by: Any) -> Appeal:
    """It is out of scope, and the result stands."""
    appeal = _locked(appeal)
    refuse_if(policy.why_not_answer(by, appeal))
    _answer(appeal, State.REFUSED, why, by)
    _told("refused", appeal, by, why=why)
    if by is not audit.SYSTEM:
        notices.answered(appeal)
    return appeal


@transaction.atomic
def admit(appeal: Appeal, assessors: Sequence[evaluation.Assessor], *, why: str = "", by: Any) -> Appeal:
    """These, who were not on the panel, look again at what is contested."""
    appeal = _locked(appeal)
    refuse_if(policy.why_not_answer(by, appeal) or policy.why_not_enough(appeal, assessors))
    _answer(appeal, State.LOOKING, why, by)
    _call(appeal, assessors)
    _told("admitted", appeal, by, assessors=[one.pk for one in assessors], why=why)
    if by is not audit.SYSTEM:
        notices.answered(appeal)
        notices.asked(appeal)
    return appeal


@transaction.atomic
def add(appeal: Appeal, assessors: Sequence[evaluation.Assessor], *, by: Any) -> Appeal:
    """They look again, too."""
    appeal = _locked(appeal)
    refuse_if(policy.why_not_call(by, appeal))
    _call(appeal, assessors)
    _told("widened", appeal, by, assessors=[one.pk for one in assessors])
    if by is not audit.SYSTEM:
        notices.asked(appeal)
    return appeal


@transaction.atomic
def release(look: evaluation.SecondLook, *, why: str, by: Any) -> evaluation.SecondLook:
    """They do not look again after all; that they were asked stays on file with the reason."""
    appeal = _locked(look.appeal)
    look = appeal.looks.select_related("assessor").get(pk=look.pk)
    refuse_if(policy.why_not_call(by, appeal) or look_policy.why_not_leave(look))
    look.left_at, look.left_why = clock.now(), why
    look.save(update_fields=["left_at", "left_why"])
    _told("released", appeal, by, assessor=look.assessor_id, why=why)
    return look


@transaction.atomic
def decide(appeal: Appeal, why: str, *, is_upheld: bool, by: Any, on: date | None = None) -> Appeal:
    """Upheld: what is contested counts by the second look, and a later edition takes the result's place. Dismissed: it stands.
    `on`: the day on which commissioning is told, where an appeal of earlier is put on file."""
    appeal = _locked(appeal)
    refuse_if(policy.why_not_decide(by, appeal) or (policy.why_not_uphold(appeal) if is_upheld else None))
    appeal.state = State.UPHELD if is_upheld else State.DISMISSED
    appeal.decision, appeal.decided_at, appeal.decided_by = why, clock.now(), by
    appeal.digest = digests.of_appeal(appeal)
    appeal.save(update_fields=["state", "decision", "decided_at", "decided_by", "digest"])
    _told(str(appeal.state), appeal, by, why=why)
    if is_upheld:
        _take_its_place(appeal.entered, on or clock.today(), by)
    if by is not audit.SYSTEM:
        notices.decided(appeal)
    return appeal


def _take_its_place(entered: Entered, on: date, by: Any) -> None:
    last = entered.results.aggregate(last=Max("edition"))["last"]
    results.write(judged.of(entered), edition=last + 1, by=by, why=as_recorded(WHY))
    publishing.release(entered.round, on=on, by=by, only=entered.pk)


def _answer(appeal: Appeal, state: State, why: str, by: Any) -> None:
    appeal.state, appeal.answer, appeal.answered_at, appeal.answered_by = state, why, clock.now(), by
    appeal.save(update_fields=["state", "answer", "answered_at", "answered_by"])


def _call(appeal: Appeal, assessors: Sequence[evaluation.Assessor]) -> None:
    for one in assessors:
        refuse_if(look_policy.why_not_chosen(appeal, one))
        evaluation.SecondLook.objects.create(appeal=appeal, assessor=one)
    appeal.refresh_from_db()  # with them


def held(entered: Entered) -> Entered:
    """All that becomes of an appeal holds its project in the round first, as its second looks do."""
    Entered.objects.select_for_update(of=("self",)).only("pk").get(pk=entered.pk)
    rubrics = ("round__rubric", "round__liaison_rubric", "project")
    return Entered.objects.select_related(*rubrics).get(pk=entered.pk)


def _locked(appeal: Appeal) -> Appeal:
    entered = held(appeal.entered)
    found = Appeal.objects.whole().get(pk=appeal.pk)
    found.entered = entered
    return found


def _told(verb: str, appeal: Appeal, by: Any, **told: Any) -> None:
    audit.record(f"appeal.{verb}", appeal.entered.round, by=by, project=appeal.entered.project_id, **told)
