"""Two turn out to be one, by somebody's word; and are told apart again.

Records keep pointing at the people as met. So nothing moves: who stands for whom is settled anew (`settling`), and
whoever counts people is told by `people_turned` and counts again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from guihua.core import audit
from guihua.core.handled import Handled, one_by_one
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import people_policy, policy
from guihua.directory.actions import settling
from guihua.directory.models import Decision
from guihua.directory.signals import people_turned


@transaction.atomic
def merge(
    kept: directory.Person,
    other: directory.Person,
    *,
    why: str,
    by: Any,
    wrong: directory.Person | None = None,
    is_correction: bool = False,
) -> directory.Merge:
    """The two are one from now on, and `kept` stands for both.

    `wrong`: the row whose ID number is declared wrong, where both sides have one. Refused where either of them stands
    for nobody any more (so that there are no chains and no circles), or they were said to be different.
    """
    kept, other = _locked(kept, other)
    refuse_if(people_policy.why_not_merge(by, kept, other, wrong=wrong, why=why))
    made = directory.Merge.objects.create(
        subdistrict=kept.subdistrict,
        kept=kept,
        other=other,
        wrong=wrong,
        is_correction=is_correction,
        why=why,
        by=by,
        at=timezone.now(),
    )
    _decided(_pair(kept, other), Decision.SAME, by)
    turned = _settle(kept.subdistrict, (kept.pk, other.pk))
    details = {"other": other.pk, "wrong": wrong.pk if wrong else None, "why": why, "turned": len(turned)}
    audit.record("people.merged", kept, by=by, **details)
    return made


@transaction.atomic
def take_apart(made: directory.Merge, *, by: Any, why: str) -> directory.Merge:
    """The merge no longer holds, and everything that hung on it is as if it had never been."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=made.subdistrict_id)
    made = directory.Merge.objects.select_related("kept", "other", "subdistrict").get(pk=made.pk)
    refuse_if(people_policy.why_not_take_apart(by, made, why=why))
    made.undone_by, made.undone_at, made.undone_why = by, timezone.now(), why
    made.save(update_fields=["undone_by", "undone_at", "undone_why"])
    _decided(_pair(made.kept, made.other).filter(decision=Decision.SAME), Decision.OPEN, by)
    turned = _settle(made.subdistrict, (made.kept_id, made.other_id))
    details = {"merge": made.pk, "other": made.other_id, "why": why, "turned": len(turned)}
    audit.record("people.taken_apart", made.kept, by=by, **details)
    return made


@transaction.atomic
def say_different(one: directory.Person, two: directory.Person, *, by: Any) -> directory.Resemblance:
    """The two are not one: they are never suggested again, and no file joins them.

    Refused where a merge holds them together, which has to be taken apart first.
    """
    one, two = _locked(one, two)
    refuse_if(people_policy.why_not_say_different(by, one, two))
    first, second = sorted((one, two), key=lambda person: person.pk)
    pair, _made = directory.Resemblance.objects.get_or_create(
        subdistrict=one.subdistrict, person=first, other=second, defaults={"why": directory.Alike.FITS}
    )
    _decided(_pair(one, two), Decision.DIFFERENT, by)
    turned = _settle(one.subdistrict, (one.pk, two.pk))
    audit.record("people.told_apart", one, by=by, other=two.pk, turned=len(turned))
    pair.refresh_from_db()
    return pair


@transaction.atomic
def say_different_of_file(
    subdistrict: directory.Subdistrict,
    pairs: Mapping[tuple[int, int], directory.Alike],
    *,
    by: Any,
    newer_than: int,
) -> int:
    """Who checked a file said of pairs in it, each with how they are alike, that they are two people; of how many that
    was not decided before.

    Who keeps the register decides of anybody. A provider's manager decides of whom the file brought, which is who was
    entered after `newer_than`: of two who were there before, the office alone does.
    """
    refuse_if(people_policy.why_not_tell_of_file(by, subdistrict))
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    ones = pairs if policy.keeps_register(by, subdistrict.pk) else [p for p in pairs if max(p) > newer_than]
    told = [_told_two(subdistrict, *sorted(pair), why=pairs[pair], by=by) for pair in ones]
    if any(told):
        _settle(subdistrict, {pk for pair in ones for pk in pair})
    return sum(told)


def _told_two(subdistrict: directory.Subdistrict, one: int, two: int, *, why: directory.Alike, by: Any) -> bool:
    """Unless somebody decided of them already."""
    pair, _made = directory.Resemblance.objects.get_or_create(
        subdistrict=subdistrict, person_id=one, other_id=two, defaults={"why": why}
    )
    if pair.decision not in (Decision.OPEN, Decision.LATER):
        return False
    _decided(directory.Resemblance.objects.filter(pk=pair.pk), Decision.DIFFERENT, by, is_of_file=True)
    audit.record("people.told_apart", pair.person, by=by, other=two, of_file=True)
    return True


@transaction.atomic
def ask_about(one: directory.Person, two: directory.Person, *, by: Any) -> directory.Resemblance:
    """The two wait for somebody to look at them, unless that was done."""
    one, two = _locked(one, two)
    refuse_if(people_policy.why_not_keep_register(by, one.subdistrict))
    first, second = sorted((one, two), key=lambda person: person.pk)
    pair, _made = directory.Resemblance.objects.get_or_create(
        subdistrict=one.subdistrict, person=first, other=second, defaults={"why": directory.Alike.TYPED}
    )
    return pair


@transaction.atomic
def reopen(pair: directory.Resemblance, *, by: Any, decision: Decision = Decision.OPEN) -> directory.Resemblance:
    """What was decided about the two no longer holds, or is put off (`Decision.LATER`)."""
    one, two = _locked(pair.person, pair.other)
    refuse_if(people_policy.why_not_reopen(by, one, two))
    _decided(_pair(one, two), decision, by)
    turned = _settle(one.subdistrict, (one.pk, two.pk))
    audit.record("people.asked_again", one, by=by, other=two.pk, decision=str(decision), turned=len(turned))
    pair.refresh_from_db()
    return pair


@transaction.atomic
def put_off(pairs: QuerySet[directory.Resemblance], *, by: Any) -> Handled:
    """Each of them is looked at later, in one transaction; what is refused of one stops no other."""

    def later(pair: directory.Resemblance) -> bool:
        return pair.decision != Decision.LATER and bool(reopen(pair, by=by, decision=Decision.LATER))

    return one_by_one(pairs.select_related("person", "other").order_by("pk"), later)


def _locked(*people: directory.Person) -> list[directory.Person]:
    """The same rows as they are now. Nobody else changes the register of their sub-district meanwhile."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=people[0].subdistrict_id)
    fresh = directory.Person.objects.select_related("subdistrict", "merged_into").in_bulk([one.pk for one in people])
    return [fresh[one.pk] for one in people]


def _pair(one: directory.Person, two: directory.Person) -> Any:
    either = Q(person=one, other=two) | Q(person=two, other=one)
    return directory.Resemblance.objects.filter(either)


def _decided(pairs: Any, decision: Decision, by: Any, *, is_of_file: bool = False) -> None:
    who, when = (None, None) if decision == Decision.OPEN else (by, timezone.now())
    pairs.update(decision=decision, decided_by=who, decided_at=when, is_of_file=is_of_file)


def _settle(subdistrict: directory.Subdistrict, also: Collection[int]) -> set[int]:
    turned = settling.settle(subdistrict, also).turned
    if turned:
        people_turned.send(directory.Person, subdistrict=subdistrict, people=turned)
    return turned
