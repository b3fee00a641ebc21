from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from guihua.core.models import AuditRow

SYSTEM: Final = None  # the actor of what no person did: the worker, a command on the server


def record(action: str, thing: models.Model | None, *, by: Any, **details: Any) -> AuditRow:
    """Writes one audit row in the caller's transaction. `details` are plain JSON values, never a sealed field's text."""
    from guihua.core.models import AuditRow

    row = AuditRow(
        at=timezone.now(),
        actor=by,
        subdistrict_id=_subdistrict_of(thing),
        action=action,
        kind=thing._meta.label_lower if thing is not None else "",
        object_id=thing.pk if thing is not None else None,
        details=details,
    )
    row.mac = mac_of(row)
    row.save(force_insert=True)
    return row


def mac_of(row: AuditRow) -> bytes:
    """HMAC over the row's own fields, its id and mac apart."""
    fields = [row.at.isoformat(), row.actor_id, row.subdistrict_id, row.action, row.kind, row.object_id, row.details]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(_key(), text.encode(), sha256)


def _key() -> bytes:
    return hmac.digest(urlsafe_b64decode(settings.GUIHUA_FIELD_KEYS[-1]), b"audit rows", sha256)


def _subdistrict_of(thing: models.Model | None) -> int | None:
    if thing is None:
        return None
    if thing._meta.label == settings.GUIHUA_TENANT_MODEL:
        return int(thing.pk)
    return getattr(thing, "subdistrict_id", None)
