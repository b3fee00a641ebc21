"""What the ranking of a round would be without the severity of its assessors. Shown, never applied. No Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from guihua.evaluation.calc.severity import Fit


@dataclass(frozen=True, slots=True)
class Standing:
    """score: as published. shift: what its panel's severity took (below 0: its leniency gave), in points of the score.
    place: from 1, those with the same score share one; otherwise: the place without severity. component: as in the fit;
    places of different components compare as if their assessors were equally severe on the whole."""

    project: int
    component: int
    score: Decimal
    shift: float
    place: int
    otherwise: int


def without_severity(fit: Fit, scores: Mapping[int, Decimal], weight: Decimal) -> tuple[Standing, ...]:
    """The projects in the order of their published scores. weight: per cent with which the assessors count in the score.
    A project that nobody judged keeps its score, in component 0. Places compare what is told, so shifts are rounded to
    as many places as the scores have at most."""
    severity = {one.assessor: one for one in fit.severities}
    panels = defaultdict(list)
    for one in fit.residuals:
        panels[one.project].append(severity[one.assessor])
    places = max((-int(score.as_tuple().exponent) for score in scores.values()), default=0)
    shifts = {
        project: round(float(weight) / 100 * sum(one.value or 0.0 for one in panel) / len(panel), places)
        for project, panel in panels.items()
    }
    plain = {project: float(score) for project, score in scores.items()}
    moved = {project: round(score + shifts.get(project, 0.0), places) for project, score in plain.items()}
    before, after = _places(plain), _places(moved)
    component = {project: panel[0].component for project, panel in panels.items()}
    found = [
        Standing(one, component.get(one, 0), score, shifts.get(one, 0.0), before[one], after[one])
        for one, score in scores.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.place, one.project)))


def _places(scores: Mapping[int, float]) -> dict[int, int]:
    """From the highest on."""
    falling = sorted(scores.values(), reverse=True)
    return {project: falling.index(score) + 1 for project, score in scores.items()}
