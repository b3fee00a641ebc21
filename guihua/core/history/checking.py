from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Max

from guihua.core.history.versions import related_to, relations_of, tracked, versions_of

PORTION = 500  # rows that are compared at once


def misfits() -> Iterator[tuple[str, int]]:
    """Rows that say something else than the newest of their versions: somebody changed them behind the history's back.
    Rows that never had a version are left out."""
    for model in tracked():
        yield from ((model.__name__, pk) for pk in _of(model))


def _of(model: type[models.Model]) -> Iterator[int]:
    related = [field.name for field in versions_of(model).model._history_m2m_fields]
    for versions in _newest(model):
        rows = model._base_manager.prefetch_related(*related).in_bulk([version.id for version in versions])
        for version in versions:
            row = rows.get(version.id)
            if row is None or _differs(row, version):
                yield version.id


def _newest(model: type[models.Model]) -> Iterator[list[Any]]:
    """The newest version of each row that is there, a portion of the rows at a time."""
    versions, last = versions_of(model), 0
    while keys := list(versions.filter(id__gt=last).order_by("id").values_list("id", flat=True).distinct()[:PORTION]):
        last = keys[-1]
        newest = (
            versions.filter(id__in=keys).order_by().values("id").annotate(newest=Max("history_id")).values("newest")
        )
        found = versions.filter(history_id__in=newest).exclude(history_type="-").order_by("id")
        yield list(found.prefetch_related(*relations_of(model)))


def _differs(row: models.Model, version: Any) -> bool:
    own = any(getattr(row, f.attname) != getattr(version, f.attname) for f in version.tracked_fields)
    return own or any(
        {thing.pk for thing in getattr(row, field.name).all()} != related_to(version, field)
        for field in version._history_m2m_fields
    )
