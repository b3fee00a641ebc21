"""Sight of one thing ends."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory import policy


@transaction.atomic
def end(
    user: directory.User,
    role: directory.Role,
    thing: TenantRow,
    *,
    by: Any,
    why: str,
    organisation: directory.Organisation | None = None,
) -> int:
    """The user's open grant in that role on one thing, if any, no longer holds from today on; returns how many ended."""
    refuse_if(policy.why_not_grant(by, role, thing, organisation))
    held = directory.Grant.objects.select_for_update().filter(
        user=user, role=role, kind=thing._meta.model_name, object_id=thing.pk, until=None
    )
    ended = 0
    for grant in held:
        grant.until = clock.today()
        grant.save(update_fields=["until"])
        audit.record("grant.ended", thing, by=by, role=role, user=user.pk, why=why)
        ended += 1
    return ended
