"""What those on a demonstration's panels gave: all their sheets, but of the projects whose officer is not done either."""

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
from guihua.evaluation.actions import samples, sheets
from guihua.evaluation.said import MarkSaid

GOOD = (1, 1, 1, 0.95, 0.95, 0.9, 0.85)  # of its points, what a criterion is given: at most projects, and at the others
FAIR = (1, 0.95, 0.9, 0.85, 0.8, 0.8, 0.75)
MOSTLY = 0.62  # so many projects are good
SEVERE = 0.05  # by so much somebody is more severe, or less, than others


def write(one: evaluation.Round, told: dict[str, Any], chance: Random, left: Collection[int]) -> None:
    """`left`: entered projects of which the first on the panel is half done."""
    severity: dict[int, float] = {}
    entered = one.projects.judged().select_related("round", "project").order_by("project__number")
    for n, each in enumerate(entered):
        shares = GOOD if chance.random() < MOSTLY else FAIR
        samples.draw(each, seed=f"{each.project.number} {one.name}"[:40], by=audit.SYSTEM)
        seats = evaluation.Seat.objects.taken().filter(panel__entered=each).select_related("panel", "assessor")
        for place, seat in enumerate(seats.order_by("pk")):
            leaning = severity.setdefault(seat.assessor_id, chance.uniform(-SEVERE, SEVERE))
            sheet = sheets.take_up(seat, by=audit.SYSTEM)
            marks = _marks(scored.asked_of(sheet), told["judged"], shares, leaning, chance)
            is_half = each.pk in left and place == 0
            given = dict(list(marks.items())[: len(marks) // 2]) if is_half else marks
            sheet = sheets.mark(sheet, given, seen=sheet.revision, by=audit.SYSTEM)
            if not is_half:
                _submit(sheet, seat, one, n + place)


def _submit(sheet: evaluation.ScoreSheet, seat: evaluation.Seat, one: evaluation.Round, n: int) -> None:
    done = sheets.submit(sheet, by=audit.SYSTEM)
    day = seat.panel.day or one.scoring_until or clock.today()
    moment = timezone.make_aware(datetime.combine(day, time(17, 5))) + timedelta(days=n % 3, minutes=7 * (n % 11))
    evaluation.ScoreSheet.objects.filter(pk=done.pk).update(
        submitted_at=moment, saved_at=moment, scorer=seat.assessor.user_id
    )


def _marks(
    criteria: list[evaluation.Criterion], words: list[str], shares: tuple[float, ...], leaning: float, chance: Random
) -> dict[int, MarkSaid]:
    marks = {}
    for one in criteria:
        share = min(1.0, max(0.0, chance.choice(shares) + leaning))
        points = min(one.points, Decimal(round(float(one.points) * share * 2)) / 2)
        marks[one.pk] = MarkSaid(points, comment="" if points == one.points else chance.choice(words))
    return marks
