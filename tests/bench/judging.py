"""How long it takes to recompute a round from its marks, beside one pass in polars over the same marks.

    python -m tests.bench.judging [--projects 58] [--sheets 5] [--criteria 20] [--times 60]

Both begin with the rows as a database gives them: project, sheet, criterion, mark. `round` comes to the final score and grade of every
project with all its arithmetic, exact, down to each sheet; `polars` to the mean of each criterion of each project and the sum of
those. `pass alone` is polars with the frame made beforehand, which nobody who reads rows has. Needs no database. Told
are median milliseconds; `×` is the median of the ratios of `round` to it, taken in turn.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import polars as pl

from guihua.evaluation.calc.bands import Band
from guihua.evaluation.calc.results import Case, Terms, Verdict, judge
from guihua.evaluation.calc.scoring import TRIMMED, Criterion, Sheet, source_score
from tests.bench.pages import timed

Row = tuple[int, int, int, Decimal]
POINTS = Decimal(10)
BANDS = [Band("excellent", Decimal(90)), Band("good", Decimal(80)), Band("pass", Decimal(60)), Band("fail", Decimal(0))]
TERMS = Terms({"assessors": Decimal(100)}, BANDS, bonus_cap=Decimal(0), places=2)
SCHEMA: dict[str, Any] = {"project": pl.Int64, "sheet": pl.Int64, "criterion": pl.Int64, "mark": pl.Decimal(6, 2)}


def marks(wanted: argparse.Namespace) -> list[Row]:
    chance = random.Random(7)
    return [
        (project, project * wanted.sheets + sheet, criterion, Decimal(chance.randint(8, 20)) / 2)
        for project in range(wanted.projects)
        for sheet in range(wanted.sheets)
        for criterion in range(wanted.criteria)
    ]


def judged(rows: list[Row], criteria: list[Criterion]) -> list[Verdict]:
    panels: dict[int, dict[int, dict[int, Decimal | None]]] = {}
    for project, sheet, criterion, mark in rows:
        panels.setdefault(project, {}).setdefault(sheet, {})[criterion] = mark
    found = []
    for project, panel in panels.items():
        sheets = [Sheet(sheet, given) for sheet, given in panel.items()]
        score = source_score(criteria, sheets, how=TRIMMED, least=3).score
        found.append(judge(Case(project, {"assessors": score}), TERMS))
    return found


def framed(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def one_pass(frame: pl.DataFrame) -> pl.DataFrame:
    combined = frame.group_by("project", "criterion").agg(pl.col("mark").mean())
    return combined.group_by("project").agg(pl.col("mark").sum())


def measured(wanted: argparse.Namespace) -> None:
    """In turn, so that what else the machine does meanwhile slows each of them down."""
    rows = marks(wanted)
    criteria = [Criterion(n, n // 5, POINTS) for n in range(wanted.criteria)]
    ready = framed(rows)
    works: dict[str, Callable[[], Any]] = {
        "round": lambda: judged(rows, criteria),
        "polars": lambda: one_pass(framed(rows)),
        "pass alone": lambda: one_pass(ready),
    }
    rounds = [[timed(work, 1)[0] for work in works.values()] for _ in range(wanted.times + 1)][1:]
    print(f"{len(rows)} marks, {wanted.times} times")
    for name, took in zip(works, zip(*rounds, strict=True), strict=True):
        ratio = statistics.median(first / one for (first, *_others), one in zip(rounds, took, strict=True))
        print(f"{name:<12}{statistics.median(took):8.1f} ms   round = {ratio:.2f} ×")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("projects", 58), ("sheets", 5), ("criteria", 20), ("times", 60)):
        parser.add_argument(f"--{name}", type=int, default=number)
    measured(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
