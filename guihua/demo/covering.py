"""What media told of a demonstration's projects in its year."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from guihua.commissioning.actions import coverage
from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.demo import texts
from guihua.directory.models import Subdistrict


def write(place: Subdistrict, seed: int) -> None:
    """Of a confidential domain media told nothing."""
    chance = Random(f"{seed} coverage {place.code}")  # noqa: S311 - invented pieces need no secrecy
    told = texts.load("coverage")
    rows = Project.objects.bought().filter(subdistrict=place, domain__code__in=told["titles"])
    projects = list(rows.of_year(clock.today().year).select_related("domain").order_by("number"))
    for project in chance.sample(projects, min(told["pieces"], len(projects))):
        coverage.enter(project, _piece(project, told, chance), by=audit.SYSTEM)


def _piece(project: Project, told: dict[str, Any], chance: Random) -> dict[str, Any]:
    outlet = chance.choice(told["outlets"])
    last = min(clock.today(), project.ends_on)
    counts = bool(outlet["counted"])
    return {
        "on": last - timedelta(days=chance.randint(0, (last - project.starts_on).days)),
        "kind": outlet["kind"],
        "outlet": chance.choice(outlet["names"]),
        "title": chance.choice(told["titles"][project.domain.code]),
        "address": "",
        "reach": chance.randint(*outlet["reach"]) if counts else None,
        "counted": outlet["counted"],
        "proof_id": None,
    }
