"""Calls of a demonstration's office, and what providers wrote: sent and sealed, or still a draft."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from guihua.commissioning import offers
from guihua.commissioning.actions import calls, procurements, proposals
from guihua.commissioning.models import BudgetCategory, Call, Procurement, Proposal
from guihua.commissioning.offers import IndicatorLine
from guihua.core import audit, clock
from guihua.demo import texts
from guihua.demo.purchases import HUNDRED, Buyer, Wanted
from guihua.directory.models import Organisation

FALL = 4  # per cent of the budget by which one quote lies below another, at most


def call(buyer: Buyer, procurement: Procurement, wanted: Wanted, way: dict[str, Any]) -> Call:
    """For a purchase that was released: written, and where told published and answered by so many."""
    told = texts.load("calls")
    for provider in buyer.providers[: way.get("invited", 0)]:
        procurements.invite(procurement, provider, by=buyer.by)
    asked = told["asked"] % {"project": procurement.project.name}
    deadline = _deadline(wanted, told)
    made = calls.draft(procurement, asked=asked, papers="", deadline=deadline, by=buyer.by)
    if way["call"] == "draft":
        return made
    made = calls.publish(made, deadline=deadline, by=buyer.by)
    made.published_at = _moment(wanted.days["release"], told["hour"] - 7)
    made.save(update_fields=["published_at"])
    for provider in buyer.providers[1 : 1 + way.get("answers", 0)]:
        proposals.submit(_written(buyer, made, provider, wanted, told), by=audit.SYSTEM)
    if way.get("drafts"):
        _begun(made, buyer.providers[0], told)
    return made


def _deadline(wanted: Wanted, told: dict[str, Any]) -> datetime:
    """As early as the way of buying allows, and some working days from now."""
    return _moment(max(wanted.days["deadline"], clock.workdays_after(clock.today(), told["workdays"])), told["hour"])


def _moment(day: Any, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _written(buyer: Buyer, made: Call, provider: Organisation, wanted: Wanted, told: dict[str, Any]) -> Proposal:
    quote = wanted.budget_fen * (100 - buyer.chance.randint(0, FALL)) // 100
    quote -= quote % HUNDRED
    values = {
        "plan": told["plan"],
        "staff": told["staff"],
        "indicators": tuple(IndicatorLine(*line) for line in told["indicators"]),
        "budget": _budget(made, quote, told),
        "quote_fen": quote,
    }
    return _save(proposals.begin(made, provider, by=audit.SYSTEM), values)


def _begun(made: Call, provider: Organisation, told: dict[str, Any]) -> Proposal:
    return _save(proposals.begin(made, provider, by=audit.SYSTEM), {"plan": told["draft"]})


def _save(proposal: Proposal, values: dict[str, Any]) -> Proposal:
    return proposals.save(proposal, values, seen=offers.marks(offers.said(proposal)), by=audit.SYSTEM)


def _budget(made: Call, quote: int, told: dict[str, Any]) -> dict[int, int]:
    """Whole hundreds of yuan by heading."""
    headings = list(BudgetCategory.objects.kept_by(made.subdistrict))
    shares = dict(told["shares"])
    parts = {one.pk: quote * shares[one.name] // 100 // HUNDRED * HUNDRED for one in headings[:-1]}
    return {**parts, headings[-1].pk: quote - sum(parts.values())}
