"""Whom a project can reach at a site, by what they are. Those who come often stand first; most come seldom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from random import Random

from guihua.demo.people import ELDER, GROWN, SCHOOL, Person

SKEW = 2.1  # how much more often the first come than the last
PUPILS_UNTIL, CHILDREN_UNTIL, WORKERS_UNTIL, PATIENTS_FROM = 15, 12, 50, 50

AGES: dict[str, Callable[[int], bool]] = {
    "elders": lambda age: age >= ELDER,
    "pupils": lambda age: SCHOOL <= age <= PUPILS_UNTIL,
    "families": lambda age: 2 <= age <= CHILDREN_UNTIL,  # the children; who cares for them comes along
    "adults": lambda age: GROWN <= age < ELDER,
    "workers": lambda age: GROWN <= age <= WORKERS_UNTIL,
    "patients": lambda age: age >= PATIENTS_FROM,
    "all": lambda age: age >= SCHOOL,
}


class Circle:
    def __init__(self, people: Iterable[Person], year: int, **known: list[Person]) -> None:
        """`known`: groups that are not told by age, such as the staff of a school."""
        people = list(people)
        served = [person for person in people if not person.is_volunteer]
        self.volunteers = [person for person in people if person.is_volunteer]
        self.groups = {
            who: [p for p in served if fits(year - p.born) and (who != "families" or p.carer)]
            for who, fits in AGES.items()
        }
        self.groups["women"] = [person for person in self.groups["adults"] if person.is_woman]
        carers = dict.fromkeys(p.carer for p in self.groups["pupils"] if p.carer and not p.carer.is_volunteer)
        self.groups |= {"parents": list(carers), "staff": []} | known

    def come(self, who: str, count: int, chance: Random, *, besides: Collection[Person] = ()) -> list[Person]:
        """So many of a kind, each once, the first of the list more often; fewer where there are not so many."""
        group = self.groups[who]
        found = dict.fromkeys(besides)
        wanted = min(len(found) + count, max(len(group) * 2 // 3, 1) + len(found))
        for _attempt in range(count * 12):
            if len(found) >= wanted or not group:
                break
            found[group[int(len(group) * chance.random() ** SKEW)]] = None
        return list(found)[len(besides) :]

    def help(self, count: int, chance: Random) -> list[Person]:
        """Volunteers, the first of the list more often."""
        return [
            self.volunteers[n]
            for n in dict.fromkeys(int(len(self.volunteers) * chance.random() ** SKEW) for _ in range(count))
            if self.volunteers
        ]


@dataclass(frozen=True)
class Site:
    """Where a project works: a community, a school, a hospital, a park, an enterprise."""

    name: str
    kind: str
    community: str  # its code
    circle: Circle


def with_carers(children: Iterable[Person]) -> list[Person]:
    """Children and whoever comes along with them, each once."""
    return list(dict.fromkeys(p for child in children for p in (child, child.carer) if p and not p.is_volunteer))
