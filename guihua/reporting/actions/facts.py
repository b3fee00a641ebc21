"""The facts are brought up to date."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import polars as pl
from django.db import transaction
from django.utils import timezone

from guihua.commissioning import facts as commissioning
from guihua.delivery import facts as delivery
from guihua.directory import facts as directory_facts
from guihua.directory import models as directory
from guihua.reporting import store, told
from guihua.reporting.models import DirtyMonth
from guihua.reporting.moments import one_moment

STATIC: dict[str, Callable[[directory.Subdistrict], pl.DataFrame]] = {
    "project": commissioning.projects,
    "station": commissioning.stations,
    "campaign": commissioning.campaigns,
    "community": directory_facts.communities,
    "school": directory_facts.schools,
}
BY_MONTH = {"session": delivery.sessions, "attendance": delivery.attendance, "duty": delivery.duty}


def mark_dirty(subdistrict: directory.Subdistrict, months: set[int]) -> None:
    """Within the caller's transaction: the facts of these months no longer say what the records say."""
    now = timezone.now()
    DirtyMonth.objects.bulk_create(DirtyMonth(subdistrict=subdistrict, month=m, marked_at=now) for m in sorted(months))


def refresh(subdistrict: directory.Subdistrict, *, full: bool = False) -> int:
    """Writes what is out of date into a new generation; returns how many months were written.

    Whoever records something meanwhile is not kept waiting, and waits for the next generation with it: only the marks
    that were seen, in the same moment as the records, are taken away. Another refresh waits for this one.
    """
    with store.writing(subdistrict.code):
        old = None if full else _usable(subdistrict)
        now = timezone.now()
        with one_moment():
            marks = dict(DirtyMonth.objects.filter(subdistrict=subdistrict).values_list("pk", "month"))
            if old and not marks:
                return 0
            months = set(marks.values()) - {0} if old else delivery.months(subdistrict)
            new = _write(subdistrict, old, months, now)
        store.swap(subdistrict.code, new)
        with transaction.atomic():
            DirtyMonth.objects.filter(pk__in=marks).delete()
        store.sweep(subdistrict.code, now)
        told.sweep(subdistrict.code, now)
    return len(months)


def _usable(subdistrict: directory.Subdistrict) -> store.Manifest | None:
    """The generation that clean months can be taken over from; None where all has to be written anew."""
    try:
        old = store.manifest(subdistrict.code)
    except store.Damaged:
        return None
    return old if old and store.is_whole(subdistrict.code, old) else None


def _write(
    subdistrict: directory.Subdistrict, old: store.Manifest | None, months: set[int], now: datetime
) -> store.Manifest:
    generation = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    parts = {name: dict(old.parts.get(name, {})) if old else {} for name in store.SCHEMAS}
    for name, month, frame in _frames(subdistrict, months):
        parts[name].pop(str(month), None)
        if frame.height:
            parts[name][str(month)] = store.write(subdistrict.code, generation, name, month, frame)
    return store.Manifest(generation, now.isoformat(), store.SHAPE, parts)


def _frames(subdistrict: directory.Subdistrict, months: set[int]) -> Iterator[tuple[str, int, pl.DataFrame]]:
    for name, flat in STATIC.items():
        yield name, 0, flat(subdistrict)
    for name, monthly in BY_MONTH.items():
        for month in sorted(months):
            yield name, month, monthly(subdistrict, month)
