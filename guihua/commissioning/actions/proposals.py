"""A provider writes its proposal to a call, sends it, and takes it back before the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers
from guihua.commissioning import proposal_policy as policy
from guihua.commissioning.actions import calls
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import ProposalState
from guihua.core import audit, clock, lifecycle, secrecy, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory

Proposal = commissioning.Proposal
ProposalFile = commissioning.ProposalFile


class Clashed(Refused):
    """A colleague saved something else in these parts since the editor saw them."""

    def __init__(self, refusal: Refusal, parts: list[str]) -> None:
        super().__init__(refusal)
        self.parts = parts


@transaction.atomic
def begin(call: commissioning.Call, organisation: directory.Organisation, *, by: Any) -> Proposal:
    """The provider's draft; where there is one already, one goes on with it."""
    call = calls.held(call)
    refuse_if(policy.why_not_run(by, organisation))
    if begun := call.proposals.filter(organisation=organisation).first():
        return begun
    refuse_if(policy.why_not_begin(by, call, organisation))
    own = {"subdistrict_id": call.subdistrict_id, "call": call, "organisation": organisation}
    wrapped, _key = secrecy.new_wrapped_key()
    proposal = Proposal.objects.create(**own, data_key=wrapped, saved_at=clock.now(), saved_by=by)
    audit.record("proposal.began", proposal, by=by)
    return proposal


@transaction.atomic
def save(
    proposal: Proposal, values: offers.Values, *, seen: Mapping[str, str], by: Any, quietly: bool = False
) -> Proposal:
    """The draft says this from now on, in the parts that are given. `seen` are the marks of what the editor saw in each.
    `quietly`: by the page itself while somebody types, every few seconds; the trail would drown in it.

    Raises Clashed, and writes nothing, where a colleague changed a part that the editor changes otherwise.
    """
    proposal = locked(proposal)
    refuse_if(policy.why_not_write(by, proposal))
    now = offers.said(proposal)
    mine, both = offers.merged(now, values, seen)
    if both:
        raise Clashed(_clash(proposal), both)
    if mine:
        _write(proposal, mine)
        proposal.saved_at, proposal.saved_by = clock.now(), by
        proposal.save(update_fields=["saved_at", "saved_by"])
        if not quietly:
            audit.record("proposal.saved", proposal, by=by, parts=sorted(mine))
    return proposal


@transaction.atomic
def add_file(proposal: Proposal, name: str, paper: str, given: Content, *, by: Any) -> ProposalFile:
    """One more paper, sealed under a key of its own."""
    proposal = locked(proposal)
    refuse_if(policy.why_not_add_file(by, proposal))
    wrapped, key = secrecy.new_wrapped_key()
    stored_as = uploads.new_name()
    uploads.write(stored_as, given.content, key=key)
    about = {"name": name, "paper": paper, "suffix": given.suffix, "bytes": len(given.content)}
    kept = {"stored_as": stored_as, "data_key": wrapped}
    file = ProposalFile.objects.create(proposal=proposal, **about, **kept, at=clock.now(), by=by)
    audit.record("proposal.file_added", proposal, by=by, bytes=file.bytes)
    return file


@transaction.atomic
def remove_file(file: ProposalFile, *, by: Any) -> None:
    """It is gone with its key, from backups too."""
    proposal = locked(file.proposal)
    refuse_if(policy.why_not_write(by, proposal))
    audit.record("proposal.file_removed", proposal, by=by, bytes=file.bytes)
    file.delete()
    transaction.on_commit(lambda: uploads.remove(file.stored_as))


def content_of(file: ProposalFile) -> bytes:
    return uploads.read(file.stored_as, key=secrecy.unwrapped(file.data_key))


@transaction.atomic
def submit(proposal: Proposal, *, by: Any) -> Proposal:
    """It counts from now on, unless it is taken back before the deadline. It is sealed until the call is unsealed."""
    proposal = held(proposal)
    refuse_if(policy.why_not_submit(by, proposal))
    proposal.quote_fen = proposal.quote_fen or proposal.budget_fen()
    proposal.submitted_at, proposal.submitted_by = clock.now(), by
    proposal.save(update_fields=["quote_fen", "submitted_at", "submitted_by"])
    lifecycle.move(proposal, ProposalState.SUBMITTED, by=by)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Any) -> Proposal:
    """It is a draft again, and may be sent again before the deadline; a quote that was its sum follows the sum again."""
    proposal = held(proposal)
    refuse_if(policy.why_not_withdraw(by, proposal))
    lifecycle.move(proposal, ProposalState.DRAFT, by=by)
    if proposal.quote_fen == proposal.budget_fen():
        proposal.quote_fen = None
        proposal.save(update_fields=["quote_fen"])
    return proposal


def held(proposal: Proposal) -> Proposal:
    """The proposal as it is now, with its call and purchase held: sending it and ending the call are done one after another."""
    call = calls.held(proposal.call)
    found = locked(proposal)
    found.call = call
    return found


def locked(proposal: Proposal) -> Proposal:
    """As it is now, held; locked first and read afterwards, as a purchase is."""
    Proposal.objects.select_for_update(of=("self",)).only("pk").get(pk=proposal.pk)
    return Proposal.objects.select_related("call__procurement__project", "organisation").get(pk=proposal.pk)


def _write(proposal: Proposal, values: offers.Values) -> None:
    columns = [name for name in offers.TEXTS if name in values]
    for name in columns:
        proposal.seal(name, values[name])
    proposal.quote_fen = values.get("quote_fen", proposal.quote_fen)
    proposal.save(update_fields=["quote_fen", *(f"sealed_{name}" for name in columns)])
    if "indicators" in values:
        proposal.indicators.all().delete()
        for position, line in enumerate(values["indicators"], start=1):
            proposal.indicators.create(position=position, **vars(line))
    if "budget" in values:
        proposal.budget.all().delete()
        for category, fen in values["budget"].items():
            proposal.budget.create(category_id=category, amount_fen=fen)


def _clash(proposal: Proposal) -> Refusal:
    words = _("%(name)s刚刚也改了这里。您填的都还在：看过现在写的是什么，再保存。")
    return Refusal("stale", words % {"name": proposal.saved_by or _("系统")})
