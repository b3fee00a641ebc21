"""How long the whole account of a year takes to count, beside the same figures by hand over the same Parquet files.

    GUIHUA_HOME=… [DATABASE_URL=…] python -m tests.bench.account [--year 2022] [--times 5] [--wide 10]

On a database that `tests.bench.large` has filled. `report` is what `guihua report --format json` holds, with nothing
remembered; `by hand` is polars alone, for every figure and table at once, and has to come to the same numbers. Both read
the files in turn, in one process, warm. `--wide` counts so many cities of that size laid side by side as well. Then
the refresh: 1,000 rows more in one month, beside the whole two years anew.
"""

from __future__ import annotations

import argparse
import resource
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guihua.core import bulk
from guihua.delivery import models as delivery
from guihua.directory.models import Person, Subdistrict
from guihua.reporting import annual, store
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from guihua.reporting.memory import answers
from tests.bench import by_hand
from tests.bench.large import SESSION, TO_A_SESSION

MORE = 1_000  # rows that come before a refresh, nearly


def counted(code: str, year: int) -> dict[str, Any]:
    answers.forget()
    return annual.report(open_book(code), year)


def timed(deed: Callable[[], Any]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def beside(name: str, ours: Callable[[], Any], theirs: Callable[[], Any], times: int) -> None:
    ours(), theirs()  # warm
    pairs = [(timed(ours), timed(theirs)) for _ in range(times)]
    ratios = [one / other for one, other in pairs]
    mine, other = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    print(
        f"{name}: {mine:.0f} ms beside {other:.0f} ms, {statistics.median(ratios):.2f} × "
        f"({min(ratios):.2f} to {max(ratios):.2f}); at most {_most():.0f} MB in this process",
        flush=True,
    )


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compared(code: str, year: int, times: int, name: str) -> None:
    report, hand = counted(code, year), by_hand.account(code, year)
    found = {figure: one["value"] for figure, one in report["figures"].items()}
    found |= {table: report["tables"][table] for table in hand if table in report["tables"]}
    if found != hand:
        sys.exit(f"not the same: {[key for key in found if found[key] != hand.get(key)]}")
    rows = store.scan(code, open_book(code).manifest, "attendance").select(pl.len()).collect().item()
    beside(f"{name}, {rows:,} rows", lambda: counted(code, year), lambda: by_hand.account(code, year), times)


def widened(code: str, copies: int) -> None:
    """So many cities side by side: sessions and people of each are its own, projects and communities common."""
    old, parts = open_book(code).manifest, {}
    frames = {
        name: {m: store.scan(code, _of(old, name, m), name).collect() for m in old.parts[name]} for name in old.parts
    }
    settings.GUIHUA_FACTS = tempfile.mkdtemp(prefix="guihua-wide-")
    for name, months in frames.items():
        parts[name] = {
            m: store.write(code, old.generation, name, int(m), _laid(frame, copies)) for m, frame in months.items()
        }
    store.swap(code, replace(old, parts=parts))


def _of(old: store.Manifest, name: str, month: str) -> store.Manifest:
    return replace(old, parts={name: {month: old.parts[name][month]}})


def _laid(frame: pl.DataFrame, copies: int) -> pl.DataFrame:
    own = [name for name in ("session", "attendance", "who") if name in frame.columns]
    apart = 1 << 32
    return pl.concat([frame.with_columns(pl.col(own) + n * apart) for n in range(copies if own else 1)])


def refreshed(place: Subdistrict, year: int, times: int) -> None:
    month = year * 100 + 6

    def more() -> None:
        with transaction.atomic():
            like = delivery.Session.objects.filter(subdistrict=place, month=month)[0]
            people = Person.objects.values_list("pk", flat=True)[:TO_A_SESSION]
            for _n in range(MORE // TO_A_SESSION):
                one = delivery.Session(**{name: getattr(like, name) for name in SESSION if name not in ("id", "code")})
                one.code = secrets.token_hex(8)
                one.save()
                fields = ["session_id", "person_id", "codename_id", "part", "count"]
                bulk.insert(delivery.Attendance, fields, [(one.pk, who, None, "served", 1) for who in people])
            facts.mark_dirty(place, {month})
        facts.refresh(place)

    beside(f"refresh after {MORE:,} rows", more, lambda: facts.refresh(place, full=True), times)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--year", type=int, default=timezone.localdate().year)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--wide", type=int, default=0)
    wanted, place = parser.parse_args(), Subdistrict.objects.get()
    compared(place.code, wanted.year, wanted.times, "report")
    refreshed(place, wanted.year, wanted.times)
    if wanted.wide:
        widened(place.code, wanted.wide)
        compared(place.code, wanted.year, wanted.times, f"report of {wanted.wide} such cities")


if __name__ == "__main__":
    main()
