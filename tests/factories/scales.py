"""A scale of GC-1 with three people's totals, entered by the system."""

from __future__ import annotations

from datetime import date

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.delivery.actions import scales
from guihua.delivery.actions.scales import Entered
from guihua.delivery.models import Scale


def stand(place) -> None:
    project = Project.objects.get(number="GC-1", subdistrict=place)
    said = {"least": 0, "most": 40, "higher_is_better": False, "source": "自编"}
    scale = scales.define(project, name="照顾者压力量表", **said, by=audit.SYSTEM)
    totals = {"01": (30, 20), "02": (25, 27), "03": (18, None)}
    scales.enter(scale, Entered(totals, date(2022, 3, 5), date(2022, 6, 11)), seen=1, by=audit.SYSTEM)


def by_name() -> dict[str, int | str]:
    """What the tables of the tests call them."""
    return {f"{one.project.number}-scale": one.pk for one in Scale.objects.select_related("project")}
