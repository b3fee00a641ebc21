"""The file that records came from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import models
from django.utils import timezone

from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.directory.actions.places import Counted


def begin(subdistrict: directory.Subdistrict, kind: str, digest: str, *, by: Any) -> delivery.ImportBatch:
    """`digest` is the SHA-256 of the file. What came of it is noted at the end. Whoever enters a register in between came
    with the file: the caller has locked the sub-district."""
    return delivery.ImportBatch.objects.create(
        subdistrict=subdistrict,
        kind=kind,
        digest=digest,
        at=timezone.now(),
        by=by,
        added=0,
        changed=0,
        skipped=0,
        people_after=_last(directory.Person, subdistrict),
        codenames_after=_last(delivery.Codename, subdistrict),
    )


def finish(batch: delivery.ImportBatch, counted: Counted) -> Counted:
    """Notes what came of the file; returns it with the batch's key."""
    for name, count in counted.counts.items():
        setattr(batch, name, count)
    batch.people_until = _last(directory.Person, batch.subdistrict)
    batch.codenames_until = _last(delivery.Codename, batch.subdistrict)
    batch.save(update_fields=[*counted.counts, "people_until", "codenames_until"])
    return replace(counted, batch=batch.pk)


def _last(register: type[models.Model], subdistrict: directory.Subdistrict) -> int:
    """The key of whoever entered last, 0 where there is nobody."""
    rows = register._default_manager.filter(subdistrict=subdistrict).order_by("-pk")
    last: int = rows.values_list("pk", flat=True).first() or 0
    return last
