from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from guihua.core.refusal import refuse_if
from guihua.core.secrecy import lasting

if TYPE_CHECKING:
    from guihua.core.models import AuditBlock

MOST_ROWS = 10_000
BEHIND = 100_000  # rows: so far behind the newest sealed one a row that is committed late is looked for every time
LOCK = 0x6775_6968  # one sealer at a time on PostgreSQL; SQLite writes one transaction at a time anyway
START = bytes(32)


def seal_committed(*, all_rows: bool = False) -> int:
    """Chains the committed rows that stand in no block yet into one; returns how many. Writers never wait for it.

    A row may be committed after others with higher ids were sealed; it stands in a later block then. Refused where
    the deployment's keys are not those of the trail.
    """
    from guihua.core.audit.verifying import why_not_ours
    from guihua.core.models import AuditBlock, AuditRow, AuditSeal

    with transaction.atomic():
        _wait_for_other_sealers()
        refuse_if(why_not_ours())
        newest = AuditSeal.objects.order_by("-row").values_list("row", flat=True).first() or 0
        since = 0 if all_rows else newest - BEHIND
        unsealed = AuditRow.objects.filter(seal=None, pk__gt=since).order_by("pk")
        rows = list(unsealed.values_list("pk", "mac")[:MOST_ROWS])
        if not rows:
            return 0
        last: AuditBlock | None = AuditBlock.objects.order_by("-pk").first()
        block = AuditBlock(at=timezone.now(), count=len(rows), previous=bytes(last.digest) if last else START)
        block.digest = digest_of(bytes(block.previous), block.at, [bytes(mac) for _, mac in rows])
        block.save(force_insert=True)
        AuditSeal.objects.bulk_create(
            AuditSeal(row_id=pk, block=block, position=position) for position, (pk, _) in enumerate(rows)
        )
    return len(rows)


def digest_of(previous: bytes, at: datetime, macs: Sequence[bytes]) -> bytes:
    """HMAC over the previous block's digest, the moment, the count and the rows' codes: nobody chains without the key."""
    text = b"".join([previous, at.isoformat().encode(), b"|", len(macs).to_bytes(8), *macs])
    return hmac.digest(lasting("audit blocks"), text, sha256)


def _wait_for_other_sealers() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
