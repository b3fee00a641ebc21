"""Which criteria a panel has to talk over, or has talked over: of any number of projects in the same few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Max, Min

from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import spreads
from guihua.evaluation.calc.spreads import Spread

Key = tuple[int, int]  # a project in the round, a criterion
PER_CENT = 100


@dataclass(frozen=True)
class Talk:
    """About one criterion of one project. `is_apart`: its marks lie further apart than the round lets them."""

    entered: evaluation.RoundProject
    criterion: evaluation.Criterion
    spread: Decimal
    is_apart: bool
    changes: list[evaluation.MarkChange] = field(default_factory=list)
    outcome: evaluation.Moderation | None = None

    @property
    def is_settled(self) -> bool:
        """Nothing is left to talk over: marks came together, or what was said of them was noted when they lay as far apart."""
        return not self.is_apart or (self.outcome is not None and self.spread <= self.outcome.spread)


def limit_of(one: evaluation.Round) -> Decimal:
    """As a share of a criterion's points."""
    return Decimal(one.diverging_percent) / PER_CENT


def talks(entered: Any) -> list[Talk]:
    """Of these projects (a QuerySet), project by project in the order of the rubric: what lies apart now, and what was talked over.
    There is nothing to talk over before the whole panel has submitted."""
    projects = {
        one.pk: one for one in entered.filter(panel__in=evaluation.whole_panels()).select_related("round", "project")
    }
    found = _spreads(projects)
    changes, outcomes = _changes(projects), _outcomes(projects)
    apart = {key for key, one in found.items() if spreads.to_moderate([one], limit_of(projects[key[0]].round))}
    keys = apart | changes.keys() | outcomes.keys()
    criteria = evaluation.Criterion.objects.select_related("dimension").in_bulk({criterion for _one, criterion in keys})
    made = [
        Talk(
            projects[key[0]],
            criteria[key[1]],
            found[key].high - found[key].low if key in found else Decimal(0),
            key in apart,
            changes[key],
            outcomes.get(key),
        )
        for key in keys
    ]
    return sorted(made, key=_place)


def of(entered: evaluation.RoundProject) -> list[Talk]:
    return talks(evaluation.RoundProject.objects.filter(pk=entered.pk))


def waiting(entered: Any) -> list[Talk]:
    """Of those that are still being judged, what keeps them from a draft."""
    going_on = entered.judged().filter(round__state=evaluation.RoundState.OPEN)
    return [one for one in talks(going_on) if not one.is_settled]


def _place(one: Talk) -> tuple[Any, ...]:
    criterion = one.criterion
    return (one.entered.project.number, one.entered.pk, criterion.dimension.position, criterion.position)


def _spreads(projects: Iterable[int]) -> dict[Key, Spread]:
    """Of each criterion that at least two scored and the office did not leave out."""
    sheets = evaluation.ScoreSheet.objects.counting().of(evaluation.Source.ASSESSORS).filter(entered__in=projects)
    given = evaluation.Mark.objects.filter(points__isnull=False, sheet__in=sheets.order_by().values("pk")).order_by()
    rows = given.values_list("sheet__entered", "criterion", "criterion__points").annotate(
        low=Min("points"), high=Max("points"), n=Count("pk")
    )
    left_out = set(
        evaluation.Excuse.objects.filter(entered__in=projects, kind=evaluation.ExcuseKind.LEFT_OUT)
        .order_by()
        .values_list("entered", "criterion")
    )
    return {
        (entered, criterion): Spread(criterion, low, high, (Fraction(high) - Fraction(low)) / Fraction(points))
        for entered, criterion, points, low, high, n in rows
        if n > 1 and (entered, criterion) not in left_out
    }


def _changes(projects: Iterable[int]) -> dict[Key, list[evaluation.MarkChange]]:
    rows = evaluation.MarkChange.objects.of_projects(projects)
    found: dict[Key, list[evaluation.MarkChange]] = defaultdict(list)
    for one in rows.select_related("sheet__seat__assessor", "by"):
        found[one.sheet.entered_id, one.criterion_id].append(one)
    return found


def _outcomes(projects: Iterable[int]) -> dict[Key, evaluation.Moderation]:
    rows = evaluation.Moderation.objects.filter(entered__in=projects).select_related("by").order_by("pk")
    return {(one.entered_id, one.criterion_id): one for one in rows}
