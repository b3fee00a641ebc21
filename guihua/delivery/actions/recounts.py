"""People who were met by phone and name turn out to be others than they were held for: what is counted follows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from guihua.core import bulk
from guihua.delivery import models as delivery
from guihua.delivery.actions import changed, late_changes
from guihua.delivery.models.sessions import AttendanceQuerySet
from guihua.directory import models as directory


def after_turning(
    subdistrict: directory.Subdistrict, *, people: Collection[int] = (), codenames: Collection[int] = ()
) -> None:
    """Within the caller's transaction: these are known to be somebody else now, wherever they took part.

    Each session counts a person once in a part, as a shift does, and whoever counts these months has to do so again. What it changes
    in a closed month is noted there.
    """
    held: set[tuple[int | None, int]] = set()  # project and month
    for chunk in bulk.portions(people):
        held.update(delivery.DutyShift.objects.filter(person__in=chunk).values_list("project", "month"))
    for field, turned in (("person", people), ("codename", codenames)):
        for chunk in bulk.portions(turned):
            took_part = delivery.Attendance.objects.filter(**{f"{field}__in": chunk})
            sessions = delivery.Session.objects.filter(attendances__in=took_part).order_by()
            held.update(sessions.values_list("project", "month").distinct())
            count_once(delivery.Attendance.objects.filter(session__in=sessions.values("pk")))
    if held:
        late_changes.after_turning(subdistrict, held)
        changed.tell(delivery.Attendance, subdistrict, held)


def count_once(rows: AttendanceQuerySet) -> None:
    """Of whole sessions: each counts a person once in a part."""
    for count, pks in _wrong(rows):
        for chunk in bulk.portions(pks):
            delivery.Attendance.objects.filter(pk__in=chunk).update(count=count)


def _wrong(rows: AttendanceQuerySet) -> Iterator[tuple[int, list[int]]]:
    """The rows that count a person again, or no longer count them though they should."""
    there: set[tuple[int, int, str]] = set()
    wrong: dict[int, list[int]] = {0: [], 1: []}
    named = rows.known_as().exclude(known_as=None).order_by("pk")
    for pk, session, known_as, part, count in named.values_list("pk", "session", "known_as", "part", "count"):
        right = int((session, known_as, part) not in there)
        there.add((session, known_as, part))
        if count != right:
            wrong[right].append(pk)
    yield from wrong.items()
