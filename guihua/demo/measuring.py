"""Some groups of a demonstration's projects measured their people before the first and after the last time."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.delivery.actions import scales
from guihua.delivery.actions.scales import Entered
from guihua.delivery.calc.groups import group_of
from guihua.delivery.models import Form, Session
from guihua.demo import texts
from guihua.directory.models import Subdistrict

Days = dict[tuple[int, str], list[date]]


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    chance = Random(f"{seed} scales {place.code}")  # noqa: S311 - invented people need no secrecy
    told, days = texts.load("scales"), _days(place)
    found = sorted(key for key, held in days.items() if min(held) < max(held))
    projects = Project.objects.in_bulk({project for project, _group in found})
    for n, (project, group) in enumerate(chance.sample(found, min(len(found), told["groups"]))):
        held = days[project, group]
        _measure(
            projects[project], group, told["scales"][n % len(told["scales"])], (min(held), max(held)), told, chance
        )


def _days(place: Subdistrict) -> Days:
    """On which days the groups of the year met, by project and name."""
    rows = Session.objects.filter(subdistrict=place, activity__form=Form.GROUP, day__year=clock.today().year)
    rows = rows.filter(project__domain__is_confidential=False, day__lte=clock.today()).order_by("day", "pk")
    found: Days = {}
    for project, name, day in rows.values_list("project", "activity__name", "day"):
        found.setdefault((project, group_of(name)), []).append(day)
    return found


def _measure(
    project: Project, group: str, told: dict[str, Any], days: tuple[date, date], whole: dict[str, Any], chance: Random
) -> None:
    said = {name: told[name] for name in ("name", "least", "most", "items", "source")}
    scale = scales.define(project, group=group, higher_is_better=told["better"] == "up", **said, by=audit.SYSTEM)
    totals: dict[str, tuple[int | None, int | None]] = {}
    for n in range(1, chance.randint(*whole["people"]) + 1):
        before = chance.randint(*told["before"])
        after = min(max(before + chance.randint(*told["step"]), told["least"]), told["most"])
        totals[f"{n:02d}"] = (before, None if chance.random() < whole["once"] else after)
    scales.enter(scale, Entered(totals, *days), seen=1, by=audit.SYSTEM)
