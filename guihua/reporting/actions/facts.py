"""The facts are brought up to date."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.commissioning import facts as commissioning
from guihua.delivery import facts as delivery
from guihua.directory import facts as directory_facts
from guihua.directory import models as directory
from guihua.reporting import store
from guihua.reporting.models import DirtyMonth

STATIC = {
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


@transaction.atomic
def refresh(subdistrict: directory.Subdistrict, *, full: bool = False, by: Any = None) -> int:
    """Rewrites what is out of date and swaps the manifest; returns how many months were written."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    dirty = DirtyMonth.objects.filter(subdistrict=subdistrict)
    marks = dict(dirty.values_list("pk", "month"))
    old = store.manifest(subdistrict.code)
    if old is not None and not marks and not full:
        return 0
    months = delivery.months(subdistrict) if full or old is None else set(marks.values()) - {0}
    generation = (old.generation if old else 0) + 1
    files = {name: dict(parts) for name, parts in (old.files if old else {}).items()}
    if full:
        files = {}
    for name, flat in STATIC.items():
        files[name] = {"0": store.write(subdistrict.code, generation, name, 0, flat(subdistrict))}
    for name, monthly in BY_MONTH.items():
        parts = files.setdefault(name, {})
        for month in sorted(months):
            parts[str(month)] = store.write(subdistrict.code, generation, name, month, monthly(subdistrict, month))
    store.swap(subdistrict.code, store.Manifest(generation, timezone.now().isoformat(), files))
    kept = {file for parts in [*files.values(), *(old.files if old else {}).values()] for file in parts.values()}
    store.sweep(subdistrict.code, kept)
    dirty.filter(pk__in=marks).delete()
    return len(months)
