"""What lies beside a sheet: what the project promised and how far it came, how much it recorded, what it was asked to do better
the year before, and its papers.

Figures are counts alone and name nobody. Papers of a confidential domain may name people and are never here; nor are those of
how the project was bought. What a provider says of itself, and what it put there for it, stands beside each criterion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import Measure
from guihua.evaluation import models as evaluation

TOLD = (Measure.SESSIONS, Measure.PERSON_TIMES, Measure.PEOPLE, Measure.CASES, Measure.GROUPS, Measure.VOLUNTEERS)
PROMISED = "指标"
# by a word in what a criterion asks to see, which counts of records tell of it
COUNTED = {
    "活动": (Measure.SESSIONS,),
    "签到": (Measure.PERSON_TIMES,),
    "志愿者": (Measure.VOLUNTEERS,),
    "结案": (Measure.CASES,),
    "个案": (Measure.CASES,),
    "小组": (Measure.GROUPS,),
}
APART = re.compile(r"[、，,；;和及\s/]+")
SHORTEST = 2  # characters of a word that tells one paper from another


@dataclass(frozen=True)
class Promise:
    """`done` is None where nobody counted it yet."""

    name: str
    unit: str
    target: int
    done: Decimal | int | None

    @property
    def reached(self) -> Decimal | int:
        return min(self.done or 0, self.target)


@dataclass(frozen=True)
class Evidence:
    promises: list[Promise]
    counts: list[tuple[str, int]]
    papers: list[commissioning.ProjectFile]
    asked: list[evaluation.Improvement]


def of(project: commissioning.Project) -> Evidence:
    totals = commissioning.Progress.objects.of([project.pk]).totals().get(project.pk, {})
    counts = [(str(measure.label), totals[measure]) for measure in TOLD if totals.get(measure)]
    asked = evaluation.Improvement.objects.before(project).told()
    return Evidence(_promises(project, totals), counts, list(papers_of(project)), list(asked))


def papers_of(project: commissioning.Project) -> Any:
    rows = commissioning.ProjectFile.objects.of_work().there().filter(project=project)
    return rows.filter(project__domain__is_confidential=False).prefetch_related("versions")


def known_of(found: Evidence, criterion: evaluation.Criterion) -> list[str]:
    """What records tell of a criterion, in words, so that nobody is asked for it."""
    told = []
    if PROMISED in criterion.evidence and found.promises:
        reached = sum((one.done or 0) >= one.target for one in found.promises)
        told.append(_("服务指标 %(n)d 项，达到 %(reached)d 项") % {"n": len(found.promises), "reached": reached})
    measures = [measure for word, those in COUNTED.items() if word in criterion.evidence for measure in those]
    counts = dict(found.counts)
    labels = [str(one.label) for one in TOLD if one in measures]
    return told + [f"{label} {counts[label]}" for label in labels if label in counts]


def asked_for(
    criterion: evaluation.Criterion, papers: Sequence[commissioning.ProjectFile]
) -> list[commissioning.ProjectFile]:
    """Those papers that a criterion asks for by their name."""
    words = [word for word in APART.split(criterion.evidence) if len(word) >= SHORTEST]
    return [paper for paper in papers if any(word in paper.name for word in words)]


def _promises(project: commissioning.Project, totals: dict[str, int]) -> list[Promise]:
    newest = commissioning.Reading.objects.of_projects([project.pk]).newest()
    rows = commissioning.Indicator.objects.of_projects([project.pk]).order_by("position")
    return [Promise(one.name, one.unit, one.target, _done(one, totals, newest.get(one.pk))) for one in rows]


def _done(
    one: commissioning.Indicator, totals: dict[str, int], reading: commissioning.Reading | None
) -> Decimal | int | None:
    """As records say, or the newest count by hand."""
    if one.measure:
        return totals.get(one.measure, 0)
    return reading.value if reading else None
