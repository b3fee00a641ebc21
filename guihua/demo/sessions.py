"""A session of the demonstration, and where and when one of its form is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from guihua.demo import texts
from guihua.demo.circles import Site
from guihua.demo.people import Person
from guihua.demo.projects import Project

OFFICE = "街道主办"
SERVED, VOLUNTEER, WORKER, ORGANISER = "服务对象", "志愿者", "社工", "组织者"
HOME, ONLINE = 0, -1  # rooms of forms that need none
WITHOUT_COMMUNITY = 0.01
LATEST = 21 * 60 + 30  # minutes after midnight at which everything is over
NOON, AFTERNOON, EVENING, SATURDAY = "12:00", "14:00", "19:30", 5
LUNCH = 60  # minutes that people have at noon


@dataclass(frozen=True)
class Kind:
    """One kind of thing that projects hold. `come`, `help`: named people; `open`: unnamed ones at an usual session."""

    form: str
    letters: str
    names: tuple[str, ...]
    who: str
    season: str
    weight: float
    most: int
    come: tuple[int, int]
    help: tuple[int, int]
    open: float
    length: tuple[int, int]
    every: int
    minutes: tuple[int, ...]
    rooms: tuple[int, int]  # people that its room holds, at least and at most
    at: tuple[str, ...]  # or the rooms in which alone it is held


@dataclass(slots=True)
class Session:
    project: str
    name: str
    form: str
    campaign: str
    code: str
    day: date
    start: str
    minutes: int
    community: str
    place: str
    holds: int  # people, at most
    open: float = 0.0  # how many unnamed people, against other sessions
    heads: int = 0
    named: dict[Person, str] = field(default_factory=dict)  # as what each takes part

    @property
    def room_left(self) -> int:
        return max(0, self.holds - len(self.named))

    @property
    def person_times(self) -> int:
        return self.heads + sum(part == SERVED for part in self.named.values())


def kind_of(rules: dict[str, Any]) -> Kind:
    """A kind as the texts give it, the form's own rules filling in."""
    form = {**texts.load("activities")["forms"][rules["form"]], **rules}
    pairs = {name: tuple(form[name]) for name in ("names", "come", "help", "length", "minutes", "rooms")}
    return Kind(
        form=form["form"],
        letters=form["letters"],
        who=form["who"],
        season=form.get("season", ""),
        weight=form.get("weight", 1),
        most=form["most"],
        open=form["open"],
        every=form["every"],
        at=tuple(form.get("at", ())),
        **pairs,
    )


def place_for(site: Site, kind: Kind, chance: Random) -> tuple[str, int]:
    """A room of the site that fits, with how many people it holds; the nearest in size where none does."""
    least, most = kind.rooms
    if least in (HOME, ONLINE):
        name, holds = texts.load("places")["elsewhere"]["home" if least == HOME else "online"]
        return name, holds
    rooms = texts.load("places")["rooms"][site.kind]
    fitting = [room for room in rooms if room[0] in kind.at] or [room for room in rooms if least <= room[1] <= most]
    name, holds = chance.choice(fitting or [min(rooms, key=lambda room: abs(room[1] - least))])
    return f"{site.name}{name}", holds


def start_for(who: str, day: date, minutes: int, chance: Random) -> str:
    """A time of day that suits who comes: short at noon, no evenings at weekends, over before it is late."""
    hours: list[str] = texts.load("almanac")["hours"][who]
    fitting = [
        hour
        for hour in hours
        if _minute(hour) + minutes <= LATEST
        and not (NOON <= hour < AFTERNOON and (minutes > LUNCH or day.weekday() >= SATURDAY))
        and not (hour >= EVENING and day.weekday() >= SATURDAY)
    ]
    return chance.choice(fitting or hours)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


class Numbers:
    """Session numbers as a project writes them: letters of the form, the run, the session in it."""

    def __init__(self) -> None:
        self.used: dict[tuple[str, str], int] = {}

    def next(self, project: Project | str, letters: str) -> str:
        number = project if isinstance(project, str) else project.number
        self.used[number, letters] = self.used.get((number, letters), 0) + 1
        return f"{letters}{self.used[number, letters]:03d}"
