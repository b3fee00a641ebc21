"""Long lists are written in the background; the file waits for who asked for it, for seven days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation

from guihua.core import audit, jobs, listing, secrecy, uploads
from guihua.desk import sights
from guihua.desk.models import Export
from guihua.desk.registers import REGISTERS
from guihua.directory.models import users

WORK = "lists.export"
DAYS_KEPT = 7
STEP = 500  # rows between two looks whether to stop
PLACE = "desk_export.query"


@transaction.atomic
def ask(register: str, query: str, *, by: Any) -> jobs.Job:
    """The list as its address asks for it is to be written, with what `by` may see when that is done."""
    wrapped, key = secrecy.new_wrapped_key()
    found = Export.objects.create(
        by=by,
        register=register,
        language=translation.get_language() or "",
        data_key=wrapped,
        query=secrecy.sealed(query, key=key, place=PLACE),
        file=uploads.new_name(),
        asked_at=timezone.now(),
    )
    held = users.memberships_today(by).select_related("subdistrict").order_by("since", "pk").first()
    return jobs.ask(WORK, {"export": found.pk}, by=by, subdistrict=held.subdistrict if held else None)


def write_for(running: jobs.Running) -> None:
    """Writes the workbook under the name that it was given when it was asked for, so that a second try leaves one file."""
    found = Export.objects.select_related("by").get(pk=running.payload["export"])
    sight = sights.sight_of(found.by)
    with translation.override(found.language):
        made, rows = REGISTERS[found.register](found.by)
        shown = made.show(rows, QueryDict(secrecy.opened(found.query, key=found.key, place=PLACE)), found.by)
        target, count = BytesIO(), min(shown.total, listing.MOST_ROWS)
        listing.write(target, listing.heads(shown), _told(running, listing.lines(shown), count))
        title = listing.file_name(made)
    uploads.write(found.file, target.getvalue(), key=found.key)
    with running.finishing() as outcome:
        Export.objects.filter(pk=found.pk).update(made_at=timezone.now(), title=title, sight=sight)
        audit.record("list.exported", found, by=found.by, register=found.register, rows=count)
        outcome["rows"] = count


def _told(running: jobs.Running, lines: Iterator[list[Any]], count: int) -> Iterator[list[Any]]:
    for n, line in enumerate(lines):
        if n % STEP == 0:
            running.stop_if_wished()
            running.tell("making", n, count)
        yield line


@transaction.atomic
def opened(found: Export, *, by: Any) -> bytes:
    """The workbook; that it was taken is audited. Raises FileNotFoundError where it is gone."""
    content = uploads.read(found.file, key=found.key)
    audit.record("list.taken", found, by=by, register=found.register)
    return content


def forget_old() -> int:
    """Files that waited for a week are gone; returns how many."""
    old = list(Export.objects.filter(asked_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)))
    Export.objects.filter(pk__in=[found.pk for found in old]).delete()
    uploads.remove(*(found.file for found in old))
    return len(old)
