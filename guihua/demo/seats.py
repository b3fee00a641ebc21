"""What those on a demonstration's panels gave."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from guihua.core import audit, clock
from guihua.evaluation import models as evaluation
from guihua.evaluation import scored
from guihua.evaluation.actions import paper_sheets, samples
from guihua.evaluation.actions.paper_sheets import Paper
from guihua.evaluation.said import MarkSaid

GOOD = (
    1,
    1,
    1,
    0.95,
    0.95,
    0.9,
    0.9,
)  # of its points, what a criterion of a strong project is given, and of the others
FAIR = (0.95, 0.9, 0.9, 0.85, 0.8, 0.8, 0.75)
SEVERE = 0.04  # by so much somebody is more severe, or less, than others


def write(one: evaluation.Round, told: dict[str, Any], chance: Random, strong: Collection[int]) -> None:
    severity: dict[int, float] = {}
    criteria = scored.criteria_of(one.rubric) if one.rubric else []
    entered = one.projects.judged().select_related("round", "project").order_by("project__number")
    for n, each in enumerate(entered):
        shares = GOOD if each.pk in strong else FAIR
        samples.draw(each, seed=f"{each.project.number} {one.name}"[:40], by=audit.SYSTEM)
        seats = evaluation.Seat.objects.taken().filter(panel__entered=each).select_related("panel", "assessor")
        papers = []
        for place, seat in enumerate(seats.order_by("pk")):
            leaning = severity.setdefault(seat.assessor_id, chance.uniform(-SEVERE, SEVERE))
            asked = [criterion for criterion in criteria if seat.assessor.knows(criterion.expertise)]
            marks = _marks(asked, told["judged"], shares, leaning, chance)
            papers.append(Paper(seat, marks, _moment(one, seat, n + place), seat.assessor.user_id))
        paper_sheets.put_on_file(each, papers, by=audit.SYSTEM)


def _moment(one: evaluation.Round, seat: evaluation.Seat, n: int) -> datetime:
    day = seat.panel.day or one.scoring_until or clock.today()
    return timezone.make_aware(datetime.combine(day, time(17, 5))) + timedelta(days=n % 3, minutes=7 * (n % 11))


def _marks(
    criteria: list[evaluation.Criterion], words: list[str], shares: tuple[float, ...], leaning: float, chance: Random
) -> dict[int, MarkSaid]:
    marks = {}
    for one in criteria:
        share = min(1.0, max(0.0, chance.choice(shares) + leaning))
        points = min(one.points, Decimal(round(float(one.points) * share * 2)) / 2)
        marks[one.pk] = MarkSaid(points, comment="" if points == one.points else chance.choice(words))
    return marks
