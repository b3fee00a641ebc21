"""The visits of a demonstration's liaison officers through its year, about one a month for each project, and the tasks that came
of them. A few projects were not visited for long."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from guihua.commissioning.actions import past_visits
from guihua.commissioning.actions.past_visits import Past, PastTask
from guihua.commissioning.actions.visits import Said
from guihua.commissioning.models import Project, VisitWay
from guihua.core import clock
from guihua.demo import texts
from guihua.directory.models import Subdistrict

GAP_ONE_IN = 14  # one of so many projects was not visited for long
DUE_DAYS = (10, 14, 21)
LATE_ONE_IN = 9  # one of so many tasks that are long due is still not done
UNJUDGED_ONE_IN = 3  # one of so many that were answered lately still waits
LATELY = 30  # days


def write(place: Subdistrict, seed: int) -> int:
    """Returns how many visits there were."""
    chance = Random(f"{seed} visits {place.code}")  # noqa: S311 - invented visits need no secrecy
    told, year = texts.load("visits"), clock.today().year
    held = Project.objects.filter(subdistrict=place).of_year(year).bought().exclude(liaison_name="")
    projects = list(held.select_related("domain").order_by("number"))
    gaps = _with_gaps(projects, chance)
    rows = [row for project in projects for row in _of(project, project.pk in gaps, told, chance)]
    return past_visits.enter(place, sorted(rows, key=lambda row: (row.said.day, row.project.number)))


def _with_gaps(projects: list[Project], chance: Random) -> set[int]:
    """One of them is watched by an officer who has an account, so that they find it."""
    own = [project for project in projects if project.liaison_id]
    chosen = chance.sample(own, min(1, len(own)))
    others = [project for project in projects if project not in chosen]
    wanted = round(len(projects) / GAP_ONE_IN) - len(chosen)
    return {project.pk for project in [*chosen, *chance.sample(others, max(0, min(wanted, len(others))))]}


def _of(project: Project, has_gap: bool, told: dict[str, Any], chance: Random) -> list[Past]:
    """From the newest visit back to the first days of the term, no two that follow each other with the same words."""
    first_gap = told["gap_days"] if has_gap else (3, told["between_days"][0])
    day = min(clock.today(), project.ends_on) - timedelta(days=chance.randint(*first_gap))
    fitting = [one for one in told["seen"] if project.domain.code in one.get("domains", [project.domain.code])]
    rows: list[Past] = []
    words = chance.sample(fitting, len(fitting))
    while day >= project.starts_on + timedelta(days=7):
        rows.append(_visit(project, _workday(day), words[len(rows) % len(words)], told, chance))
        day -= timedelta(days=chance.randint(*told["between_days"]))
    return rows


def _workday(day: date) -> date:
    while not clock.is_workday(day):
        day -= timedelta(days=1)
    return day


def _visit(project: Project, day: date, seen: dict[str, Any], told: dict[str, Any], chance: Random) -> Past:
    said = Said(
        day=day,
        minutes=chance.choice(told["minutes"]),
        findings=seen["findings"],
        way=seen.get("way", VisitWay.ON_SITE),
        advice=seen.get("advice", ""),
    )
    task = _task(seen, day, chance) if "task" in seen else None
    return Past(project, said, seen.get("reply", ""), task)


def _task(seen: dict[str, Any], day: date, chance: Random) -> PastTask:
    """Done a few days before or after it was due, as far as that day has come."""
    due_on = day + timedelta(days=chance.choice(DUE_DAYS))
    answered_on = due_on + timedelta(days=chance.randint(-6, 3))
    is_recent = due_on > clock.today() - timedelta(days=LATELY)
    is_left = chance.randrange(LATE_ONE_IN) == 0 and is_recent
    if answered_on > clock.today() or is_left:
        return PastTask(seen["task"], due_on)
    waits = is_recent and chance.randrange(UNJUDGED_ONE_IN) == 0
    return PastTask(seen["task"], due_on, seen["done"], answered_on, is_accepted=not waits)
