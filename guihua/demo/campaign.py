"""The campaign against fraud: sessions of every project, in every month, most in the month of the campaign."""

from __future__ import annotations

from random import Random
from typing import Any

from guihua.demo import counting, texts
from guihua.demo.almanac import Almanac
from guihua.demo.circles import Site
from guihua.demo.ground import Ground
from guihua.demo.held import FULL
from guihua.demo.plan import Plan
from guihua.demo.projects import Project
from guihua.demo.sessions import OFFICE, VOLUNTEER, WORKER, Numbers, Session, kind_of, place_for, start_for
from guihua.demo.texts import Wheel

CAMPAIGN, LETTERS = "反诈宣传", "FZ"
ROOMY = 1.15  # room for the people who are to be reached, against their number
SPREAD = 0.45  # of how large its sessions are


def sessions(plan: Plan, projects: list[Project], ground: Ground, numbers: Numbers, chance: Random) -> list[Session]:
    """As many as planned, and as many unnamed people."""
    rules = plan.numbers["anti_fraud"]
    count, total = plan.scaled(rules["sessions"]), plan.scaled(rules["person_times"])
    almanac = Almanac.of(plan, "campaign")
    found: list[Session] = []
    while sum(session.room_left for session in found) < ROOMY * total:  # rooms too small by ill luck: other rooms
        found = _planned(count, rules["by_office"], projects, ground, almanac, chance)
    found.sort(key=lambda session: (session.day, session.start))
    for session in found:
        session.code = numbers.next(session.project, LETTERS)
    heads = counting.share_out(total, [s.open for s in found], [s.room_left for s in found])
    for session, n in zip(found, heads, strict=True):
        session.heads = n
    return found


def _planned(
    count: int, by_office: int, projects: list[Project], ground: Ground, almanac: Almanac, chance: Random
) -> list[Session]:
    forms = Wheel([(row, row[1]) for row in texts.load("activities")["campaigns"][CAMPAIGN]]).spread(count, chance)
    hosts, months = _hosts(count, by_office, projects, chance), almanac.shared_out(count, chance)
    together = zip(hosts, months, forms, strict=True)
    return [_session(host, month, form, almanac, ground, chance) for host, month, form in together]


def _hosts(count: int, by_office: int, projects: list[Project], chance: Random) -> list[Project | None]:
    """The projects in turn; now and then the office itself."""
    able = [project for project in projects if project.layout.sites]
    turns: list[Project | None] = [able[n % len(able)] for n in range(count)]
    for n in chance.sample(range(count), min(count // 10, by_office)):
        turns[n] = None
    return turns


def _session(
    project: Project | None,
    month: int,
    row: list[Any],
    almanac: Almanac,
    ground: Ground,
    chance: Random,
) -> Session:
    form, _share, crowd, names = row
    site = _site(project, month, ground, almanac, chance)
    kind = kind_of({"form": form, "who": "all", "names": names[site.kind], "open": crowd})
    who, season = ("pupils", "term") if site.kind == "school" else ("all", "")
    day = almanac.pick(who, season, chance, month)
    place, holds = place_for(site, kind, chance)
    minutes = chance.choice(kind.minutes)
    host = project.number if project else OFFICE
    session = Session(
        host, chance.choice(kind.titles(day)), kind.form, CAMPAIGN, "", day,
        start_for(who, day, minutes, chance), minutes, site.community, place, int(min(holds, kind.most) * chance.uniform(*FULL)),
        kind.open * chance.lognormvariate(0, SPREAD),
    )  # fmt: skip
    session.named = dict.fromkeys(site.circle.help(chance.randint(*kind.help), chance), VOLUNTEER)
    if project:
        session.named |= dict.fromkeys(chance.sample(project.layout.staff, 1), WORKER)
    return session


def _site(project: Project | None, month: int, ground: Ground, almanac: Almanac, chance: Random) -> Site:
    """One of the project's own; a school is away in the holidays, and the project goes to where the pupils live."""
    site = chance.choice(project.layout.sites) if project else None
    if site is None:
        return ground.community(chance.choice(ground.covered)[0])
    if site.kind == "school" and not almanac.has(month, "pupils", "term"):
        return ground.community(site.community)
    return site
