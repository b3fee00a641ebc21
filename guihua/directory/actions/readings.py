"""Somebody reads a whole number that every page masks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import numbers, people_policy, subject


@transaction.atomic
def read(
    person: directory.Person,
    field: directory.SealedField,
    *,
    purpose: directory.Purpose,
    words: str,
    knows: bool,
    by: Any,
) -> list[str]:
    """The person's whole phones or ID numbers, as many as they were met with; that they were read is kept and audited.

    `knows` is whether the reader met the person on a project of their own. Refused where the reader may not, gives no
    reason, or has read very many within the hour.
    """
    directory.User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two readings at once count as two
    now = timezone.now()
    recent = directory.Reading.objects.filter(by=by, at__gte=now - timedelta(hours=1))
    rows = list(subject.as_met(person))
    opened = [numbers.opened(row) for row in rows]
    born = numbers.birthday(rows)
    refuse_if(people_policy.why_not_read(by, person, field, knows=knows, born=born, words=words, recent=recent.count()))
    directory.Reading.objects.create(
        subdistrict=person.subdistrict, person=person, field=field, purpose=purpose, words=words, by=by, at=now
    )
    audit.record("person.read", person, by=by, field=field, purpose=purpose, why=words)
    return list(dict.fromkeys(number for one in opened if (number := getattr(one, field))))
