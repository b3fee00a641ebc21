"""By what a demonstration's projects were judged: rubrics, the final rounds of both years with their panels, and their officers' sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.commissioning.models import ProgrammeYear, Project
from guihua.core import audit, clock
from guihua.demo import panels, seats, self_reports, texts
from guihua.directory.models import Subdistrict, User
from guihua.evaluation import models as evaluation
from guihua.evaluation import round_policy, said, scored
from guihua.evaluation.actions import paper_sheets, rounds, rubrics
from guihua.evaluation.actions.paper_sheets import Paper
from guihua.evaluation.importers import rubric_table
from guihua.evaluation.said import MarkSaid

LEFT = 2  # sheets that the officer with an account has still to fill in
LEAD = timedelta(days=14)  # a round begins so long before self-reports are due
SHARES = (1, 1, 1, 0.95, 0.9, 0.85, 0.8)  # of its points, what a criterion is given


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """Of each year that there is. The last round waits for two sheets of the officer with an account."""
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
        seats.write(made, told, chance, _score(made, told, chance))


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


def _score(one: evaluation.Round, told: dict[str, Any], chance: Random) -> list[int]:
    """All but the last ones of the officer with an account, which are given back."""
    entered = list(one.projects.select_related("round", "project").order_by("project__number"))
    officer = User.objects.filter(username="liaison", memberships__subdistrict=one.subdistrict_id).first()
    own = set(Project.objects.looked_after_by(officer).values_list("pk", flat=True)) if officer else set()
    left = (
        [each.pk for each in entered if each.project_id in own][-LEFT:] if one.year.year == clock.today().year else []
    )
    criteria = scored.criteria_of(one.liaison_rubric) if one.liaison_rubric else []
    for n, each in enumerate(entered):
        if each.pk not in left:
            moment = _at(one.scoring_until or clock.today()) - timedelta(days=n % 7, hours=n % 5)
            paper = Paper(None, _marks(criteria, told, chance), moment, each.project.liaison_id)
            paper_sheets.put_on_file(each, [paper], by=audit.SYSTEM)
    return left


def _marks(criteria: Sequence[evaluation.Criterion], told: dict[str, Any], chance: Random) -> dict[int, MarkSaid]:
    marks = {}
    for one in criteria:
        points = _share(one.points, chance.choice(SHARES))
        marks[one.pk] = MarkSaid(points, comment="" if points == one.points else chance.choice(told["said"]))
    return marks


def _share(points: Decimal, share: float) -> Decimal:
    """In half points."""
    return Decimal(round(float(points) * share * 2)) / 2


def _at(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16, 20)))
