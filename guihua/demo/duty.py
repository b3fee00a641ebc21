"""Shifts of the projects' staff on emergency duty, most in the months of outbreak, adding up to the plan's minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from guihua.demo import texts
from guihua.demo.almanac import Almanac
from guihua.demo.people import Person
from guihua.demo.plan import Plan
from guihua.demo.projects import CORRECTIONS, Project
from guihua.demo.texts import Wheel

SHORTEST, LONGEST = 120, 360  # minutes


@dataclass(frozen=True)
class Shift:
    project: str
    task: str
    person: Person
    day: date
    start: str
    minutes: int

    @property
    def end(self) -> str:
        hour, minute = self.start.split(":")
        end = int(hour) * 60 + int(minute) + self.minutes
        return f"{end // 60 % 24:02d}:{end % 60:02d}"


def shifts(plan: Plan, projects: list[Project], chance: Random) -> Iterator[Shift]:
    """One person has one shift a day; every project that is to take part has at least one."""
    rules, words = plan.numbers["duty"], texts.load("duty")
    able = [project for project in projects if project.layout.domain != CORRECTIONS]
    called = chance.sample(able, rules["projects"])
    starts, tasks = Wheel(words["starts"]), words["tasks"]
    days = Almanac.of(plan, "duty")
    busy: set[tuple[str, date]] = set()
    willing = Wheel([(project, chance.uniform(0.4, 1.6) * len(project.layout.staff)) for project in called])
    lengths = _lengths(plan.scaled(rules["minutes"]), len(called), chance)
    for n, (minutes, month) in enumerate(zip(lengths, days.shared_out(len(lengths), chance), strict=True)):
        project = called[n] if n < len(called) else willing.spin(chance)
        person, day = _free(project, days.pick("duty", "", chance, month), busy, chance)
        yield Shift(project.number, chance.choice(tasks), person, day, starts.spin(chance), minutes)


def _lengths(total: int, least: int, chance: Random) -> list[int]:
    """Lengths of shifts that sum to the total, the last ones evened out."""
    wheel, found = Wheel(texts.load("duty")["lengths"]), []
    left = total
    while left >= 2 * LONGEST:
        found.append(int(wheel.spin(chance)))
        left -= found[-1]
    parts = -(-left // LONGEST)
    found += [left // parts + (n < left % parts) for n in range(parts)]
    if len(found) < least:
        return [total // least + (n < total % least) for n in range(least)]
    chance.shuffle(found)
    return found


def _free(project: Project, day: date, busy: set[tuple[str, date]], chance: Random) -> tuple[Person, date]:
    """Somebody of the project who is free on that day, or on the next on which anybody is."""
    while True:
        for person in chance.sample(project.layout.staff, len(project.layout.staff)):
            if (person.phone, day) not in busy:
                busy.add((person.phone, day))
                return person, day
        day = day + timedelta(days=1) if day < date(day.year, 12, 31) else date(day.year, 1, 1)
