from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Max

from guihua.core.history.versions import related_to, relations_of, tracked, versions_of


def misfits() -> Iterator[tuple[str, int]]:
    """Rows that say something else than the newest of their versions: somebody changed them behind the history's back.
    Rows that never had a version are left out."""
    for model in tracked():
        yield from ((model.__name__, pk) for pk in _of(model))


def _of(model: type[models.Model]) -> Iterator[int]:
    versions = versions_of(model)
    newest = versions.order_by().values("id").annotate(newest=Max("history_id")).values("newest")
    related = [field.name for field in versions.model._history_m2m_fields]
    rows = model._base_manager.prefetch_related(*related).in_bulk()
    newest_ones = versions.filter(history_id__in=newest)
    for version in newest_ones.prefetch_related(*relations_of(model)).exclude(history_type="-"):
        row = rows.get(version.id)
        if row is None or _differs(row, version):
            yield version.id


def _differs(row: models.Model, version: Any) -> bool:
    own = any(getattr(row, f.attname) != getattr(version, f.attname) for f in version.tracked_fields)
    return own or any(
        {thing.pk for thing in getattr(row, field.name).all()} != related_to(version, field)
        for field in version._history_m2m_fields
    )
