"""A list that somebody had written in the background, and whose file waits for them."""

from __future__ import annotations

from django.utils import timezone

from guihua.core import secrecy, uploads
from guihua.desk import sights
from guihua.desk.models import Export
from guihua.directory.models import User


def exported(who: str) -> Export:
    by, now = User.objects.get(username=who), timezone.now()
    wrapped, key = secrecy.new_wrapped_key()
    made = Export(by=by, register="sessions", data_key=wrapped, query=b"", file=uploads.new_name(), asked_at=now)
    made.made_at, made.title, made.sight = now, "活动与场次", sights.sight_of(by)
    made.save()
    uploads.write(made.file, b"a workbook", key=key)
    return made


def by_name() -> dict[str, int]:
    """As the tables of the tests call them."""
    return {f"{export.by.username}-export": export.pk for export in Export.objects.select_related("by")}
