"""A person's rights in directory: what is held about them, and what is left once it is erased."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q

from guihua.core import secrecy
from guihua.directory import models as directory

GONE = "（已删除）"
INDEX_BYTES = 32


def as_met(person: directory.Person) -> models.QuerySet[directory.Person]:
    """The person, and everybody who was met apart and turned out to be them."""
    root = person.merged_into_id or person.pk
    return directory.Person.objects.filter(Q(pk=root) | Q(merged_into=root)).order_by("pk")


def export(person: directory.Person) -> dict[str, Any]:
    """Everything that directory holds about the person, opened, as plain data. Raises Destroyed once they are erased."""
    return {"people": [_opened(one) for one in as_met(person)]}


def _opened(person: directory.Person) -> dict[str, Any]:
    key = secrecy.unwrapped(person.data_key)
    table = person._meta.db_table
    opened = {
        name: secrecy.opened(getattr(person, name), key=key, place=f"{table}.{name}") for name in ("phone", "id_number")
    }
    return {"id": person.pk, "name": person.name, **opened}


def erase(person: directory.Person) -> int:
    """Destroys the data keys, replaces name and indexes, removes handles; the caller audits. Returns how many rows.

    Attendance keeps pointing at the rows, so that every figure stays; the indexes become noise that nothing matches.
    """
    rows = list(as_met(person).select_for_update(of=("self",)))
    directory.PersonHandle.objects.filter(person__in=rows).delete()
    directory.Resemblance.objects.filter(Q(person__in=rows) | Q(other__in=rows)).delete()
    for row in rows:
        row.name, row.data_key, row.phone, row.id_number = GONE, b"", b"", b""
        row.id_index = secrets.token_bytes(INDEX_BYTES) if row.id_index else None
        row.handle_index = secrets.token_bytes(INDEX_BYTES) if row.handle_index else None
        row.save(update_fields=["name", "data_key", "phone", "id_number", "id_index", "handle_index"])
    return len(rows)
