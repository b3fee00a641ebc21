"""What stands against a proposal being screened, asked about or explained: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import BidState, Proposal, Screening
from guihua.commissioning.procurement_policy import why_not_judge
from guihua.commissioning.proposal_policy import why_not_run
from guihua.core import clock
from guihua.core.refusal import Refusal


def why_not_screen(user: Any, proposal: Proposal, found: str, why: str) -> Refusal | None:
    """Between the opening and the review. One that does not meet the call needs a reason, and is out."""
    if refusal := why_not_look(user, proposal):
        return refusal
    if found == Screening.NOT_MET and not why:
        return Refusal("why", _("请写哪里不符合。"))
    return None


def why_not_look(user: Any, proposal: Proposal) -> Refusal | None:
    """Whether the office may still decide anything about it."""
    if refusal := why_not_judge(user, proposal.call.procurement):
        return refusal
    if proposal.bid is None:
        return Refusal("sealed", _("还没有开标。"))
    if proposal.bid.state != BidState.SUBMITTED:
        return Refusal("out", _("这份响应方案已经%(state)s。") % {"state": proposal.bid.get_state_display()})
    return None


def why_not_ask(user: Any, proposal: Proposal, due_on: date) -> Refusal | None:
    if refusal := why_not_look(user, proposal):
        return refusal
    if due_on < clock.today():
        return Refusal("due_on", _("最迟答复日期不能早于今天。"))
    return None


def why_not_answer(user: Any, asked: commissioning.Clarification) -> Refusal | None:
    """By the provider's manager, once, until the day that was named."""
    if refusal := why_not_run(user, asked.proposal.organisation):
        return refusal
    if asked.answered_at:
        return Refusal("answered", _("这个问题已经答复过了。"))
    if clock.today() > asked.due_on:
        return Refusal("late", _("最迟 %(day)s 答复，已经过了。请联系街道办公室。") % {"day": asked.due_on.isoformat()})
    return None
