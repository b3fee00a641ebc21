"""What people allow, for one purpose and under one version of its notice; and take back as easily."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit, secrecy
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import numbers, people_policy, subject
from guihua.directory.signals import consent_withdrawn

GUARDIAN = f"{directory.Consent._meta.db_table}.guardian"  # where a guardian is sealed for


@transaction.atomic
def give(
    person: directory.Person,
    purpose: directory.ConsentPurpose,
    *,
    version: str,
    given_on: date,
    by: Any,
    guardian: str = "",
) -> directory.Consent:
    """The person, or for a child under 14 the guardian, allowed this. Refused where it is allowed already."""
    person = directory.Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    rows = list(subject.as_met(person))
    born = numbers.birthday(rows) if person.data_key else None
    standing = directory.Consent.objects.standing().filter(person__in=rows, purpose=purpose, version=version)
    is_there = standing.exists()
    refuse_if(people_policy.why_not_consent(by, person, born=born, on=given_on, guardian=guardian, is_there=is_there))
    given = directory.Consent.objects.create(
        subdistrict=person.subdistrict,
        person=person,
        purpose=purpose,
        version=version,
        given_on=given_on,
        guardian=secrecy.sealed(guardian, key=secrecy.unwrapped(person.data_key), place=GUARDIAN),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    audit.record("consent.given", given, by=by, person=person.pk, purpose=purpose, version=version)
    return given


@transaction.atomic
def withdraw(consent: directory.Consent, *, by: Any) -> directory.Consent:
    """What was allowed is so no longer, from now on."""
    consent = directory.Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    refuse_if(people_policy.why_not_withdraw(by, consent))
    consent.withdrawn_at, consent.withdrawn_by = timezone.now(), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record("consent.withdrawn", consent, by=by, person=consent.person_id, purpose=consent.purpose)
    consent_withdrawn.send(directory.Consent, consent=consent)
    return consent
