"""What came of a project's scales, for its page of indicators: of few people nothing is told to others than its own people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.delivery import models as delivery
from guihua.delivery import scale_policy
from guihua.delivery.calc import pairs
from guihua.delivery.calc.pairs import FEWEST, Change


@dataclass(frozen=True)
class Told:
    """`change`: None where there is nothing to tell, or it is not told. `once`: how many were measured once only."""

    scale: delivery.Scale
    change: Change | None
    paired: int
    once: int
    is_few: bool


def of(project: commissioning.Project, user: Any) -> dict[str, Any]:
    seen = list(delivery.Scale.objects.visible_to(user).filter(project=project))
    scores: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
    for scale, before, after in delivery.ScaleScore.objects.filter(scale__in=seen).values_list(
        "scale", "before", "after"
    ):
        scores[scale].append((before, after))
    may = scale_policy.why_not_measure(user, project) is None
    return {"scales": [_told(scale, scores[scale.pk], may) for scale in seen], "may_measure": may, "fewest": FEWEST}


def _told(scale: delivery.Scale, scores: list[tuple[int | None, int | None]], knows: bool) -> Told:
    both = [(before, after) for before, after in scores if before is not None and after is not None]
    is_few = len(both) < FEWEST and not knows
    change = None if is_few else pairs.change(both, higher_is_better=scale.higher_is_better)
    return Told(scale, change, len(both), 0 if is_few else len(scores) - len(both), is_few and bool(scores))
