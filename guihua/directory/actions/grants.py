"""Sight of one thing ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.directory import models as directory


@transaction.atomic
def end(user: directory.User, role: directory.Role, kind: str, object_id: int, *, by: Any, why: str) -> int:
    """The user's open grant in that role on one thing, if any, no longer holds from today on; returns how many ended."""
    held = directory.Grant.objects.select_for_update().filter(
        user=user, role=role, kind=kind, object_id=object_id, until=None
    )
    ended = 0
    for grant in held:
        grant.until = clock.today() - timedelta(days=1)
        grant.save(update_fields=["until"])
        audit.record("grant.ended", grant, by=by, role=role, on=f"{kind} {object_id}", user=user.pk, why=why)
        ended += 1
    return ended
