"""A contract is accepted: what was found is written, those who were served are heard, somebody else signs, all may read it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import acceptance_paper as papers
from guihua.commissioning import acceptance_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import notices
from guihua.commissioning.acceptance_paper import Opinion, Paper
from guihua.commissioning.actions import payments
from guihua.commissioning.models import AcceptanceState as State
from guihua.commissioning.models import WaitsFor
from guihua.core import audit, clock, lifecycle, secrecy
from guihua.core.refusal import Refusal, Refused, refuse_if

Acceptance = commissioning.Acceptance
SAID = ("held_on", "conclusion", "text", "mend_by")


@transaction.atomic
def add(contract: commissioning.Contract, paper: Paper, *, by: Any) -> Acceptance:
    """The next acceptance of a contract is begun."""
    payments.held(contract.project)
    refuse_if(policy.why_not_add(by, contract))
    number = contract.acceptances.count() + 1
    refuse_if(policy.why_not_say(contract, number, paper))
    wrapped, _key = secrecy.new_wrapped_key()
    own = {"subdistrict_id": contract.subdistrict_id, "contract": contract, "number": number}
    acceptance = Acceptance(**own, data_key=wrapped)
    _write(acceptance, paper, by)
    audit.record("acceptance.drafted", acceptance, by=by, number=number, conclusion=paper.conclusion)
    return acceptance


@transaction.atomic
def write(acceptance: Acceptance, paper: Paper, *, seen: int, by: Any) -> Acceptance:
    """What it says is written anew. `seen` is the revision that the editor saw."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_write(by, acceptance))
    if acceptance.revision != seen:
        raise Refused(
            Refusal(
                "stale",
                _("这份验收书刚刚被别人改过。您没有动过的已换成现在的内容，两边都改了的请选择，核对后再保存。"),
            )
        )
    refuse_if(policy.why_not_say(acceptance.contract, acceptance.number, paper))
    before = {name: getattr(acceptance, name) for name in SAID}
    acceptance.revision += 1
    _write(acceptance, paper, by)
    after = {name: getattr(acceptance, name) for name in SAID}
    audit.record("acceptance.changed", acceptance, by=by, changes=audit.changes(Acceptance, before, after))
    return acceptance


def _write(acceptance: Acceptance, paper: Paper, by: Any) -> None:
    for name in SAID:
        setattr(acceptance, name, getattr(paper, name))
    acceptance.written_by, acceptance.written_at = by, clock.now()
    acceptance.save()
    acceptance.members.all().delete()
    acceptance.items.all().delete()
    members = [commissioning.AcceptanceMember(acceptance=acceptance, **vars(one)) for one in paper.members]
    commissioning.AcceptanceMember.objects.bulk_create(members)
    items = [
        commissioning.AcceptanceItem(acceptance=acceptance, position=position, **vars(one))
        for position, one in enumerate(paper.items, start=1)
    ]
    commissioning.AcceptanceItem.objects.bulk_create(items)


@transaction.atomic
def take_down(acceptance: Acceptance, opinion: Opinion, *, by: Any) -> commissioning.UserOpinion:
    """What somebody who was served told the office."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_take_down(by, acceptance, opinion.given_on))
    return _heard(acceptance, opinion, by)


@transaction.atomic
def hear(acceptance: Acceptance, opinion: Opinion) -> commissioning.UserOpinion:
    """What somebody who was served said by the link, without an account."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_hear(acceptance))
    return _heard(acceptance, opinion, audit.SYSTEM)


def _heard(acceptance: Acceptance, opinion: Opinion, by: Any) -> commissioning.UserOpinion:
    """A form that is sent twice counts once."""
    key = secrecy.unwrapped(acceptance.data_key)
    said = {name: getattr(opinion, name) for name in ("satisfaction", "words", "where", "given_on")}
    said["name"] = secrecy.sealed(opinion.name, key=key, place=commissioning.NAME_PLACE)
    own = {"subdistrict_id": acceptance.subdistrict_id, "by": by}
    found, is_new = acceptance.opinions.get_or_create(once=opinion.once, defaults=said | own)
    if is_new:
        audit.record("opinion.recorded", found, by=by, acceptance=acceptance.pk, where=opinion.where)
    return found


@transaction.atomic
def renew_link(acceptance: Acceptance, *, by: Any) -> Acceptance:
    """A new link; the one before opens nothing any more."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_link(by, acceptance))
    acceptance.links += 1
    acceptance.save(update_fields=["links"])
    audit.record("acceptance.link_renewed", acceptance, by=by)
    return acceptance


@transaction.atomic
def mark(acceptance: Acceptance, chosen: Collection[int], *, by: Any) -> None:
    """Which words are published: those, and no others."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_mark(by, acceptance))
    spoken = acceptance.opinions.exclude(words="")
    group = [one.name for one in acceptance.members.all()]
    for one in spoken.filter(pk__in=chosen):
        refuse_if(policy.why_not_publish_words(one.words, [*group, name_of(acceptance, one)]))
    spoken.update(is_public=False)
    spoken.filter(pk__in=chosen).update(is_public=True)
    audit.record("acceptance.words_chosen", acceptance, by=by, opinions=sorted(chosen))


def name_of(acceptance: Acceptance, opinion: commissioning.UserOpinion) -> str:
    """As it was given, for who runs the acceptance."""
    key = secrecy.unwrapped(acceptance.data_key)
    return secrecy.opened(opinion.name, key=key, place=commissioning.NAME_PLACE)


@transaction.atomic
def sign(acceptance: Acceptance, *, by: Any) -> Acceptance:
    """Somebody else than who wrote it stands for it. What instalments wait for is reached, or is not any more."""
    payments.held(acceptance.contract.project)
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_sign(by, acceptance))
    acceptance.signed_by, acceptance.signed_at = by, clock.now()
    version = _version(acceptance, by, acceptance.signed_at)
    acceptance.why = ""
    acceptance.save(update_fields=["signed_by", "signed_at", "why"])
    lifecycle.move(acceptance, State.SIGNED, by=by, why=version.why)
    project = acceptance.contract.project
    if acceptance.is_good:
        payments.note_reached(project, WaitsFor.ACCEPTANCE, on=acceptance.held_on, by=by)
    else:
        payments.note_missed(project, WaitsFor.ACCEPTANCE, by=by)
    notices.acceptance_signed(acceptance)
    return acceptance


def _version(acceptance: Acceptance, by: Any, at: datetime) -> commissioning.AcceptanceVersion:
    """Kept as it was signed."""
    paper = papers.as_signed(acceptance)
    made: commissioning.AcceptanceVersion = acceptance.versions.create(
        number=acceptance.versions.count() + 1,
        why=acceptance.why,
        paper=paper,
        digest=papers.digest(paper),
        signed_by=by,
        signed_at=at,
    )
    return made


@transaction.atomic
def publish(acceptance: Acceptance, *, by: Any) -> Acceptance:
    """Anybody may read the result from now on."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_publish(by, acceptance))
    lifecycle.move(acceptance, State.PUBLISHED, by=by)
    version = acceptance.versions.order_by("-number")[0]
    version.told, version.published_at = papers.as_published(acceptance, version.paper), clock.now()
    version.save(update_fields=["told", "published_at"])
    return acceptance


@transaction.atomic
def correct(acceptance: Acceptance, *, why: str, by: Any) -> Acceptance:
    """It is written again and signed again; what was signed and published before stays as it was."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_correct(by, acceptance))
    acceptance.why, acceptance.signed_by, acceptance.written_by = why, None, by
    acceptance.revision += 1
    acceptance.save(update_fields=["why", "signed_by", "written_by", "revision"])
    lifecycle.move(acceptance, State.DRAFT, by=by, why=why)
    return acceptance


@transaction.atomic
def answer(acceptance: Acceptance, *, words: str, by: Any) -> Acceptance:
    """The provider's answer to what was signed. Said again, it replaces what was said; the trail keeps both."""
    acceptance = _locked(acceptance)
    refuse_if(policy.why_not_answer(by, acceptance))
    before = acceptance.answer
    acceptance.answer, acceptance.answered_by, acceptance.answered_at = words, by, clock.now()
    acceptance.save(update_fields=["answer", "answered_by", "answered_at"])
    changes = audit.changes(Acceptance, {"answer": before}, {"answer": words})
    audit.record("acceptance.answered", acceptance, by=by, changes=changes)
    notices.acceptance_answered(acceptance)
    return acceptance


def _locked(acceptance: Acceptance) -> Acceptance:
    rows = Acceptance.objects.select_for_update(of=("self",)).select_related("contract__project__domain")
    return rows.get(pk=acceptance.pk)
