"""What a demonstration year is to give: its numbers and its words, from the files beside this one."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Plan:
    numbers: dict[str, Any]
    words: dict[str, Any]
    communities: list[dict[str, str]]
    scale: float  # of the rows that are attendance

    @property
    def year(self) -> int:
        return int(self.numbers["year"])

    def scaled(self, count: float) -> int:
        return max(1, round(count * self.scale))


SCALES = {"s": 0.1, "m": 1.0}


def load(year: int, size: str) -> Plan:
    """The plan of a published year. Raises FileNotFoundError where there is none for that year."""
    numbers = tomllib.loads((HERE / "years" / f"{year}.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((HERE / "texts" / "words.toml").read_text(encoding="utf-8"))
    with (HERE / "places" / "guicheng.csv").open(encoding="utf-8") as file:
        communities = list(csv.DictReader(file))
    return Plan(numbers, words, communities, SCALES[size])


def previous(plan: Plan) -> Plan:
    """The year before, at its share of this one: fewer communities, less money, fewer rows."""
    share = plan.numbers["previous_share"]
    numbers = plan.numbers
    covered = len(plan.communities) - numbers["previous_uncovered"]
    fewer = numbers["community_projects"] - covered
    older = numbers | {
        "year": numbers["year"] - 1,
        "projects": numbers["projects"] - fewer,
        "community_projects": covered,
        "funding_yuan": round(numbers["funding_yuan"] * share, -3),
        "person_times": round(numbers["person_times"] * share),
        "sessions": round(numbers["sessions"] * share),
    }
    for part in ("corrections", "anti_fraud", "duty"):
        older[part] = {
            k: v if k in ("minutes_each", "projects") else round(v * share) for k, v in numbers[part].items()
        }
    return Plan(older, plan.words, plan.communities, plan.scale)


def date_of(text: str) -> date:
    return date.fromisoformat(text)
