"""The file that records came from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone

from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.directory.actions.places import Counted


def begin(subdistrict: directory.Subdistrict, kind: str, digest: str, *, by: Any) -> delivery.ImportBatch:
    """`digest` is the SHA-256 of the file. What came of it is noted at the end."""
    return delivery.ImportBatch.objects.create(
        subdistrict=subdistrict, kind=kind, digest=digest, at=timezone.now(), by=by, added=0, changed=0, skipped=0
    )


def finish(batch: delivery.ImportBatch, counted: Counted) -> Counted:
    """Notes what came of the file; returns it with the batch's key."""
    for name, count in counted.counts.items():
        setattr(batch, name, count)
    batch.save(update_fields=list(counted.counts))
    return replace(counted, batch=batch.pk)
