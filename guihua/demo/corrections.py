"""The corrections project: everybody is met again and again from the day of entry to that of release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from guihua.demo import texts
from guihua.demo.almanac import Almanac
from guihua.demo.people import Homes, Person
from guihua.demo.plan import Plan
from guihua.demo.projects import CORRECTIONS, Project
from guihua.demo.sessions import SERVED, Numbers, Session

TERM = (90, 380)  # days from entry to release
ROUND = (18, 32)  # days from one talk to the next
IN_GROUPS = 0.24  # of the person-times
GROUP = (7, 15)  # people
STARTS = ["09:00", "09:30", "10:30", "14:30", "15:30"]
AN_HOUR, SHORTEST, LONGEST = 60, 30, 90  # minutes of a meeting; of talks, which even out the sum


@dataclass(frozen=True)
class Client:
    person: Person
    entered: date
    released: date

    def is_here_on(self, day: date) -> bool:
        return self.entered <= day <= self.released


def entrants(plan: Plan, homes: Homes, chance: Random) -> list[Client]:
    """Those who enter in the year, as many as planned."""
    first = date(plan.year, 1, 1)
    found = []
    for person in homes.clients(plan.scaled(plan.numbers["corrections"]["people"])):
        entered = first + timedelta(days=chance.randrange(350))
        found.append(Client(person, entered, entered + timedelta(days=chance.randint(*TERM))))
    return found


def sessions(
    plan: Plan, projects: list[Project], clients: list[Client], numbers: Numbers, chance: Random
) -> list[Session]:
    """As many person-times and minutes as planned. Only those who are there on the day take part."""
    rules, almanac = plan.numbers["corrections"], Almanac.of(plan)
    project = next(project for project in projects if project.layout.domain == CORRECTIONS)
    total = plan.scaled(rules["person_times"])
    found = [_meeting(project, what, day, came, chance) for what, day, came in _groups(total, clients, almanac, chance)]
    left = total - sum(len(session.named) for session in found)
    talks = [_meeting(project, "talk", day, [who], chance) for who, day in _talks(left, clients, almanac, chance)]
    found = sorted([*found, *talks], key=lambda session: (session.day, session.start))
    for session in found:
        session.code = numbers.next(project, texts.load("activities")["forms"][session.form]["letters"])
    _even_out(talks, plan.scaled(rules["minutes"]) - AN_HOUR * total, chance)
    return found


def _groups(
    total: int, clients: list[Client], almanac: Almanac, chance: Random
) -> Iterator[tuple[str, date, list[Person]]]:
    left = round(total * IN_GROUPS)
    while left > 0:
        day = almanac.pick("staff", "", chance)
        there = [client.person for client in clients if client.is_here_on(day)]
        came = chance.sample(there, min(chance.randint(*GROUP), len(there)))
        if len(came) > 1:
            left -= len(came)
            yield chance.choice(["group", "group", "work"]), day, came


def _talks(count: int, clients: list[Client], almanac: Almanac, chance: Random) -> list[tuple[Person, date]]:
    """Each person's own rounds of talks, as many as are wanted altogether."""
    due: list[tuple[Person, date]] = []
    while len(due) < count:
        for client in clients:
            day = max(client.entered, almanac.first) + timedelta(days=chance.randrange(ROUND[1]))
            while day <= min(client.released, almanac.last):
                if almanac.suits("staff", day):
                    due.append((client.person, day))
                day += timedelta(days=chance.randint(*ROUND))
    return chance.sample(due, count)


def _meeting(project: Project, what: str, day: date, came: list[Person], chance: Random) -> Session:
    form, names = texts.load("activities")["corrections"][what]
    place, holds = texts.load("places")["elsewhere"][f"justice_{what}"]
    start = chance.choice(STARTS)
    session = Session(project.number, chance.choice(names), form, "", "", day, start, AN_HOUR, "", place, holds)
    session.named = dict.fromkeys(came, SERVED)
    return session


def _even_out(talks: list[Session], more: int, chance: Random) -> None:
    """Makes talks longer and shorter, some by chance, so that they last so many minutes more altogether."""
    for talk in talks:
        step = chance.choice([-10, -5, 0, 5, 10])
        talk.minutes += step
        more -= step
    while more:
        talk = chance.choice(talks)
        step = max(-5, min(5, more))
        if SHORTEST <= talk.minutes + step <= LONGEST:
            talk.minutes += step
            more -= step
