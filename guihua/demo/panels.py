"""Who judges what in a demonstration's rounds, and when: arranged by the optimiser, with half-days on which people cannot come."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from guihua.core import audit
from guihua.evaluation import arranging
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import absences, arrangements, panels

LEAD = timedelta(days=5)  # panels are arranged so long before the first visit
SECONDS = 60  # far more than it needs: what time cuts short would not be the same the next time


def write(one: evaluation.Round, told: dict[str, Any], chance: Random) -> None:
    """On site, online and both; and the plan that is proved best."""
    projects = list(one.projects.judged().order_by("project__number").values_list("project", flat=True))
    panels.set_ways(one, {project: _way(n, told) for n, project in enumerate(projects)}, by=audit.SYSTEM)
    _keep_away(one, told, chance)
    load = arranging.suggested(one)
    solved = arrangements.solve_for(one, load, by=audit.SYSTEM, seconds=SECONDS)
    made = arrangements.take(one, solved, by=audit.SYSTEM)
    if one.visits_from:
        moment = timezone.make_aware(datetime.combine(one.visits_from - LEAD, time(10, 5)))
        evaluation.Arrangement.objects.filter(pk=made.pk).update(at=moment)


def _way(n: int, told: dict[str, Any]) -> str:
    if n % told["online_one_in"] == 0:
        return evaluation.Meeting.ONLINE
    return evaluation.Meeting.BOTH if n % told["both_one_in"] == 1 else evaluation.Meeting.ON_SITE


def _keep_away(one: evaluation.Round, told: dict[str, Any], chance: Random) -> None:
    """Some cannot come on some half-days."""
    halves = [(day, half.value) for day in arranging.workdays_of(one) for half in evaluation.Half]
    people = evaluation.Assessor.objects.filter(subdistrict=one.subdistrict_id).serving().order_by("pk")
    for person in people[:: told["away_one_in"]]:
        away = chance.sample(halves, min(len(halves), chance.randint(*told["away_halves"])))
        absences.say(person, one, away, by=audit.SYSTEM)
