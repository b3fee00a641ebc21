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
from guihua.commissioning.acceptance_paper import Paper
from guihua.commissioning.actions import payments, search_texts
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
    acceptance = locked(acceptance)
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
    acceptance.writers.add(*([] if by is audit.SYSTEM else [by]))
    acceptance.members.all().delete()
    acceptance.items.all().delete()
    members = [commissioning.AcceptanceMember(acceptance=acceptance, **vars(one)) for one in paper.members]
    commissioning.AcceptanceMember.objects.bulk_create(members)
    items = [
        commissioning.AcceptanceItem(acceptance=acceptance, position=position, **vars(one))
        for position, one in enumerate(paper.items, start=1)
    ]
    commissioning.AcceptanceItem.objects.bulk_create(items)
    search_texts.keep(acceptance)


@transaction.atomic
def renew_link(acceptance: Acceptance, *, by: Any) -> Acceptance:
    """A new link; the one before opens nothing any more."""
    acceptance = locked(acceptance)
    refuse_if(policy.why_not_link(by, acceptance))
    acceptance.links += 1
    acceptance.save(update_fields=["links"])
    audit.record("acceptance.link_renewed", acceptance, by=by)
    return acceptance


@transaction.atomic
def mark(acceptance: Acceptance, chosen: Collection[int], *, by: Any) -> None:
    """Which words are published: those, and no others."""
    acceptance = locked(acceptance)
    refuse_if(policy.why_not_mark(by, acceptance))
    spoken = acceptance.opinions.counted().exclude(words="")
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
    acceptance = locked(acceptance)
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
    acceptance = locked(acceptance)
    refuse_if(policy.why_not_publish(by, acceptance))
    lifecycle.move(acceptance, State.PUBLISHED, by=by)
    version = acceptance.versions.order_by("-number")[0]
    version.told, version.published_at = papers.as_published(acceptance, version.paper), clock.now()
    version.save(update_fields=["told", "published_at"])
    return acceptance


@transaction.atomic
def correct(acceptance: Acceptance, *, why: str, by: Any) -> Acceptance:
    """It is written again and signed again; what was signed and published before stays as it was."""
    acceptance = locked(acceptance)
    refuse_if(policy.why_not_correct(by, acceptance))
    acceptance.why, acceptance.signed_by, acceptance.written_by = why, None, by
    acceptance.revision += 1
    acceptance.save(update_fields=["why", "signed_by", "written_by", "revision"])
    acceptance.writers.add(*([] if by is audit.SYSTEM else [by]))
    lifecycle.move(acceptance, State.DRAFT, by=by, why=why)
    return acceptance


@transaction.atomic
def answer(acceptance: Acceptance, *, words: str, by: Any) -> Acceptance:
    """The provider's answer to what was signed. Said again, it replaces what was said; the trail keeps both."""
    acceptance = locked(acceptance)
    refuse_if(policy.why_not_answer(by, acceptance))
    before = acceptance.answer
    acceptance.answer, acceptance.answered_by, acceptance.answered_at = words, by, clock.now()
    acceptance.save(update_fields=["answer", "answered_by", "answered_at"])
    search_texts.keep(acceptance)
    changes = audit.changes(Acceptance, {"answer": before}, {"answer": words})
    audit.record("acceptance.answered", acceptance, by=by, changes=changes)
    notices.acceptance_answered(acceptance)
    return acceptance


def locked(acceptance: Acceptance) -> Acceptance:
    rows = Acceptance.objects.select_for_update(of=("self",)).select_related("contract__project__domain")
    return rows.get(pk=acceptance.pk)
