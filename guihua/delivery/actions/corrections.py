"""What a record said before, and what it says now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from guihua.delivery import models as delivery

BY_FILE = gettext_noop("重新导入")
BY_HAND = gettext_noop("手工登记")
BY_MONTH_LIST = gettext_noop("整月登记")
BY_UNDOING = gettext_noop("撤销导入")


@dataclass(frozen=True)
class Change:
    """One value of a session or of a shift, before and after, in words."""

    field: str
    old: str
    new: str
    session: int | None = None
    shift: int | None = None


@transaction.atomic
def note_many(
    subdistrict: int, changes: Iterable[Change], *, by: Any, why: str = BY_FILE, batch: int | None = None
) -> int:
    """Keeps what was, what is, who changed it and why; returns how many."""
    at = timezone.now()
    rows = [
        delivery.Correction(
            subdistrict_id=subdistrict,
            session_id=change.session,
            shift_id=change.shift,
            field=change.field,
            old=change.old,
            new=change.new,
            by=by,
            at=at,
            why=why,
            batch_id=batch,
        )
        for change in changes
    ]
    return len(delivery.Correction.objects.bulk_create(rows, batch_size=500))
