from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from guihua.core import bulk
from guihua.core.history.versions import Did, table_of


def record(
    model: type[models.Model], pks: Iterable[int], *, by: Any, did: Did = Did.CHANGED, why: str = "", batch: str = ""
) -> None:
    """A version of each row as it now stands in the database, in the caller's transaction, whatever their number by one
    statement; of rows that are about to be removed, before they are. `batch` names the import that they are part of."""
    keys = list(pks)
    if not keys:
        return
    versions = table_of(model)
    said = {
        "history_date": timezone.now(),
        "history_user": by.pk if by is not None else None,
        "history_type": did.value,
        "history_change_reason": why,
        "batch": batch,
    }
    with transaction.atomic(savepoint=False):
        bulk.copy(model, versions, [field.column for field in versions.tracked_fields], said, keys)
        for field in versions._history_m2m_fields:
            kept = getattr(versions, field.name).model
            bulk.copy_related(field.remote_field.through, kept, field.m2m_column_name(), versions, keys)
