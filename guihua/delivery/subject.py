"""A person's rights in delivery: what they took part in, and who stands behind a codename.

Between the register and a confidential domain's vault there is no way: who asks for both is asked for twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from guihua.core import secrecy
from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.directory.subject import INDEX_BYTES, as_met

SEALED = ("name", "phone", "id_number")


def export(person: directory.Person) -> dict[str, Any]:
    """Every attendance and shift of the person, as plain data."""
    people = as_met(person)
    attended = delivery.Attendance.objects.filter(person__in=people)
    shifts = delivery.DutyShift.objects.filter(person__in=people).select_related("project").order_by("day", "pk")
    return {
        "attendances": _attendances(attended),
        "shifts": [
            {"project": s.project.number, "task": s.task, "day": s.day.isoformat(), "minutes": s.minutes}
            for s in shifts
        ],
    }


def erase(person: directory.Person) -> int:
    """Nothing: what delivery holds points at the person's row and says no more of who it was. Returns 0."""
    return 0


def codenames_as_met(codename: delivery.Codename) -> models.QuerySet[delivery.Codename]:
    root = codename.merged_into_id or codename.pk
    return delivery.Codename.objects.filter(Q(pk=root) | Q(merged_into=root)).order_by("pk")


def export_codename(codename: delivery.Codename) -> dict[str, Any]:
    """Who stands behind a codename and what they took part in. Raises Destroyed once they are erased."""
    rows = codenames_as_met(codename)
    return {
        "codenames": [opened(row) for row in rows],
        "attendances": _attendances(delivery.Attendance.objects.filter(codename__in=rows)),
    }


def erase_codename(codename: delivery.Codename) -> int:
    """Destroys the data keys and makes noise of the indexes; the codename itself, which tells nobody, stays."""
    rows = list(codenames_as_met(codename).select_for_update(of=("self",)))
    delivery.CodenameHandle.objects.filter(codename__in=rows).delete()
    delivery.CodenameResemblance.objects.filter(Q(codename__in=rows) | Q(other__in=rows)).delete()
    forget(rows)
    return len(rows)


def forget(rows: Iterable[delivery.Codename]) -> None:
    """The codename is left, so that it is never given to anybody else; nobody can learn who it was."""
    for row in rows:
        row.data_key = row.name = row.phone = row.id_number = b""
        row.id_index = secrets.token_bytes(INDEX_BYTES) if row.id_index else None
        row.handle_index = secrets.token_bytes(INDEX_BYTES) if row.handle_index else None
        row.save(update_fields=["data_key", *SEALED, "id_index", "handle_index"])


def opened(row: delivery.Codename) -> dict[str, Any]:
    """What is sealed about a codename. Raises Destroyed once it is erased."""
    key = secrecy.unwrapped(row.data_key)
    table = row._meta.db_table
    return {"code": row.code} | {
        name: secrecy.opened(getattr(row, name), key=key, place=f"{table}.{name}") for name in SEALED
    }


def _attendances(rows: models.QuerySet[delivery.Attendance]) -> list[dict[str, Any]]:
    found = rows.select_related("session__activity", "session__project").order_by("session__day", "pk")
    return [
        {
            "project": row.session.project.number if row.session.project else "",
            "activity": row.session.activity.name,
            "day": row.session.day.isoformat(),
            "part": row.part,
        }
        for row in found
    ]
