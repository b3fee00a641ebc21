"""The pool of assessors: entered one by one or as a table, changed, employed, tied, retired and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.evaluation import assessor_numbers as numbers
from guihua.evaluation import assessor_policy as policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import assessor_accounts
from guihua.evaluation.calc.conflicts import same_name
from guihua.evaluation.pool import AssessorSaid, TieSaid, WorkSaid
from guihua.evaluation.rubric_policy import why_not_keep, why_not_seen

Assessor = evaluation.Assessor
Employment = evaluation.Employment
COLUMNS = ("name", "title", "is_finance", "is_practice", "qualification", "qualification_number")
ONE_DAY = timedelta(days=1)


def enter(place: directory.Subdistrict, told: AssessorSaid, *, by: Any) -> Assessor:
    """Somebody comes into the pool."""
    return enter_many(place, [told], by=by)[0]


@transaction.atomic
def enter_many(place: directory.Subdistrict, told: Sequence[AssessorSaid], *, by: Any) -> list[Assessor]:
    """All of them or nobody."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=place.pk)
    refuse_if(why_not_keep(by, place.pk) or policy.why_not_enter(place.pk, told))
    made = [_new(place, one) for one in told]
    Assessor.objects.bulk_create(made)
    pairs = list(zip(made, told, strict=True))
    through = Assessor.domains.through
    through.objects.bulk_create(
        through(assessor_id=one.pk, domain_id=domain) for one, said in pairs for domain in sorted(said.domains)
    )
    known = _registered(place.pk)
    Employment.objects.bulk_create(_work(one, work, known) for one, said in pairs for work in said.work)
    for one in made:
        audit.record("assessor.entered", one, by=by)
    return made


@transaction.atomic
def change(one: Assessor, told: AssessorSaid, *, seen: int, by: Any) -> Assessor:
    """This is what they are called and know. `seen`: the revision that the editor saw."""
    one = _locked(one)
    refuse_if(policy.why_not_change(by, one) or why_not_seen(one.revision, seen))
    refuse_if(policy.why_not_say(told) or policy.why_not_phone(one, told.phone))
    changed = [name for name in COLUMNS if getattr(one, name) != getattr(told, name)]
    if numbers.phone_of(one) != told.phone:
        numbers.put(one, told.phone)
        changed.append("phone")
    for name in COLUMNS:
        setattr(one, name, getattr(told, name))
    one.revision += 1
    one.save(update_fields=[*COLUMNS, "phone", "phone_index", "revision"])
    one.domains.set(told.domains)
    audit.record("assessor.changed", one, by=by, changed=sorted(changed))
    return one


@transaction.atomic
def employ(one: Assessor, told: WorkSaid, *, by: Any) -> Employment:
    """They work, or worked, for somebody."""
    one = _locked(one)
    refuse_if(policy.why_not_declare(by, one) or policy.why_not_employ(told))
    made = _work(one, told, _registered(one.subdistrict_id))
    made.save()
    audit.record("assessor.employed", one, by=by, employment=made.pk, kind=made.kind, organisation=made.organisation_id)
    return made


@transaction.atomic
def end_employment(employment: Employment, last_day: date, *, by: Any) -> Employment:
    """Through its last day. It counts for as many years more as a round says."""
    one = _locked(employment.assessor)
    employment = Employment.objects.select_related("organisation").get(pk=employment.pk)
    until = last_day + ONE_DAY
    refuse_if(policy.why_not_declare(by, one) or policy.why_not_end(employment, until))
    employment.until = until
    employment.save(update_fields=["until"])
    audit.record("assessor.employment_ended", one, by=by, employment=employment.pk, until=str(until))
    return employment


@transaction.atomic
def tie(one: Assessor, told: TieSaid, *, by: Any) -> evaluation.Tie:
    """Somebody declared it. What it is stays out of the trail, where others read."""
    one = _locked(one)
    refuse_if(policy.why_not_declare(by, one) or policy.why_not_tie(one, told))
    teller = by if isinstance(by, directory.User) else None
    made = one.ties.create(**vars(told), told_by=teller, told_on=clock.today())
    audit.record("assessor.tied", one, by=by, tie=made.pk)
    return made


@transaction.atomic
def untie(tie: evaluation.Tie, *, by: Any) -> evaluation.Tie:
    """From today on it does not count; that it did stays on file."""
    one = _locked(tie.assessor)
    tie = evaluation.Tie.objects.get(pk=tie.pk)
    refuse_if(policy.why_not_change(by, one) or policy.why_not_untie(tie))
    tie.until = clock.today()
    tie.save(update_fields=["until"])
    audit.record("assessor.untied", one, by=by, tie=tie.pk)
    return tie


@transaction.atomic
def retire(one: Assessor, *, why: str, by: Any) -> Assessor:
    """They judge no more; what they judged stays."""
    one = _locked(one)
    refuse_if(policy.why_not_retire(by, one))
    _put(one, clock.now(), why)
    assessor_accounts.end_role(one, by=by)
    audit.record("assessor.retired", one, by=by)
    return one


@transaction.atomic
def take_back(one: Assessor, *, by: Any) -> Assessor:
    """They judge again."""
    one = _locked(one)
    refuse_if(policy.why_not_return(by, one))
    _put(one, None, "")
    assessor_accounts.give_role_back(one, by=by)
    audit.record("assessor.taken_back", one, by=by)
    return one


def _put(one: Assessor, retired_at: datetime | None, why: str) -> None:
    one.retired_at, one.retired_why = retired_at, why
    one.revision += 1
    one.save(update_fields=["retired_at", "retired_why", "revision"])


def _locked(one: Assessor) -> Assessor:
    return Assessor.objects.select_for_update(of=("self",)).get(pk=one.pk)


def _new(place: directory.Subdistrict, told: AssessorSaid) -> Assessor:
    one = Assessor(subdistrict=place, **{name: getattr(told, name) for name in COLUMNS})
    numbers.put(one, told.phone)
    return one


def _registered(place: int) -> dict[str, int]:
    """By name. Of two with one name nobody can say which is meant, so neither is."""
    rows: Iterable[tuple[str, int]] = directory.Organisation.objects.filter(subdistrict=place).values_list("name", "pk")
    found: dict[str, int] = {}
    twice = set()
    for name, pk in rows:
        if found.setdefault(same_name(name), pk) != pk:
            twice.add(same_name(name))
    return {name: pk for name, pk in found.items() if name not in twice}


def _work(one: Assessor, told: WorkSaid, known: dict[str, int]) -> Employment:
    name = same_name(told.employer)
    there = {"organisation_id": known[name]} if name in known else {"employer": name}
    return Employment(assessor=one, kind=told.kind, since=told.since, until=told.until, **there)
