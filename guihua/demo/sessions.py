"""A session of the demonstration, and where and when one of its form is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from guihua.demo import texts
from guihua.demo.almanac import in_season
from guihua.demo.circles import Site
from guihua.demo.people import Person
from guihua.demo.projects import Project

OFFICE = "街道主办"
SERVED, VOLUNTEER, WORKER, ORGANISER = "服务对象", "志愿者", "社工", "组织者"
HOME, ONLINE = 0, -1  # rooms of forms that need none
WITHOUT_COMMUNITY = 0.01
LATEST = 21 * 60 + 30  # minutes after midnight at which everything is over
NOON, AFTERNOON, SATURDAY = "12:00", "14:00", 5
LUNCH = 60  # minutes that people have at noon


@dataclass(frozen=True)
class Kind:
    """One kind of thing that projects hold. `come`, `help`: named people; `open`: unnamed ones at an usual session."""

    form: str
    letters: str
    names: tuple[tuple[str, str], ...]  # with the season to which one belongs, if any
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
    hours: tuple[str, ...]  # or the hours at which alone it starts

    def titles(self, day: date) -> list[str]:
        """What it may be called on that day: what belongs to the season, else what fits any time."""
        now = [name for name, season in self.names if season and in_season(day, season)]
        return now or [name for name, season in self.names if not season]


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
    pairs = {name: tuple(form[name]) for name in ("come", "help", "length", "minutes", "rooms")}
    names = tuple((name, "") if isinstance(name, str) else (name[0], name[1]) for name in form["names"])
    return Kind(
        form=form["form"],
        letters=form["letters"],
        who=form["who"],
        season=form.get("season", ""),
        weight=form.get("weight", 1),
        most=form["most"],
        open=form["open"],
        every=form["every"],
        names=names,
        at=tuple(form.get("at", ())),
        hours=tuple(form.get("hours", ())),
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
    """A time of day that suits who comes: at noon only what is short, in the evening over before it is late."""
    words = texts.load("almanac")["hours"]
    is_weekend = day.weekday() >= SATURDAY
    hours: list[str] = words["weekend"].get(who, words[who]) if is_weekend else words[who]
    fitting = [
        hour
        for hour in hours
        if minute_of(hour) + minutes <= LATEST and not (NOON <= hour < AFTERNOON and minutes > LUNCH)
    ]
    return chance.choice(fitting or hours)


def minute_of(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


class Bookings:
    """Which rooms are taken when."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, date], list[tuple[int, int]]] = {}

    def are_free(self, place: str, days: list[date], start: str, minutes: int) -> bool:
        first, last = minute_of(start), minute_of(start) + minutes
        held = (span for day in days for span in self.taken.get((place, day), []))
        return all(last <= begins or ends <= first for begins, ends in held)

    def book(self, place: str, days: list[date], start: str, minutes: int) -> None:
        for day in days:
            self.taken.setdefault((place, day), []).append((minute_of(start), minute_of(start) + minutes))


class Numbers:
    """Session numbers as a project writes them: letters of the form, the run, the session in it."""

    def __init__(self) -> None:
        self.used: dict[tuple[str, str], int] = {}

    def next(self, project: Project | str, letters: str) -> str:
        number = project if isinstance(project, str) else project.number
        self.used[number, letters] = self.used.get((number, letters), 0) + 1
        return f"{letters}{self.used[number, letters]:03d}"
