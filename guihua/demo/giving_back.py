"""The path from being served to helping, and from helping to leading: who turned, as many as the plan says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from guihua.demo.counting import DoesNotFit
from guihua.demo.people import GROWN, Person
from guihua.demo.plan import Plan
from guihua.demo.projects import CORRECTIONS, Project
from guihua.demo.sessions import ORGANISER, SERVED, VOLUNTEER, Session

HELPED_AT = {"社区活动", "探访", "宣传", "咨询"}
LED_AT = {"社区活动", "小组", "宣传"}
SOON = timedelta(days=30)  # nobody turns before
OLDEST = 84


@dataclass
class Paths:
    """Who has turned already, over the years."""

    helping: dict[Person, None] = field(default_factory=dict)
    leading: dict[Person, None] = field(default_factory=dict)


def turn(plan: Plan, projects: Iterable[Project], sessions: list[Session], paths: Paths, chance: Random) -> None:
    """Lets people who were served help at later sessions of the same project, and people who helped lead some."""
    rules = plan.numbers["giving_back"]
    confidential = {project.number for project in projects if project.layout.domain == CORRECTIONS}
    open_to_view = [session for session in sessions if session.project not in confidential]
    open_to_view.sort(key=lambda session: (session.day, session.start, session.project, session.code))
    steps = [
        (SERVED, VOLUNTEER, HELPED_AT, paths.helping, plan.scaled(rules["to_volunteer"])),
        (VOLUNTEER, ORGANISER, LED_AT, paths.leading, plan.scaled(rules["to_organiser"])),
    ]
    for before, after, forms, known, wanted in steps:
        _turn(plan.year, open_to_view, (before, after), forms, known, wanted, chance)


def _turn(
    year: int,
    sessions: list[Session],
    parts: tuple[str, str],
    forms: set[str],
    known: dict[Person, None],
    wanted: int,
    chance: Random,
) -> None:
    before, after = parts
    times = _times_in(sessions, before)
    able = [
        p
        for p in times
        if p not in known and GROWN <= year - p.born <= OLDEST and not (after == VOLUNTEER and p.is_volunteer)
    ]
    able.sort(key=lambda person: -len(times[person]))  # who came often turns first
    by_project: dict[str, list[Session]] = {}
    for session in sessions:
        if session.form in forms and not session.campaign:
            by_project.setdefault(session.project, []).append(session)
    for person in able:
        if not wanted:
            return
        if chance.random() < 0.45 or not _take_part(person, times[person][0], by_project, after, chance):
            continue
        known[person] = None
        wanted -= 1
    if wanted:
        raise DoesNotFit(after, wanted)


def _times_in(sessions: list[Session], part: str) -> dict[Person, list[Session]]:
    found: dict[Person, list[Session]] = {}
    for session in sessions:
        for person, played in session.named.items():
            if played == part:
                found.setdefault(person, []).append(session)
    return found


def _take_part(person: Person, first: Session, by_project: dict[str, list[Session]], part: str, chance: Random) -> bool:
    later = [
        s for s in by_project.get(first.project, []) if s.day >= first.day + SOON and (s.room_left or person in s.named)
    ]
    if not later:
        return False
    for session in chance.sample(later, min(len(later), chance.randint(1, 5 if part == VOLUNTEER else 3))):
        session.named[person] = part
    return True
