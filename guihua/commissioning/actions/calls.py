"""A call is written, published, postponed or withdrawn; after its deadline the seals of what came in are broken (开标)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import call_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import notices, offers
from guihua.commissioning.actions import procurements, search_texts
from guihua.commissioning.models import BidState, CallState
from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import Refusal, Refused, refuse_if

Call = commissioning.Call


@transaction.atomic
def draft(procurement: commissioning.Procurement, *, asked: str, papers: str, deadline: datetime, by: Any) -> Call:
    """What a purchase asks providers for. Nobody but the office's sub-district reads it yet."""
    procurement = procurements.locked(procurement)
    refuse_if(policy.why_not_draft(by, procurement))
    refuse_if(policy.why_not_deadline(procurement, deadline))
    own = {"subdistrict_id": procurement.subdistrict_id, "procurement": procurement}
    call = Call.objects.create(**own, asked=asked, papers=papers, deadline=deadline)
    search_texts.keep(call)
    audit.record("call.drafted", call, by=by, deadline=policy.shown(deadline))
    return call


@transaction.atomic
def change(call: Call, *, asked: str, papers: str, deadline: datetime, seen: str, by: Any) -> Call:
    """A draft says this from now on. `seen` is the mark of what the editor saw."""
    call = held(call)
    refuse_if(policy.why_not_change(by, call))
    if offers.mark_of_call(call) != seen:
        raise Refused(Refusal("stale", _("这份草稿刚刚被别人改过。您填的都还在；看过改了什么，再保存。")))
    refuse_if(policy.why_not_deadline(call.procurement, deadline))
    _write(call, asked=asked, papers=papers, deadline=deadline)
    audit.record("call.changed", call, by=by, deadline=policy.shown(deadline))
    return call


@transaction.atomic
def publish(call: Call, *, deadline: datetime, by: Any) -> Call:
    """Providers may answer from now on until the deadline: those that were invited, or all where nobody was."""
    call = held(call)
    refuse_if(policy.why_not_publish(by, call, deadline))
    procurement = call.procurement
    if step := policy.release_due(procurement):
        procurements.taken(procurement, step.code, on=clock.today(), by=by)
    invited = procurement.bids.filter(state=BidState.INVITED).exists()
    _write(call, deadline=deadline, is_by_invitation=invited, published_at=clock.now(), published_by=by)
    lifecycle.move(call, CallState.OPEN, by=by)
    notices.call_changed(call, notices.CALLED.code)
    return call


@transaction.atomic
def postpone(call: Call, *, deadline: datetime, why: str, by: Any) -> commissioning.Postponement:
    """Providers have more time."""
    call = held(call)
    refuse_if(policy.why_not_postpone(by, call, deadline))
    told = {"before": call.deadline, "after": deadline, "why": why}
    moved = commissioning.Postponement.objects.create(call=call, **told, at=clock.now(), by=by)
    _write(call, deadline=deadline)
    audit.record("call.postponed", call, by=by, deadline=policy.shown(deadline), why=why)
    notices.call_changed(call, notices.POSTPONED.code, why=why)
    return moved


@transaction.atomic
def withdraw(call: Call, *, why: str, by: Any) -> Call:
    """Nobody answers it any more, and what came in stays sealed."""
    call = held(call)
    refuse_if(policy.why_not_withdraw(by, call))
    return procurements.call_off(call, why, by)


@transaction.atomic
def unseal(call: Call, *, by: Any) -> Call:
    """The deadline is over: each proposal that came in is a bid from now on, for the office to read."""
    call = held(call)
    refuse_if(policy.why_not_unseal(by, call))
    _write(call, unsealed_at=clock.now(), unsealed_by=by)
    procurement = call.procurement
    for proposal in call.proposals.submitted().select_related("organisation"):
        on = timezone.localdate(proposal.submitted_at)
        bid = procurements.received(procurement, proposal.organisation, quote_fen=proposal.quote_fen or 0, on=on, by=by)
        proposal.bid = bid
        proposal.save(update_fields=["bid"])
    procurements.taken(procurement, policy.DEADLINE, on=timezone.localdate(call.deadline), by=by)
    audit.record("call.unsealed", call, by=by, proposals=call.proposals.submitted().count())
    return call


def held(call: Call) -> Call:
    """The call as it is now, with its purchase held: whatever is done to a purchase is done one after another."""
    procurement = procurements.locked(call.procurement)
    found = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    found.procurement = procurement
    return found


def _write(call: Call, **values: Any) -> None:
    for name, value in values.items():
        setattr(call, name, value)
    call.save(update_fields=list(values))
    search_texts.keep(call)
