"""The file that records came from."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.directory.actions.places import Counted


def note(
    subdistrict: directory.Subdistrict, kind: str, digest: str, counted: Counted, *, by: Any
) -> delivery.ImportBatch:
    """`digest` is the SHA-256 of the file."""
    return delivery.ImportBatch.objects.create(
        subdistrict=subdistrict, kind=kind, digest=digest, at=timezone.now(), by=by, **counted.__dict__
    )
