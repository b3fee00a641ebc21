"""How long an import takes, and how much memory, beside the least that any program would have to do for the same rows.

    GUIHUA_HOME=… DATABASE_URL=… python -m tests.bench.imports [--rows 600000] [--history 0] [--kind csv|xlsx] [--no-refresh]

On an empty database, which it fills. `floor` reads the same rows with the csv
module and writes them unsealed and unmatched with executemany (COPY on PostgreSQL); `×` is how many times as long the
import took. Ratios travel between machines, times do not. `--history` is how many rows of another year are there before.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from stdnum.cn import ric

from guihua.core import audit, sheets
from guihua.delivery import importers
from guihua.delivery.actions import attendances
from guihua.reporting.actions import facts
from tests import postgres
from tests.factories import programmes

PROJECTS, TO_A_SESSION, ROWS_A_PERSON = 58, 15, 15
FORMS = ["小组", "社区活动", "探访", "讲座", "个案"]
TERM = "01-01", "12-31"


def rows(count: int, year: int) -> Iterator[list[str]]:
    """Named rows, 15 to a session and about 15 a person, every tenth with an ID number."""
    chance = Random(year)
    people = []
    for n in range(max(1, count // ROWS_A_PERSON)):
        body = f"440605{date(1950, 1, 1) + timedelta(days=n % 20000):%Y%m%d}{n % 1000:03d}"
        number = body + ric.calc_check_digit(body + "0") if n % 10 == 0 else ""
        people.append((f"居民{chr(0x4E00 + n % 5000)}{chr(0x4E00 + n // 5000)}", f"138{n:08d}", number))
    for n in range(count):
        session, project = n // TO_A_SESSION, n // TO_A_SESSION % PROJECTS
        if n % TO_A_SESSION == 0:
            day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
            about = [f"活动{session % 400}", FORMS[session % 5], "", f"S{session:06d}", day.isoformat(), "14:30", "90"]
            came = chance.sample(people, min(TO_A_SESSION, len(people)))
        who = came[n % TO_A_SESSION % len(came)]
        yield [f"P{year}-{project:02d}", *about, "440605011001", "活动室", *who, "服务对象", ""]


def written(folder: Path, kind: str, head: list[str], count: int, year: int) -> Path:
    path = folder / f"attendance-{year}.{kind}"
    if kind == "csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            writer.writerows(rows(count, year))
        return path
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet()
        for n, row in enumerate([head, *rows(count, year)]):
            page.write_row(n, 0, row)
    return path


def timed(name: str, deed: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    given = deed()
    seconds = time.perf_counter() - began
    print(f"{name:<34}{seconds:8.1f} s", flush=True)
    return given, seconds


def floor(path: Path) -> int:
    """The rows of a CSV in a table of text, and no more."""
    with path.open(newline="", encoding="utf-8") as file, transaction.atomic(), connection.cursor() as cursor:
        reader = csv.reader(file)
        head = next(reader)
        columns = ", ".join(f"c{n} text" for n in range(len(head)))
        cursor.execute("CREATE TEMPORARY TABLE floor (" + columns + ")")
        if connection.vendor == "postgresql":
            with cursor.copy("COPY floor FROM STDIN") as copy:
                for row in reader:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(head))
            cursor.executemany("INSERT INTO floor VALUES (" + marks + ")", list(reader))  # noqa: S608 - our own words
        cursor.execute("DROP TABLE floor")
    return 0


def prepared(folder: Path, years: list[int]) -> Any:
    call_command("migrate", verbosity=0, interactive=False)
    place = programmes.prepared()
    programmes.load(place, "communities", folder, programmes.COMMUNITIES)
    programmes.load(place, "organisations", folder, programmes.ORGANISATIONS)
    projects = [
        [
            str(year),
            f"P{year}-{n:02d}",
            f"项目{n}",
            "社区服务",
            programmes.RONGSHENG,
            "1",
            *(f"{year}-{t}" for t in TERM),
        ]
        + [""] * 5
        for year in years
        for n in range(PROJECTS)
    ]
    programmes.load(place, "projects", folder, [programmes.PROJECT_COLUMNS, *projects])
    return place


def steps(place: Any, path: Path) -> float:
    """An import, step by step as `desk.importing.load` takes them."""
    columns, spent = importers.attendance_columns(place), []

    def step(name: str, deed: Callable[[], Any]) -> Any:
        given, seconds = timed(name, deed)
        spent.append(seconds)
        return given

    sheet = step("  read", lambda: sheets.read(path, columns))
    cleaned = step("  clean each cell", lambda: sheets.clean(sheet, columns))
    marks = step("  check between rows", lambda: importers.attendance_marks(place, cleaned))
    lines = step("  lines", lambda: importers.attendance_lines(cleaned))
    with transaction.atomic():
        counted = step("  match, seal and write", lambda: attendances.record_many(place, *lines, by=audit.SYSTEM))
    print(f"  {counted}, {len(marks)} marks")
    return sum(spent)


def measured(wanted: argparse.Namespace, folder: Path) -> None:
    place = prepared(folder, [2021, 2022])
    if wanted.history:
        before = written(folder, "csv", programmes.ATTENDANCE_COLUMNS, wanted.history, 2021)
        timed(f"history of {wanted.history} rows", lambda: steps(place, before))
    plain = written(folder, "csv", programmes.ATTENDANCE_COLUMNS, wanted.rows, 2022)
    path = (
        plain
        if wanted.kind == "csv"
        else written(folder, wanted.kind, programmes.ATTENDANCE_COLUMNS, wanted.rows, 2022)
    )
    print(f"{wanted.rows} rows, {path.stat().st_size >> 20} MB of {wanted.kind}")
    _, least = timed("floor", lambda: floor(plain))
    first = steps(place, path)
    print(f"{'import':<34}{first:8.1f} s   × {first / least:.1f}")
    again = steps(place, path)
    print(f"{'the same again':<34}{again:8.1f} s   × {again / least:.1f}")
    if wanted.refresh:
        timed("facts", lambda: facts.refresh(place))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"most memory {most} MB, of the process that opens workbooks {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10} MB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=600_000)
    parser.add_argument("--history", type=int, default=0)
    parser.add_argument("--kind", choices=["csv", "xlsx"], default="csv")
    parser.add_argument("--refresh", action=argparse.BooleanOptionalAction, default=True)
    wanted = parser.parse_args()
    settings.GUIHUA_FIELD_KEYS = (postgres.KEYS["GUIHUA_FIELD_KEYS"],)
    with tempfile.TemporaryDirectory(prefix="guihua-bench-") as folder:
        measured(wanted, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
