"""By what a demonstration's projects were judged: rubrics, the final rounds of both years with their panels, and all their sheets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.commissioning.models import ProgrammeYear, Project
from guihua.core import audit, clock
from guihua.demo import panels, seats, self_reports, texts
from guihua.directory.models import Subdistrict
from guihua.evaluation import models as evaluation
from guihua.evaluation import round_policy, said, scored
from guihua.evaluation.actions import paper_sheets, rounds, rubrics
from guihua.evaluation.actions.paper_sheets import Paper
from guihua.evaluation.importers import rubric_table
from guihua.evaluation.said import MarkSaid

SOME = 0.65  # of a programme smaller than the district's
LEAD = timedelta(days=14)  # a round begins so long before self-reports are due
GOOD = (1, 1, 0.95, 0.95, 0.9)  # of its points, what a criterion of a strong project is given, and of the others
FAIR = (1, 0.95, 0.9, 0.85, 0.8, 0.8)


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """Of each year that there is."""
    chance = Random(f"{seed} rounds {place.code}")  # noqa: S311 - invented marks need no secrecy
    told = texts.load("rounds")
    last: evaluation.Rubric | None = None
    for one in told["rounds"]:
        year = ProgrammeYear.objects.filter(subdistrict=place, year=one["year"]).first()
        if year is None:
            continue
        last = _rubric(place, one["rubric"], told["rubric"], evaluation.ForWhom.ASSESSORS, last)
        own = _rubric(place, one["liaison"], told["liaison"], evaluation.ForWhom.LIAISON, None)
        made = _begin(year, one, told, last, own)
        self_reports.write(made, told, Random(f"{seed} self-reports {place.code}"))  # noqa: S311 - invented days need no secrecy
        panels.write(made, told["panels"], chance)
        strong = _strong(made, one["strong"], chance)
        _score(made, told, chance, strong)
        seats.write(made, told, chance, strong)


def _rubric(
    place: Subdistrict, name: str, table: str, for_whom: str, last: evaluation.Rubric | None
) -> evaluation.Rubric:
    """The year after, a copy of the last one."""
    if last:
        return rubrics.copy(last, name, by=audit.SYSTEM)
    made = rubrics.draft(place, name, for_whom, by=audit.SYSTEM)
    said_of = rubric_table.dimensions(table, made.step)
    return rubrics.write(made, said_of, seen=made.revision, by=audit.SYSTEM)


def _begin(
    year: ProgrammeYear, one: dict[str, Any], told: dict[str, Any], rubric: evaluation.Rubric, own: evaluation.Rubric
) -> evaluation.Round:
    made = rounds.plan(year, evaluation.Stage.FINAL, one["name"], by=audit.SYSTEM)
    terms = said.of_round(made)
    weights = {source: Decimal(percent) for source, percent in one["weights"].items()}
    columns = dict(terms.columns) | one["days"]
    vetoes = [(text, at_most) for text, at_most in told["vetoes"]]
    decided = said.Terms(one["name"], rubric, own, columns, weights, terms.floors, vetoes)
    made = rounds.decide(made, decided, seen=made.revision, by=audit.SYSTEM)
    projects = Project.objects.filter(year=year).order_by("number")
    rounds.enter(made, [each for each in projects if round_policy.why_not_enter(made, each) is None], by=audit.SYSTEM)
    made = rounds.begin(made, by=audit.SYSTEM)
    evaluation.Round.objects.filter(pk=made.pk).update(opened_at=_at(one["days"]["self_report_until"] - LEAD))
    return made


def _strong(one: evaluation.Round, count: int, chance: Random) -> set[int]:
    """So many projects do well by everybody's sheets; of a small programme as large a part of them."""
    entered = sorted(one.projects.values_list("pk", flat=True))
    return set(chance.sample(entered, min(count, round(len(entered) * SOME))))


def _score(one: evaluation.Round, told: dict[str, Any], chance: Random, strong: Collection[int]) -> None:
    """The sheets of the liaison officers."""
    criteria = scored.criteria_of(one.liaison_rubric) if one.liaison_rubric else []
    for n, each in enumerate(one.projects.select_related("round", "project").order_by("project__number")):
        moment = _at(one.scoring_until or clock.today()) - timedelta(days=n % 7, hours=n % 5)
        marks = _marks(criteria, told, chance, GOOD if each.pk in strong else FAIR)
        paper_sheets.put_on_file(each, [Paper(None, marks, moment, each.project.liaison_id)], by=audit.SYSTEM)


def _marks(
    criteria: Sequence[evaluation.Criterion], told: dict[str, Any], chance: Random, shares: tuple[float, ...]
) -> dict[int, MarkSaid]:
    marks = {}
    for one in criteria:
        points = _share(one.points, chance.choice(shares))
        marks[one.pk] = MarkSaid(points, comment="" if points == one.points else chance.choice(told["said"]))
    return marks


def _share(points: Decimal, share: float) -> Decimal:
    """In half points."""
    return Decimal(round(float(points) * share * 2)) / 2


def _at(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16, 20)))
