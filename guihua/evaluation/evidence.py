"""What lies beside a sheet: what the project promised and how far it came, how much it recorded, what it was asked to do better
the year before, and its papers.

Figures are counts alone and name nobody. Papers of a confidential domain may name people and are never here; nor are those of
how the project was bought. What a provider says of itself, and what it put there for it, stands beside each criterion.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import Measure
from guihua.evaluation import models as evaluation

TOLD = (Measure.SESSIONS, Measure.PERSON_TIMES, Measure.PEOPLE, Measure.CASES, Measure.GROUPS, Measure.VOLUNTEERS)


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
