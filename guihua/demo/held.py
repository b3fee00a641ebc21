"""What the projects hold in a year: runs of groups, casework and visits, and single events, each in its season."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from guihua.demo import texts
from guihua.demo.almanac import Almanac
from guihua.demo.circles import Site
from guihua.demo.plan import Plan
from guihua.demo.projects import COMMUNITY, Project
from guihua.demo.sessions import WITHOUT_COMMUNITY, Kind, Numbers, Session, kind_of, place_for, start_for
from guihua.demo.texts import Wheel

NUMBERED = {"个案": "次", "小组": "节"}
AGAIN = ["", "第二期", "第三期", "第四期", "第五期", "第六期"]
KEEP_FESTIVAL = 0.8  # of the community projects hold something at a festival
GAPS = [(4, 5), (9, 10)]  # months in which the messy project does nothing, to catch up in the two after
SPREAD = 0.55  # of how large open events are


@dataclass
class Run:
    """Sessions that belong together, at one site, for the same kind of people."""

    kind: Kind
    project: Project
    site: Site
    sessions: list[Session]


class Year:
    def __init__(self, plan: Plan, projects: list[Project], numbers: Numbers, chance: Random) -> None:
        self.plan, self.numbers, self.chance = plan, numbers, chance
        self.almanac = Almanac.of(plan)
        self.projects = [project for project in projects if project.layout.sites]
        self.kinds = self._kinds()
        self.titles: dict[tuple[str, str], int] = {}

    def runs(self) -> list[Run]:
        """All of the year, each form its share of the sessions."""
        found = list(self._festivals())
        held = len(found)
        for form, rules in texts.load("activities")["forms"].items():
            wheel = self._wheel(form)
            left = self.plan.scaled(self.plan.numbers["sessions"]) * rules["share"] / 100
            left -= sum(len(run.sessions) for run in found[:held] if run.kind.form == form)
            while left > 0:
                project, kind = wheel.spin(self.chance)
                run = self._run(project, kind)
                left -= len(run.sessions)
                found.append(run)
        return found

    @staticmethod
    def _kinds() -> dict[tuple[str, str], list[Kind]]:
        found: dict[tuple[str, str], list[Kind]] = {}
        for rules in texts.load("activities")["kinds"]:
            for domain in rules["domains"]:
                found.setdefault((domain, rules["form"]), []).append(kind_of(rules))
        return found

    def _wheel(self, form: str) -> Wheel:
        """Projects with what they may hold in that form, by how much they do."""
        pairs = []
        for project in self.projects:
            kinds = self.kinds.get((project.layout.domain, form), [])
            whole = sum(kind.weight for kind in kinds)
            pairs += [((project, kind), project.layout.work * kind.weight / whole) for kind in kinds]
        return Wheel(pairs)

    def _run(self, project: Project, kind: Kind) -> Run:
        site = self.chance.choice(project.layout.sites)
        count = self.chance.randint(*kind.length)
        who = "summer" if kind.season == "holiday" else kind.who
        days = self.almanac.run(self._rhythm(who), kind.season, count, kind.every, self.chance)
        if project.is_messy:
            days = sorted({_after_gaps(day) for day in days})
        name = self._title(project, kind) if len(days) > 1 else self.chance.choice(kind.names)
        return Run(kind, project, site, self._sessions(project, kind, site, name, who, days))

    def _title(self, project: Project, kind: Kind) -> str:
        """The same group held again in a year is its second one."""
        name = self.chance.choice(kind.names)
        if kind.form != "小组":
            return name
        times = self.titles[project.number, name] = self.titles.get((project.number, name), -1) + 1
        return name + (AGAIN[times] if times < len(AGAIN) else f"第{times + 1}期")

    @staticmethod
    def _rhythm(who: str) -> str:
        return "adults" if who == "parents" else who

    def _sessions(
        self, project: Project, kind: Kind, site: Site, name: str, who: str, days: list[date]
    ) -> list[Session]:
        place, holds = place_for(site, kind, self.chance)
        minutes = self.chance.choice(kind.minutes)
        start = start_for(self._rhythm(who), days[0], minutes, self.chance)
        code = self.numbers.next(project, kind.letters)
        unit = NUMBERED.get(kind.form)
        found = []
        for n, day in enumerate(days, start=1):
            community = "" if self.chance.random() < WITHOUT_COMMUNITY else site.community
            found.append(
                Session(
                    project.number,
                    f"{name}（第 {n} {unit}）" if unit and len(days) > 1 else name,
                    kind.form,
                    "",
                    f"{code}-{n}" if len(days) > 1 else code,
                    day,
                    start,
                    minutes,
                    community,
                    place,
                    min(holds, kind.most),
                    kind.open * self.chance.lognormvariate(0, SPREAD),
                )
            )
        return found

    def _festivals(self) -> Iterator[Run]:
        words = texts.load("activities")["festival"]
        keep = KEEP_FESTIVAL * min(1.0, self.plan.scale)
        for name, days in self.almanac.festivals().items():
            form, who, names = words[name]
            kind = replace(kind_of({"form": form, "who": who, "names": names}), length=(1, 1))
            for project in self.projects:
                if project.layout.domain == COMMUNITY and self.chance.random() < keep:
                    site, day = project.layout.sites[0], self.chance.choice(days)
                    title = self.chance.choice(names)
                    yield Run(kind, project, site, self._sessions(project, kind, site, title, who, [day]))


def _after_gaps(day: date) -> date:
    """The messy project's: what fell into a gap is held late, two months after."""
    while any(day.month in gap for gap in GAPS):
        day += timedelta(days=56)
    return day
