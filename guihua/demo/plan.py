"""What a demonstration year is to give: its numbers from `years/`, and what is derived from them for the year before and,
in the largest size, for invented sub-districts beside the published one."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from guihua.demo import texts

HERE = Path(__file__).parent
SCALES = {"s": 0.1, "m": 1.0, "l": 1.0}  # of the rows that are attendance and duty
STREETS = 1  # an invented community's code goes on from its sub-district's with this


@dataclass(frozen=True)
class Plan:
    code: str
    name: str
    numbers: dict[str, Any]
    communities: tuple[tuple[str, str], ...]  # code, name
    scale: float
    is_published: bool = True  # not an invented sub-district

    @property
    def year(self) -> int:
        return int(self.numbers["year"])

    @property
    def today(self) -> date:
        return date.fromisoformat(self.numbers["today"])

    def scaled(self, count: float) -> int:
        return max(1, round(count * self.scale))


def load(year: int, size: str, seed: int) -> list[Plan]:
    """The plans of a size: the published sub-district's, and in size l nine more. FileNotFoundError: no such year."""
    numbers = tomllib.loads((HERE / "years" / f"{year}.toml").read_text(encoding="utf-8"))
    with (HERE / "places" / "guicheng.csv").open(encoding="utf-8") as file:
        communities = tuple((row["社区代码"], row["社区名称"]) for row in csv.DictReader(file))
    published = Plan(numbers["subdistrict"], numbers["name"], numbers, communities, SCALES[size])
    others = texts.load("neighbours")["names"] if size == "l" else []
    return [published, *(_neighbour(published, code, name, seed) for code, name in others)]


def _neighbour(model: Plan, code: str, name: str, seed: int) -> Plan:
    """An invented sub-district: larger or smaller than the published one, with communities and projects of its own."""
    chance = Random(f"{seed} plan {code}")  # noqa: S311 - invented people need no secrecy
    numbers, words = model.numbers, texts.load("neighbours")
    rules = numbers["neighbours"]
    share = chance.uniform(rules["smallest"], rules["largest"])
    count = round(len(model.communities) * share)
    names = [f"{a}{b}社区" for a in words["first"] for b in words["second"]]
    communities = tuple((f"{code}{n:03d}", place) for n, place in enumerate(chance.sample(names, count), start=STREETS))
    own = _times(numbers, share, ("funding_yuan", -3), ("person_times", 0), ("sessions", 0), ("people", 0))
    own["community_projects"] = count - chance.randint(1, rules["most_uncovered"])
    own["domains"] = {
        domain: n if n == 1 else chance.randint(1, rules["most_of_a_domain"])
        for domain, n in numbers["domains"].items()
    }
    own["projects"] = own["community_projects"] + sum(own["domains"].values())
    own["schools"] = {kind: max(1, round(n * share)) for kind, n in numbers["schools"].items()}
    for part in ("corrections", "anti_fraud", "duty", "giving_back"):
        own[part] = _times(numbers[part], share, *((key, 0) for key in numbers[part]))
    own["duty"]["projects"] = min(own["duty"]["projects"], own["projects"] - 1)
    return Plan(code, name, own, communities, model.scale, is_published=False)


def previous(plan: Plan) -> Plan:
    """The year before, at its share of this one: fewer communities, less money, fewer rows."""
    numbers = plan.numbers
    rules = numbers["previous"]
    share = rules["share"]
    older = _times(numbers, share, ("funding_yuan", -3), ("person_times", 0), ("sessions", 0))
    covered = min(len(plan.communities) - rules["uncovered"], numbers["community_projects"])
    older["year"] = plan.year - 1
    older["community_projects"] = covered
    older["projects"] = numbers["projects"] - numbers["community_projects"] + covered
    older["rhythm"] = {name: rules[name] for name in numbers["rhythm"]}
    for part in ("corrections", "anti_fraud", "tours", "duty", "giving_back"):
        older[part] = _times(numbers[part], share, *((key, 0) for key in numbers[part]))
    return replace(plan, numbers=older)


def earlier(plan: Plan) -> Iterator[tuple[Plan, int]]:
    """The years of which only projects and grades are known, the latest first, and how many projects each had; these cost as
    much less as they are fewer."""
    before = previous(plan)
    for count in plan.numbers["earlier"]["projects"]:
        before = previous(before)
        numbers = _times(before.numbers, count / before.numbers["projects"], ("funding_yuan", -3))
        yield replace(before, numbers=numbers), count


def _times(numbers: dict[str, Any], share: float, *keys: tuple[str, int]) -> dict[str, Any]:
    """The numbers, those of the keys times the share, rounded to so many places."""
    return numbers | {key: int(round(numbers[key] * share, places)) for key, places in keys}
