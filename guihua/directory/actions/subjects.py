"""A person asks what is held about them, or to be forgotten."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy, subject
from guihua.directory.signals import person_erased


@transaction.atomic
def export(person: directory.Person, *, by: Any) -> dict[str, Any]:
    """What directory holds about the person, opened; that it was read is audited."""
    refuse_if(policy.why_not_export(by, person.subdistrict))
    held = subject.export(person)
    audit.record("person.exported", person, by=by)
    return held


@transaction.atomic
def erase(person: directory.Person, *, by: Any, why: str) -> int:
    """The person is forgotten; records and figures stay. Returns how many rows they were met under."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=person.subdistrict_id)
    refuse_if(policy.why_not_erase(by, person.subdistrict))
    count = subject.erase(person)
    audit.record("person.erased", person, by=by, rows=count, why=why)
    person_erased.send(directory.Person, person=person, by=by)
    return count
