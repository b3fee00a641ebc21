"""A project is bought: a purchase is opened, its steps are taken, bids come in, one is awarded, or it fails."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import bid_policy, buying, notices
from guihua.commissioning import models as commissioning
from guihua.commissioning import procurement_policy as policy
from guihua.commissioning.actions import writing
from guihua.commissioning.models import BidState, ProcurementState
from guihua.commissioning.procurement_policy import Opening
from guihua.core import audit, clock, history, lifecycle
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory

Procurement = commissioning.Procurement
Bid = commissioning.Bid


@transaction.atomic
def begin(project: commissioning.Project, wanted: Opening, *, by: Any) -> Procurement:
    """The project is bought in this way from now on, or was, where it is under contract: then it is put on file afterwards.
    Whoever opens it says that nothing of the negative list is true of it."""
    project = writing.locked(commissioning.Project.objects.filter(pk=project.pk)).get()
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(
        pk=project.subdistrict_id
    )  # for the sum of a year
    refuse_if(policy.why_not_open(by, project, wanted))
    procurement = Procurement.objects.create(
        subdistrict_id=project.subdistrict_id,
        project=project,
        method=wanted.method,
        category=wanted.category,
        budget_fen=wanted.budget_fen,
        reason=wanted.reason,
        split_reason=wanted.split_reason,
        opened_on=clock.today(),
        cleared_by=by,
    )
    audit.record("procurement.opened", procurement, by=by, method=wanted.method.name, budget_fen=wanted.budget_fen)
    writing.change(project, {"method_id": wanted.method.pk}, by=by)
    if project.state == commissioning.ProjectState.PLANNED:
        lifecycle.move(project, commissioning.ProjectState.PROCURING, by=by)
    history.record(commissioning.Project, [project.pk], by=by)
    return procurement


@transaction.atomic
def take(procurement: Procurement, code: str, *, on: date, by: Any, why: str = "") -> commissioning.StepTaken:
    """A step was taken on a day."""
    procurement = locked(procurement)
    refuse_if(policy.why_not_take(by, procurement, code, on, why))
    return taken(procurement, code, on=on, why=why, by=by)


def taken(procurement: Procurement, code: str, *, on: date, by: Any, why: str = "") -> commissioning.StepTaken:
    """For verbs that are a step themselves, which lock and ask the policy."""
    step = commissioning.StepTaken.objects.create(procurement=procurement, code=code, on=on, why=why, by=by)
    audit.record("procurement.step_taken", procurement, by=by, step=code, on=str(on), why=why)
    return step


def note_signed(procurement: Procurement, *, on: date, why: str, by: Any) -> None:
    """The contract was signed on a day, or was on another than was said before. A reason is kept where that was too late."""
    step = procurement.method.steps.filter(code=policy.SIGNING).first()
    last = buying.last_day(step, procurement.done) if step else None
    why = why if last is not None and on > last else ""
    before = procurement.taken.filter(code=policy.SIGNING).first()
    if before is None:
        taken(procurement, policy.SIGNING, on=on, why=why, by=by)
    elif (before.on, before.why) != (on, why):
        old = {"on": str(before.on), "why": before.why}
        procurement.taken.filter(pk=before.pk).update(on=on, why=why)
        audit.record("procurement.step_taken", procurement, by=by, old=old, step=policy.SIGNING, on=str(on), why=why)


@transaction.atomic
def invite(procurement: Procurement, organisation: directory.Organisation, *, by: Any) -> Bid:
    """The organisation is asked for a bid."""
    procurement = locked(procurement)
    refuse_if(bid_policy.why_not_invite(by, procurement, organisation))
    return _invited(procurement, organisation, by)


def _invited(procurement: Procurement, organisation: directory.Organisation, by: Any) -> Bid:
    own = {"subdistrict_id": procurement.subdistrict_id, "procurement": procurement, "organisation": organisation}
    bid = Bid.objects.create(**own)
    audit.record("bid.invited", bid, by=by, organisation=organisation.credit_code)
    return bid


@transaction.atomic
def submit(procurement: Procurement, organisation: directory.Organisation, *, quote_fen: int, on: date, by: Any) -> Bid:
    """Its bid came in, at a price; of who was invited, or came of its own accord."""
    procurement = locked(procurement)
    refuse_if(bid_policy.why_not_enter_bid(by, procurement, organisation, on))
    return received(procurement, organisation, quote_fen=quote_fen, on=on, by=by)


def received(
    procurement: Procurement, organisation: directory.Organisation, *, quote_fen: int, on: date, by: Any
) -> Bid:
    """For verbs by which a bid comes in, which lock and ask the policy."""
    bid = procurement.bids.filter(organisation=organisation).first() or _invited(procurement, organisation, by)
    bid.quote_fen, bid.submitted_on = quote_fen, on
    bid.save(update_fields=["quote_fen", "submitted_on"])
    lifecycle.move(bid, BidState.SUBMITTED, by=by)
    return bid


@transaction.atomic
def withdraw(bid: Bid, *, why: str, by: Any) -> Bid:
    """Whoever bid takes it back before the deadline."""
    bid = _held(bid)
    refuse_if(bid_policy.why_not_withdraw_bid(by, bid))
    return _end_bid(bid, BidState.WITHDRAWN, why, by)


@transaction.atomic
def invalidate(bid: Bid, *, why: str, by: Any) -> Bid:
    """It does not count, for a reason."""
    bid = _held(bid)
    refuse_if(policy.why_not_judge(by, bid.procurement))
    bid = _end_bid(bid, BidState.INVALID, why, by)
    notices.purchase_decided(bid.procurement)
    return bid


@transaction.atomic
def seat(procurement: Procurement, *, name: str, unit: str, is_expert: bool, by: Any) -> commissioning.Judge:
    """Somebody more on the panel."""
    procurement = locked(procurement)
    refuse_if(policy.why_not_judge(by, procurement))
    judge = commissioning.Judge.objects.create(procurement=procurement, name=name, unit=unit, is_expert=is_expert)
    audit.record("procurement.judge_seated", procurement, by=by, is_expert=is_expert)
    return judge


@transaction.atomic
def unseat(judge: commissioning.Judge, *, by: Any) -> None:
    procurement = locked(judge.procurement)
    refuse_if(policy.why_not_judge(by, procurement))
    judge.delete()
    audit.record("procurement.judge_unseated", procurement, by=by)


@transaction.atomic
def award(bid: Bid, *, reason: str, on: date, by: Any, why: str = "") -> Procurement:
    """The bid wins: its organisation provides the project from now on."""
    bid = _held(bid)
    procurement = bid.procurement
    refuse_if(policy.why_not_award(by, bid, on, why))
    taken(procurement, "award", on=on, why=why, by=by)
    procurement.winner, procurement.award_reason = bid, reason
    procurement.save(update_fields=["winner", "award_reason"])
    lifecycle.move(procurement, ProcurementState.AWARDED, by=by, why=reason)
    project = writing.locked(commissioning.Project.objects.filter(pk=procurement.project_id)).get()
    writing.change(project, {"provider_id": bid.organisation_id}, by=by)
    history.record(commissioning.Project, [project.pk], by=by)
    notices.purchase_decided(procurement)
    return procurement


@transaction.atomic
def fail(procurement: Procurement, *, why: str, by: Any) -> Procurement:
    """Nobody can win it (废标); another purchase of the project may follow."""
    return _end(procurement, ProcurementState.FAILED, why, by)


@transaction.atomic
def give_up(procurement: Procurement, *, why: str, by: Any) -> Procurement:
    """It is not gone on with."""
    return _end(procurement, ProcurementState.WITHDRAWN, why, by)


def _end(procurement: Procurement, to: str, why: str, by: Any) -> Procurement:
    procurement = locked(procurement)
    refuse_if(policy.why_not_end(by, procurement))
    was_awarded = procurement.winner is not None
    procurement.ended_why = why
    procurement.save(update_fields=["ended_why"])
    lifecycle.move(procurement, to, by=by, why=why)
    _end_call(procurement, why, by)
    project = writing.locked(commissioning.Project.objects.filter(pk=procurement.project_id)).get()
    if was_awarded and not project.is_bought:
        writing.change(project, {"provider_id": None}, by=by)
        history.record(commissioning.Project, [project.pk], by=by)
    return procurement


def _end_call(procurement: Procurement, why: str, by: Any) -> None:
    """Nobody answers it any more; where its seals are whole, they stay so."""
    for call in procurement.calls.standing().sealed():
        call_off(call, why, by)
    notices.purchase_decided(procurement)


def call_off(call: commissioning.Call, why: str, by: Any) -> commissioning.Call:
    """For verbs that end a call, which lock and ask the policy. Whoever could answer it is told."""
    was_out = call.state == commissioning.CallState.OPEN
    call.why = why
    call.save(update_fields=["why"])
    lifecycle.move(call, commissioning.CallState.WITHDRAWN, by=by, why=why)
    if was_out:
        notices.call_changed(call, notices.CALLED_OFF.code, why=why)
    return call


def _end_bid(bid: Bid, to: str, why: str, by: Any) -> Bid:
    bid.why = why
    bid.save(update_fields=["why"])
    lifecycle.move(bid, to, by=by, why=why)
    return bid


def locked(procurement: Procurement) -> Procurement:
    """As it is now, held; also for the verbs of its call and of the proposals to it. Locked first and read afterwards: to a row
    for which a query waited, PostgreSQL joins what that row pointed to before."""
    Procurement.objects.select_for_update(of=("self",)).only("pk").get(pk=procurement.pk)
    return Procurement.objects.select_related("project__year", "method", "category", "winner").get(pk=procurement.pk)


def _held(bid: Bid) -> Bid:
    """The bid as it is now, with its purchase held."""
    procurement = locked(bid.procurement)
    found = Bid.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=bid.pk)
    found.procurement = procurement
    return found
