"""After the opening: the office looks whether each proposal is what was asked for, asks back, and its provider answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import notices
from guihua.commissioning import screening_policy as policy
from guihua.commissioning.actions import procurements, proposals
from guihua.commissioning.models import Screening
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if

Proposal = commissioning.Proposal
Clarification = commissioning.Clarification


@transaction.atomic
def screen(proposal: Proposal, found: str, *, why: str, by: Any) -> Proposal:
    """It is what the call asks for, is shortlisted, or is not; then its bid does not count, for the reason."""
    proposal = proposals.held(proposal)
    refuse_if(policy.why_not_screen(by, proposal, found, why))
    proposal.screening, proposal.screening_why = found, why
    proposal.save(update_fields=["screening", "screening_why"])
    audit.record("proposal.screened", proposal, by=by, found=found, why=why)
    if found == Screening.NOT_MET and proposal.bid:
        procurements.invalidate(proposal.bid, why=why, by=by)
    return proposal


@transaction.atomic
def ask(proposal: Proposal, *, question: str, due_on: date, by: Any) -> Clarification:
    """The provider is asked something, to be answered by a day. These two alone read it, and those who oversee."""
    proposal = proposals.held(proposal)
    refuse_if(policy.why_not_ask(by, proposal, due_on))
    told = {"question": question, "due_on": due_on, "asked_at": clock.now(), "asked_by": by}
    asked = Clarification.objects.create(proposal=proposal, **told)
    audit.record("proposal.asked_back", proposal, by=by, due_on=due_on.isoformat())
    notices.asked_back(asked)
    return asked


@transaction.atomic
def answer(asked: Clarification, *, answer: str, by: Any) -> Clarification:
    """Once; both stay on record."""
    proposal = proposals.held(asked.proposal)
    asked = Clarification.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    asked.proposal = proposal
    refuse_if(policy.why_not_answer(by, asked))
    asked.answer, asked.answered_at, asked.answered_by = answer, clock.now(), by
    asked.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record("proposal.clarified", proposal, by=by)
    notices.clarified(asked)
    return asked
