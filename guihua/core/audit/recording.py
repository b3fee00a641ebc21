from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from guihua.core import bulk
from guihua.core.secrecy import lasting

if TYPE_CHECKING:
    from guihua.core.models import AuditRow

SYSTEM: Final = None  # the actor of what no person did: the worker, a command on the server
_sign_in: ContextVar[int | None] = ContextVar("sign_in", default=None)


@contextmanager
def coming_by(sign_in: int | None) -> Iterator[None]:
    """What is recorded meanwhile came by the sign-in of this key. None: from a stranger, or from the server itself."""
    token = _sign_in.set(sign_in)
    try:
        yield
    finally:
        _sign_in.reset(token)


def record(action: str, thing: models.Model | None, *, by: Any, **details: Any) -> AuditRow:
    """Writes one audit row in the caller's transaction. `details` are plain JSON values, never a sealed field's text."""
    from guihua.core.models import AuditRow

    with transaction.atomic(savepoint=False):
        (pk,) = bulk.next_ids(AuditRow, 1)
        row = AuditRow(
            pk=pk,
            at=timezone.now(),
            actor=by,
            subdistrict_id=_subdistrict_of(thing),
            action=action,
            kind=thing._meta.label_lower if thing is not None else "",
            object_id=thing.pk if thing is not None else None,
            details=json.loads(json.dumps(details)),  # as the database will give them back
            sign_in=_sign_in.get(),
        )
        row.mac = mac_of(row)
        row.save(force_insert=True)
    return row


def mac_of(row: AuditRow) -> bytes:
    """HMAC over all of the row's fields but the code itself. Its id too, so that a row copied or moved does not fit."""
    fields = [row.pk, row.at.isoformat(), row.actor_id, row.subdistrict_id]
    fields += [row.action, row.kind, row.object_id, row.details, row.sign_in]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(lasting("audit rows"), text.encode(), sha256)


def _subdistrict_of(thing: models.Model | None) -> int | None:
    if thing is None:
        return None
    if thing._meta.label == settings.GUIHUA_TENANT_MODEL:
        return int(thing.pk)
    return getattr(thing, "subdistrict_id", None)
