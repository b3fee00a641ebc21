from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from guihua.core.models import AuditBlock

MOST_ROWS = 10_000
LOCK = 0x6775_6968  # one sealer at a time on PostgreSQL; SQLite writes one transaction at a time anyway
START = bytes(32)


def seal_committed() -> int:
    """Chains the committed rows that stand in no block yet into one; returns how many. Writers never wait for it."""
    from guihua.core.models import AuditBlock, AuditRow, AuditSeal

    with transaction.atomic():
        _wait_for_other_sealers()
        rows = list(AuditRow.objects.filter(seal=None).order_by("pk").values_list("pk", "mac")[:MOST_ROWS])
        if not rows:
            return 0
        last: AuditBlock | None = AuditBlock.objects.order_by("-pk").first()
        previous = bytes(last.digest) if last else START
        digest = digest_of(previous, [bytes(mac) for _, mac in rows])
        block = AuditBlock.objects.create(at=timezone.now(), count=len(rows), previous=previous, digest=digest)
        AuditSeal.objects.bulk_create(
            AuditSeal(row_id=pk, block=block, position=position) for position, (pk, _) in enumerate(rows)
        )
    return len(rows)


def digest_of(previous: bytes, macs: list[bytes]) -> bytes:
    return sha256(previous + len(macs).to_bytes(8) + b"".join(macs)).digest()


def _wait_for_other_sealers() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
