"""How long it takes to save a session with thirty people on it, beside the bare inserts of the rows that come of it.

    GUIHUA_HOME=… [DATABASE_URL=…] python -m tests.bench.rosters [--people 30] [--times 50]

On an empty database, which it fills with a file of attendance. A worker of the project saves a session by the verb that the page
calls, as whom she may know, under the lock, with its row in the audit; then the same rows (the session, its attendance, the row of
the audit) are written once more, bare, in one transaction: `inserts` one by one through the models, `statement` with a ready
statement a table. Told are medians; `×` is the median of the pairs' ratios.

Which of the two is "the bare inserts" of the aim (at most 5 ×) is for the reader: `inserts` costs what any program with the
models pays, an object and a statement a row, and flatters the save; `statement` asks nothing, checks nothing and builds
nothing, and no program of ours could be it. By that one the aim is met on PostgreSQL, where each statement has its way to the
server, and missed on SQLite, where a statement takes microseconds and building the save's nineteen questions takes
milliseconds. The numbers, with the machine's load, stand in the README.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from datetime import time as clock_time
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, transaction

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.delivery.actions import recording
from guihua.delivery.actions.entries import Entry, Present
from guihua.delivery.models import Attendance, Session
from guihua.desk import importing
from guihua.directory.actions import users
from guihua.directory.models import Person, Role, User
from tests.bench import files
from tests.bench.imports import with_keys

YEAR, ROWS = 2022, 3_000
KEYS = count(-1, -1)  # below all others, so that none of these is ever in the way
Row = dict[str, Any]
PREPARED: dict[Any, tuple[str, list[list[Any]]]] = {}


def prepared(folder: Path) -> tuple[Project, User]:
    call_command("migrate", verbosity=0, interactive=False)
    place = files.programme(folder, [YEAR])
    importing.load(place, "attendance", files.written(folder, "csv", ROWS, YEAR), by=audit.SYSTEM)
    held = Project.objects.filter(delivery_sessions__attendances__person__isnull=False, domain__is_confidential=False)
    project = held.order_by("pk")[0]
    worker = users.register("chenjing", name="陈静", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(worker, Role.WORKER, place, by=audit.SYSTEM, organisation=project.provider)
    users.grant(worker, Role.WORKER, project, by=audit.SYSTEM, why="驻点", since=date(2020, 1, 1))
    return project, worker


def saved(project: Project, roster: list[Present], n: int, *, by: User) -> Session:
    entry = Entry(
        sent_as=uuid4(),
        activity="围炉茶话",
        form="group",
        day=date(YEAR, 5, 1 + n % 28),
        starts_at=clock_time(14, 30),
        minutes=90,
        roster=roster,
    )
    return recording.record(project, entry, by=by)


def rows(model: Any, **which: Any) -> list[Row]:
    return list(model.objects.filter(**which).order_by("pk").values())


def again(session: Session) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows that the save wrote, under keys of their own."""
    pk = next(KEYS)
    (held,) = rows(Session, pk=session.pk)
    taken = [one | {"id": next(KEYS), "session_id": pk} for one in rows(Attendance, session=session.pk)]
    told = [one | {"id": next(KEYS)} for one in rows(AuditRow, action="session.recorded", object_id=session.pk)]
    return [held | {"id": pk, "code": f"bare-{pk}", "sent_as": uuid4()}], taken, told


def one_by_one(model: Any, found: list[Row]) -> None:
    """As any program with the models does it: an insert for each row."""
    for row in found:
        model.objects.bulk_create([model(**row)])


def at_once(model: Any, found: list[Row]) -> None:
    """As nobody but the database itself could do it faster: one statement a table, its text and values ready."""
    sentence, values = PREPARED[model]
    with connection.cursor() as cursor:
        cursor.executemany(sentence, values)


def written(model: Any, found: list[Row]) -> tuple[str, list[list[Any]]]:
    """As SQL, and the values as the database takes them."""
    fields = [field for field in model._meta.concrete_fields if field.attname in found[0]]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [[field.get_db_prep_save(row[field.attname], connection) for field in fields] for row in found]
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', values  # noqa: S608 - ours


def inserted(session: Session, write: Callable[[Any, list[Row]], None]) -> float:
    """Seconds that the bare inserts take."""
    deeds = list(zip((Session, Attendance, AuditRow), again(session), strict=True))
    PREPARED.update({model: written(model, found) for model, found in deeds})
    began = time.perf_counter()
    with transaction.atomic():
        for model, found in deeds:
            write(model, found)
    took = time.perf_counter() - began
    Attendance.objects.filter(session_id__lt=0).delete()
    Session.objects.filter(pk__lt=0).delete()
    return took


def measured(wanted: argparse.Namespace, folder: Path) -> None:
    project, worker = prepared(folder)
    known = Person.objects.filter(delivery_attendances__session__project=project, merged_into=None).distinct()
    roster = [Present(pk) for pk in known.order_by("pk").values_list("pk", flat=True)[: wanted.people]]
    took: dict[str, list[float]] = {"save": [], "inserts": [], "statement": []}
    for n in range(wanted.times + 1):
        began = time.perf_counter()
        session = saved(project, roster, n, by=worker)
        took["save"].append(time.perf_counter() - began)
        took["inserts"].append(inserted(session, one_by_one))
        took["statement"].append(inserted(session, at_once))
    print(f"{connection.vendor}: a roster of {len(roster)}, {wanted.times} times")
    for name, seconds in took.items():
        ratios = [one / other for one, other in zip(took["save"], seconds, strict=True)][
            1:
        ]  # the first warms the caches
        print(f"{name:<10}{statistics.median(seconds[1:]) * 1000:7.1f} ms   save × {statistics.median(ratios):.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--times", type=int, default=50)
    with_keys()
    with tempfile.TemporaryDirectory(prefix="guihua-bench-") as folder:
        measured(parser.parse_args(), Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
