"""A person's rights in directory: what is held about them, and what is left once it is erased."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q

from guihua.core import secrecy
from guihua.directory import models as directory
from guihua.directory.models.people import KEYS

GONE = "（已删除）"
INDEX_BYTES = 32


def as_met(person: directory.Person) -> models.QuerySet[directory.Person]:
    """The person, and everybody who was met apart and turned out to be them."""
    root = person.merged_into_id or person.pk
    return directory.Person.objects.filter(Q(pk=root) | Q(merged_into=root)).order_by("pk")


def export(person: directory.Person) -> dict[str, Any]:
    """Everything that directory holds about the person, opened, as plain data. Raises Destroyed once they are erased."""
    rows = list(as_met(person))
    return {
        "people": [_opened(one) for one in rows],
        "consents": [_consent(one) for one in directory.Consent.objects.filter(person__in=rows).order_by("pk")],
        "readings": [_reading(one) for one in _readings(rows)],
        "merges": [_merge(one) for one in directory.Merge.objects.filter(kept__in=rows).order_by("pk")],
    }


def _readings(rows: list[directory.Person]) -> models.QuerySet[directory.Reading]:
    return directory.Reading.objects.filter(person__in=rows).select_related("by").order_by("pk")


def _opened(person: directory.Person) -> dict[str, Any]:
    key = secrecy.unwrapped(person.data_key)
    table = person._meta.db_table
    opened = {
        name: secrecy.opened(getattr(person, name), key=key, place=f"{table}.{name}")
        for name in ("phone", "id_number", "born_on")
    }
    about = {"gender": person.gender, "community": str(person.community or "")}
    return {"id": person.pk, "name": person.name, **opened, **about}


def _consent(one: directory.Consent) -> dict[str, Any]:
    key = secrecy.unwrapped(one.person.data_key)
    return {
        "purpose": one.get_purpose_display(),
        "version": one.version,
        "given_on": one.given_on.isoformat(),
        "guardian": secrecy.opened(one.guardian, key=key, place=f"{one._meta.db_table}.guardian"),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
    }


def _reading(one: directory.Reading) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "by": one.by.name,
        "field": one.get_field_display(),
        "purpose": one.get_purpose_display(),
        "words": one.words,
    }


def _merge(one: directory.Merge) -> dict[str, Any]:
    undone = one.undone_at.isoformat() if one.undone_at else ""
    return {"at": one.at.isoformat(), "kept": one.kept_id, "other": one.other_id, "why": one.why, "undone_at": undone}


def erase(person: directory.Person) -> int:
    """Destroys the data keys, replaces name and indexes, removes handles and grams; the caller audits. Returns how many rows.

    Attendance keeps pointing at the rows, so that every figure stays; the indexes become noise that nothing matches.
    """
    rows = list(as_met(person).select_for_update(of=("self",)))
    directory.PersonHandle.objects.filter(person__in=rows).delete()
    directory.Person.history.filter(id__in=[row.pk for row in rows]).delete()
    directory.PersonGram.objects.filter(person__in=rows).delete()
    directory.Resemblance.objects.filter(Q(person__in=rows) | Q(other__in=rows)).delete()
    for row in rows:
        row.name, row.gender, row.community = GONE, "", None
        row.data_key = row.phone = row.id_number = row.born_on = b""
        row.phone_index = row.phone_tail_index = row.birthday_index = None
        row.id_index = secrets.token_bytes(INDEX_BYTES) if row.id_index else None
        row.handle_index = secrets.token_bytes(INDEX_BYTES) if row.handle_index else None
        row.save(update_fields=["name", "gender", "community", "phone", "id_number", "born_on", *KEYS])
    return len(rows)
