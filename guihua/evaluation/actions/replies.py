"""A provider answers a draft: written as one goes, sent once, answered by the office."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import notices
from guihua.evaluation import reply_policy as policy
from guihua.evaluation.rubric_policy import why_not_seen

Entered = evaluation.RoundProject
Reply = evaluation.Reply


@transaction.atomic
def write(entered: Entered, text: str, *, seen: int, by: Any) -> Reply:
    """What is typed so far; nobody else reads it. `seen`: the revision that the editor saw, 0 before there was any."""
    entered = _held(entered)
    refuse_if(policy.why_not_reply(by, entered))
    before = Reply.objects.filter(entered=entered).first()
    refuse_if(why_not_seen(before.revision if before else 0, seen))
    said = {"text": text, "saved_at": clock.now(), "by": by, "revision": seen + 1}
    reply, _made = Reply.objects.update_or_create(entered=entered, defaults=said)
    return reply


@transaction.atomic
def send(entered: Entered, text: str, *, seen: int, by: Any) -> Reply:
    """It stands from now on, and the office answers it."""
    reply = write(entered, text, seen=seen, by=by)
    reply.sent_at = clock.now()
    reply.save(update_fields=["sent_at"])
    audit.record("judging.replied", reply.entered.round, by=by, project=reply.entered.project_id)
    if by is not audit.SYSTEM:
        notices.replied(reply)
    return reply


@transaction.atomic
def answer(reply: Reply, text: str, *, by: Any) -> Reply:
    _held(reply.entered)
    reply = Reply.objects.select_related("entered__round", "entered__project").get(pk=reply.pk)
    refuse_if(policy.why_not_answer(by, reply))
    reply.answer, reply.answered_at, reply.answered_by = text, clock.now(), by
    reply.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record("judging.answered", reply.entered.round, by=by, project=reply.entered.project_id)
    if by is not audit.SYSTEM:
        notices.answered(reply)
    return reply


def _held(entered: Entered) -> Entered:
    """Whoever publishes the round holds its projects too."""
    Entered.objects.select_for_update(of=("self",)).only("pk").get(pk=entered.pk)
    return Entered.objects.select_related("round", "project").get(pk=entered.pk)
