"""How long an import takes, and how much memory, beside the least that any program would have to do for the same rows.

    GUIHUA_HOME=… DATABASE_URL=… python -m tests.bench.imports [--rows 600000] [--times 5] [--xlsx] [--again] [--check]

On an empty database, which it fills. Each round imports a CSV file as the command does, and writes the very rows that came
of it with the database's own means (`floors`), each time into the product's empty tables and in a process of its own. Told are the
medians; `×` is the median of the rounds' ratios, which travels between machines as times do not. `--xlsx` brings the same rows as
a workbook as well, `--again` the same file a second time, `--check` looks at it as the page does before it comes in, beside
merely reading it.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from guihua.core import audit, sheets
from guihua.desk import importing
from guihua.directory.models import Subdistrict
from tests import postgres
from tests.bench import files, floors

MB = 10  # bits of the kilobytes in which the system counts
YEAR = 2022


class Took(NamedTuple):
    """Seconds in all and by stage, and the most memory in MB: of the process, and of the one that opens workbooks."""

    seconds: float
    stages: dict[str, float]
    memory: int
    opening: int


def imported(path: Path) -> Took:
    """In the calling process: as `guihua import attendance FILE` does it, with the transaction's end."""
    place, stages, moments = Subdistrict.objects.get(), [], [time.perf_counter()]

    def tell(sentence: str) -> None:
        stages.append(sentence)
        moments.append(time.perf_counter())

    importing.load(place, "attendance", path, by=audit.SYSTEM, tell=tell)
    moments.append(time.perf_counter())
    spent = [after - before for before, after in pairwise(moments[1:])]
    own, child = (
        resource.getrusage(whose).ru_maxrss >> MB for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Took(moments[-1] - moments[0], dict(zip(stages, spent, strict=True)), own, child)


def checked(path: Path) -> Took:
    """In the calling process: what the page does with a file before anything is recorded. Only reading it is `read`."""
    place, moments = Subdistrict.objects.get(), [time.perf_counter()]
    columns = importing.KINDS["attendance"].columns(place)
    sheet = sheets.read(path, columns)
    moments.append(time.perf_counter())
    found = importing.check(place, "attendance", sheet, columns)
    moments.append(time.perf_counter())
    importing.standing(place, "attendance", found)
    moments.append(time.perf_counter())
    read, check, stand = (after - before for before, after in pairwise(moments))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> MB
    return Took(moments[-1] - moments[0], {"read": read, "check": check, "standing": stand}, memory, 0)


def apart(deed: Callable[..., Any], *said: Any) -> Any:
    """What the deed gives in a fresh process, so that none uses memory or caches of another."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=with_keys) as pool:
        return pool.submit(deed, *said).result()


def with_keys() -> None:
    settings.GUIHUA_FIELD_KEYS = (postgres.KEYS["GUIHUA_FIELD_KEYS"],)


class Rounds:
    """What each kind of work took, round by round."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = {}

    def note(self, name: str, seconds: float, about: str = "") -> None:
        self.took.setdefault(name, []).append(seconds)
        print(f"  {name:<12}{seconds:8.1f} s  {about}", flush=True)

    def tell(self, name: str, beside: str) -> None:
        ratios = [one / other for one, other in zip(self.took[name], self.took[beside], strict=True)]
        median = statistics.median(self.took[name])
        print(f"{name:<14}{median:8.1f} s   × {statistics.median(ratios):.2f} of {beside}", flush=True)


def about(took: Took) -> str:
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in took.stages.items())
    return f"{stages}; {took.memory} MB" + (f" and {took.opening} MB" if took.opening else "")


def measured(wanted: argparse.Namespace, folder: Path) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    files.programme(folder, [YEAR])
    kinds = ["csv", "xlsx"] if wanted.xlsx else ["csv"]
    path_of = {kind: files.written(folder, kind, wanted.rows, YEAR) for kind in kinds}
    rounds, name = Rounds(), "COPY" if connection.vendor == "postgresql" else "executemany"
    for n in range(wanted.times):
        print(f"round {n + 1}: {wanted.rows} rows on {connection.vendor}", flush=True)
        for kind in kinds:
            floors.emptied()
            took = apart(imported, path_of[kind])
            rounds.note(kind, took.seconds, about(took))
        if wanted.check:
            took = apart(checked, path_of["csv"])
            rounds.note("check", took.seconds, about(took))
            rounds.note("read", took.stages["read"])
        if wanted.again:
            took = apart(imported, path_of["csv"])
            rounds.note("again", took.seconds, about(took))
        if n == 0:
            floors.keep(folder)
        floors.emptied(undisturbed=True)
        rounds.note(name, apart(floors.write, folder))
    rounds.tell("csv", name)
    if wanted.check:
        rounds.tell("check", "read")
    for other in rounds.took.keys() - {"csv", name, "check", "read"}:
        rounds.tell(other, "csv")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=600_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--check", action="store_true")
    with_keys()
    with tempfile.TemporaryDirectory(prefix="guihua-bench-") as folder:
        measured(parser.parse_args(), Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
