"""Those who were served say what they think; the office takes it down, sets aside what is none, and keeps words for so long."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from guihua.commissioning import acceptance_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.acceptance_paper import Opinion
from guihua.commissioning.actions.acceptances import locked
from guihua.core import audit, clock, secrecy
from guihua.core.refusal import refuse_if

Acceptance = commissioning.Acceptance
UserOpinion = commissioning.UserOpinion


@transaction.atomic
def take_down(acceptance: Acceptance, opinion: Opinion, *, by: Any) -> UserOpinion:
    """What somebody who was served told the office."""
    acceptance = locked(acceptance)
    refuse_if(policy.why_not_take_down(by, acceptance, opinion.given_on))
    return _heard(acceptance, opinion, by)


@transaction.atomic
def hear(acceptance: Acceptance, opinion: Opinion, *, is_again: bool = False) -> UserOpinion:
    """What somebody who was served said by the link, without an account. `is_again`: from a browser from which there is one already."""
    acceptance = locked(acceptance)
    refuse_if(policy.why_not_hear(acceptance))
    return _heard(acceptance, opinion, audit.SYSTEM, is_again=is_again)


def _heard(acceptance: Acceptance, opinion: Opinion, by: Any, *, is_again: bool = False) -> UserOpinion:
    """A form that is sent twice counts once."""
    key = secrecy.unwrapped(acceptance.data_key)
    said = {name: getattr(opinion, name) for name in ("satisfaction", "words", "where", "given_on")}
    said["name"] = secrecy.sealed(opinion.name, key=key, place=commissioning.NAME_PLACE)
    own = {"subdistrict_id": acceptance.subdistrict_id, "by": by, "is_again": is_again}
    found, is_new = acceptance.opinions.get_or_create(once=opinion.once, defaults=said | own)
    if is_new:
        audit.record("opinion.recorded", found, by=by, acceptance=acceptance.pk, where=opinion.where)
    return found


@transaction.atomic
def change_mind(opinion: UserOpinion, said: Opinion) -> UserOpinion:
    """Whoever gave it by the link says it otherwise; what they said before is gone, and is not published."""
    acceptance = locked(opinion.acceptance)
    opinion = UserOpinion.objects.select_related("acceptance").get(pk=opinion.pk, acceptance=acceptance)
    refuse_if(policy.why_not_change_mind(opinion))
    opinion.satisfaction, opinion.words, opinion.is_public = said.satisfaction, said.words, False
    opinion.save(update_fields=["satisfaction", "words", "is_public"])
    audit.record("opinion.changed", opinion, by=audit.SYSTEM, acceptance=acceptance.pk)
    return opinion


@transaction.atomic
def set_aside(opinion: UserOpinion, *, why: str, by: Any) -> UserOpinion:
    """It counts no more and is not published; the office goes on seeing it, and why."""
    opinion = _held(opinion)
    refuse_if(policy.why_not_set_aside(by, opinion.acceptance))
    opinion.aside_why, opinion.aside_by, opinion.is_public = why, by, False
    opinion.save(update_fields=["aside_why", "aside_by", "is_public"])
    audit.record("opinion.set_aside", opinion, by=by, acceptance=opinion.acceptance_id, why=why)
    return opinion


@transaction.atomic
def count_again(opinion: UserOpinion, *, by: Any) -> UserOpinion:
    opinion = _held(opinion)
    refuse_if(policy.why_not_set_aside(by, opinion.acceptance))
    opinion.aside_why, opinion.aside_by = "", None
    opinion.save(update_fields=["aside_why", "aside_by"])
    audit.record("opinion.counted_again", opinion, by=by, acceptance=opinion.acceptance_id)
    return opinion


@transaction.atomic
def erase_old(*, by: Any) -> int:
    """What people said and how they are called is kept so many years; how satisfied they were stays. Returns how many."""
    today = clock.today()
    old = UserOpinion.objects.older_than(_years_before(today, settings.GUIHUA_OPINION_YEARS))
    for opinion in (found := list(old.select_for_update(of=("self",)))):
        opinion.words, opinion.name, opinion.is_public, opinion.erased_on = "", b"", False, today
        opinion.save(update_fields=["words", "name", "is_public", "erased_on"])
        audit.record("opinion.erased", opinion, by=by, acceptance=opinion.acceptance_id)
    return len(found)


def _years_before(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)


def _held(opinion: UserOpinion) -> UserOpinion:
    locked(opinion.acceptance)
    return UserOpinion.objects.select_related("acceptance").get(pk=opinion.pk)
