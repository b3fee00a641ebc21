"""How a round was judged: how severe each assessor was, how far they agree, which scores stand out. Shown, never applied.

Sheets are compared by the criteria that every assessor is asked, whatever they know; where a rubric has none, by all that they scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import agreement, scoring, severity, standings
from guihua.evaluation.judged import Ground, Judged

CONFIDENCE = 0.95
BEYOND = 2.0  # standard deviations: what lies further from what is expected is looked at
Source = evaluation.Source


@dataclass(frozen=True)
class Quality:
    """`asked`: how many criteria the sheets were compared by."""

    asked: int
    sheets: int
    fit: severity.Fit
    consistency: agreement.Consistency | None
    alpha: Fraction | None
    names: Mapping[int, str]
    projects: Mapping[int, Any]

    @property
    def severities(self) -> list[dict[str, Any]]:
        """The most severe first; `is_apart`: its interval leaves nought out."""
        found = [
            {"name": self.names[one.assessor], "one": one, "is_apart": _is_apart(one)} for one in self.fit.severities
        ]
        return sorted(found, key=lambda line: (line["one"].component, -(line["one"].value or 0.0), line["name"]))

    @property
    def outliers(self) -> list[dict[str, Any]]:
        return [
            {"name": self.names[one.assessor], "project": self.projects[one.project], "one": one}
            for one in self.fit.outliers(BEYOND)
        ]


def of(found: Sequence[Judged], base: Ground) -> Quality:
    criteria = _common(base)
    keys = {one.id for one in criteria}
    ratings, units = [], defaultdict(list)
    names: dict[int, str] = {}
    for each in found:
        for sheet in each.sheets.get(Source.ASSESSORS, []):
            marks = {m.criterion_id: m.points for m in sheet.marks.all() if m.criterion_id in keys}
            score = scoring.sheet_score(criteria, scoring.Sheet(sheet.pk, marks))
            if score is not None and sheet.seat:
                ratings.append(severity.Rating(each.entered.pk, sheet.seat.assessor_id, score))
                units[each.entered.pk].append(score)
                names[sheet.seat.assessor_id] = sheet.seat.assessor.name
    fit = severity.fit(ratings, confidence=CONFIDENCE)
    scored = list(units.values())
    projects = {each.entered.pk: each.entered.project for each in found}
    return Quality(
        len(criteria), len(ratings), fit, agreement.consistency(scored), agreement.alpha(scored), names, projects
    )


def ranked(found: Sequence[Judged], base: Ground, quality: Quality) -> list[dict[str, Any]]:
    """The projects by their published score, and where each would stand had its panel been neither severe nor lenient."""
    scores = {each.entered.pk: each.score for each in found if each.score is not None}
    rows = standings.without_severity(quality.fit, scores, base.weight(Source.ASSESSORS))
    return [
        {"project": quality.projects[one.project], "pk": one.project, "one": one, "moves": one.place - one.otherwise}
        for one in rows
    ]


def _common(base: Ground) -> list[scoring.Criterion]:
    criteria = list(base.criteria.get(Source.ASSESSORS, []))
    everybodys = [one for one in criteria if one.expertise == evaluation.Expertise.ANY]
    return [scoring.Criterion(one.pk, one.dimension_id, one.points) for one in everybodys or criteria]


def _is_apart(one: severity.Severity) -> bool:
    return one.low is not None and one.high is not None and (one.low > 0 or one.high < 0)
