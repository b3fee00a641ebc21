"""How a project is bought: the steps and their days, who bid, who judged, who won, and what may be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import buying, policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import procurement_policy as rules
from guihua.commissioning.calc.clocks import Standing
from guihua.commissioning.models import BidState, ProcurementState
from guihua.desk import buying_papers
from guihua.desk.views import projects

TO_BE_TAKEN = {Standing.OPEN, Standing.SOON, Standing.LAPSED}


def project_buying(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who oversee the programme."""
    rows = commissioning.Project.objects.overseen_by(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    seen = commissioning.Procurement.objects.visible_to(request.user).filter(project=found)
    with_all = seen.with_archive().select_related("project__year", "category", "cleared_by", "winner__organisation")
    purchases = list(with_all)
    now = next((one for one in purchases if one.state in (ProcurementState.RUNNING, ProcurementState.AWARDED)), None)
    may_edit = policy.why_not_edit(request.user, found) is None
    context = {
        **projects.frame(request, found, "buying"),
        "now": now,
        "earlier": [one for one in purchases if one is not now],
        "may_begin": rules.why_not_begin(request.user, found) is None,
        **buying_papers.of(purchases, may_edit),
        **(_of(now, request.user, may_edit) if now else {}),
    }
    return render(request, "desk/project_buying.html", context)


def _of(procurement: commissioning.Procurement, user: Any, may_edit: bool) -> dict[str, Any]:
    done = procurement.done
    is_running = procurement.state == ProcurementState.RUNNING
    bids = list(procurement.bids.select_related("organisation", "proposal"))
    out = procurement.calls.out().first()
    return {
        "steps": [_step(one, procurement, may_edit) for one in buying.steps_of(procurement)],
        "bids": [_bid(one, procurement, done, may_edit and is_running) for one in bids],
        "valid": sum(one.state == BidState.SUBMITTED for one in bids),
        "panel": procurement.panel.all(),
        "may_bid": may_edit and is_running and "review" not in done,
        "may_end": rules.why_not_end(user, procurement) is None,
        "may_enter": out is None,
        "may_invite": out is None or out.is_by_invitation,
        **_called(procurement, may_edit and is_running and "deadline" not in done),
        **_together(procurement),
    }


def _called(procurement: commissioning.Procurement, may: bool) -> dict[str, Any]:
    """Its call, with how many proposals came in; whether one may be written."""
    call = procurement.calls.standing().first()
    came = call.proposals.submitted().count() if call else 0
    return {
        "call": call,
        "standing": call.standing if call else "",
        "came": came,
        "may_call": may and call is None and not procurement.project.is_bought,
    }


def _step(one: buying.Shown, procurement: commissioning.Procurement, may_edit: bool) -> dict[str, Any]:
    """A step, how it stands in words, and whether it may be registered here."""
    by_hand = rules.why_not_by_hand(procurement, one.step) is None
    return {
        "shown": one,
        "may_take": may_edit and by_hand and one.standing in TO_BE_TAKEN,
    }


def _bid(
    bid: commissioning.Bid, procurement: commissioning.Procurement, done: dict[str, Any], may: bool
) -> dict[str, Any]:
    is_in = bid.state == BidState.SUBMITTED
    return {
        "one": bid,
        "is_winner": procurement.winner_id == bid.pk,
        "may_award": may and is_in and "report" in done,
        "may_withdraw": may and is_in and "deadline" not in done,
        "proposal": bid.proposal.pk if hasattr(bid, "proposal") else None,
        "may_be_invalid": may and is_in and "review" not in done,
    }


def _together(procurement: commissioning.Procurement) -> dict[str, Any]:
    """What of the category was bought without a tender in the year, against the limit."""
    year = procurement.project.year.year
    rows = commissioning.Procurement.objects.without_tender(procurement.category, year)
    return {"together_fen": rows.budget_fen(), "limit_year": year}
