"""What the projects hold in a year: runs of groups, casework and visits, and single events, each in its season."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from guihua.demo import texts
from guihua.demo.almanac import Almanac
from guihua.demo.circles import Site
from guihua.demo.naming import Names
from guihua.demo.plan import Plan
from guihua.demo.projects import COMMUNITY, Project
from guihua.demo.sessions import (
    HOME,
    ONLINE,
    WITHOUT_COMMUNITY,
    Bookings,
    Kind,
    Numbers,
    Session,
    kind_of,
    place_for,
    start_for,
)
from guihua.demo.texts import Wheel

KEEP_FESTIVAL = 0.8  # of the community projects hold something at a festival
GAPS = [(4, 5), (9, 10)]  # months in which the messy project does nothing, to catch up in the two after
LATER = timedelta(weeks=8)
SPREAD = 0.55  # of how large open events are
FULL = (0.6, 1.0)  # how much of its room an open event fills at most
ATTEMPTS = 16  # at finding a room that is free


@dataclass
class Run:
    """Sessions that belong together, at one site, for the same kind of people."""

    kind: Kind
    project: Project
    site: Site
    days: list[date]
    sessions: list[Session] = field(default_factory=list)


class Year:
    def __init__(self, plan: Plan, projects: list[Project], numbers: Numbers, chance: Random) -> None:
        self.plan, self.numbers, self.chance = plan, numbers, chance
        self.almanac = Almanac.of(plan)
        self.projects = [project for project in projects if project.layout.sites]
        self.kinds = _kinds()
        self.names, self.bookings = Names(chance), Bookings()

    def runs(self) -> list[Run]:
        """All of the year, each form its share of the sessions; named and numbered as they come."""
        found = list(self._festivals())
        kept = len(found)
        for form, rules in texts.load("activities")["forms"].items():
            share = self.plan.scaled(self.plan.numbers["sessions"]) * rules["share"] / 100
            found += self._of_form(form, share - sum(run.kind.form == form for run in found[:kept]))
        found.sort(key=lambda run: (run.days[0], run.project.number))
        for run in found:
            run.sessions = self._sessions(run)
        return found

    def _of_form(self, form: str, left: float) -> Iterator[Run]:
        """Runs of so many sessions altogether, shared out among the projects by how much they do."""
        wheel = self._wheel(form)
        usual = sum(sum(kind.length) / 2 for _project, kind in wheel.things) / len(wheel.things)
        while left > 0:
            for project, kind in wheel.spread(max(1, round(left / usual)), self.chance):
                if left > 0:
                    site = self.chance.choice(project.layout.sites)
                    run = Run(kind, project, site, self._days(project, kind, site))
                    left -= len(run.days)
                    yield run

    def _wheel(self, form: str) -> Wheel:
        """Projects with what they may hold in that form, by how much they do."""
        pairs = []
        for project in self.projects:
            kinds = self.kinds.get((project.layout.domain, form), [])
            whole = sum(kind.weight for kind in kinds)
            pairs += [((project, kind), project.layout.work * kind.weight / whole) for kind in kinds]
        return Wheel(pairs)

    def _days(self, project: Project, kind: Kind, site: Site) -> list[date]:
        count = self.chance.randint(*kind.length)
        days = self.almanac.run(_rhythm(kind, site), kind.season, count, kind.every, self.chance)
        return sorted({_after_gaps(day) for day in days}) if project.is_messy else days

    def _sessions(self, run: Run) -> list[Session]:
        kind, days = run.kind, run.days
        place, holds, start, minutes = self._slot(run)
        code = self.numbers.next(run.project, kind.letters)
        titles = self.names.of(run.project.number, kind, days)
        found = []
        for n, (day, title) in enumerate(zip(days, titles, strict=True), start=1):
            community = "" if self.chance.random() < WITHOUT_COMMUNITY else run.site.community
            most = min(holds, kind.most)
            found.append(
                Session(
                    run.project.number,
                    title,
                    kind.form,
                    "",
                    f"{code}-{n}" if len(days) > 1 else code,
                    day,
                    start,
                    minutes,
                    community,
                    place,
                    int(most * self.chance.uniform(*FULL)) if kind.open else most,
                    kind.open * self.chance.lognormvariate(0, SPREAD),
                )
            )
        return found

    def _slot(self, run: Run) -> tuple[str, int, str, int]:
        """A room and a time that suit; a free one, if there is any."""
        kind = run.kind
        for _attempt in range(ATTEMPTS):
            place, holds = place_for(run.site, kind, self.chance)
            minutes = self.chance.choice(kind.minutes)
            start = self.chance.choice(
                kind.hours or [start_for(_rhythm(kind, run.site), run.days[0], minutes, self.chance)]
            )
            if kind.rooms[0] in (HOME, ONLINE):
                break
            if self.bookings.are_free(place, run.days, start, minutes):
                self.bookings.book(place, run.days, start, minutes)
                break
        return place, holds, start, minutes

    def _festivals(self) -> Iterator[Run]:
        words = texts.load("activities")["festival"]
        keep = KEEP_FESTIVAL * min(1.0, self.plan.scale)
        for name, days in self.almanac.festivals().items():
            form, who, names = words[name]
            kind = replace(kind_of({"form": form, "who": who, "names": names}), length=(1, 1))
            for project in self.projects:
                if project.layout.domain == COMMUNITY and self.chance.random() < keep:
                    yield Run(kind, project, project.layout.sites[0], [self.chance.choice(days)])


def _kinds() -> dict[tuple[str, str], list[Kind]]:
    """What each domain holds, by form."""
    found: dict[tuple[str, str], list[Kind]] = {}
    for rules in texts.load("activities")["kinds"]:
        for domain in rules["domains"]:
            found.setdefault((domain, rules["form"]), []).append(kind_of(rules))
    return found


def _rhythm(kind: Kind, site: Site) -> str:
    """Whose days and hours it keeps."""
    if kind.season == "holiday":
        return "summer"
    if kind.who in ("parents", "women"):
        return "workers" if site.kind in ("park", "enterprise") else "adults"
    return kind.who


def _after_gaps(day: date) -> date:
    """The messy project's: what fell into a gap is held late."""
    while any(day.month in gap for gap in GAPS):
        day += LATER
    return day
