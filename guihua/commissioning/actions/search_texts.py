"""What the search knows of a text is written with the text, by the verb that writes it and in its transaction."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import models, transaction

from guihua.commissioning.models import SearchText
from guihua.commissioning.search_texts import KINDS, SOURCES, Source
from guihua.core import bulk, finding

PORTION = 500  # things that are read again at once


def keep(*things: models.Model) -> None:
    """Each is found by what it says now, and no longer by what it said before. No deed of its own: the verb around it is."""
    for model, some in groupby(things, type):
        _keep(SOURCES[KINDS[model]], [one.pk for one in some])


def forget(model: type[models.Model], keys: Sequence[int]) -> None:
    """They are gone, and found no more."""
    SearchText.objects.filter(kind=KINDS[model], object_id__in=keys).delete()


def again() -> int:
    """Everything is read anew, by the server's own commands; returns how many texts there are. Done twice it finds the same."""
    for source in SOURCES.values():
        _read(source, source.model._default_manager.all())
        SearchText.objects.filter(kind=source.kind).exclude(object_id__in=source.model._default_manager.all()).delete()
    return SearchText.objects.count()


def add_missing() -> None:
    """What nobody has read yet: of kinds that a new version of Guihua looks into."""
    for source in SOURCES.values():
        known = SearchText.objects.filter(kind=source.kind).values("object_id")
        _read(source, source.model._default_manager.exclude(pk__in=known))


def _read(source: Source, rows: Any) -> None:
    last = 0
    while keys := list(rows.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:PORTION]):
        with transaction.atomic():
            _keep(source, keys)
        last = keys[-1]


def _keep(source: Source, keys: Sequence[int]) -> None:
    for some in bulk.portions(keys):
        rows = [row for row in map(_row_of(source), source.rows().filter(pk__in=some).order_by("pk")) if row.plain]
        forget(source.model, some)
        SearchText.objects.bulk_create(rows, batch_size=PORTION)


def _row_of(source: Source) -> Any:
    def row(thing: Any) -> SearchText:
        said = source.said(thing)
        own = {"kind": source.kind, "object_id": thing.pk, "project_id": said.project, "day": said.day}
        return SearchText(
            subdistrict_id=source.place(thing), **own, text=said.text, **finding.aloud(said.text)._asdict()
        )

    return row
