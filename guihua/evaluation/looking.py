"""What somebody is asked who looks again, who could be asked, and how much each of them has to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.wording import listed
from guihua.evaluation import conflicts
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc.exact import total
from guihua.evaluation.said import MarkSaid

Look = evaluation.SecondLook


def asked_of(look: Look) -> list[evaluation.AppealPoint]:
    """Of what is contested, in the order of the rubric: about money who knows about money."""
    rows = look.appeal.points.select_related("criterion__dimension").prefetch_related("criterion__anchors")
    return [one for one in rows if look.assessor.knows(one.criterion.expertise)]


def marks_of(look: Look) -> dict[int, MarkSaid]:
    """By criterion."""
    return {one.criterion_id: MarkSaid(one.points, one.is_abstained, one.comment) for one in look.marks.all()}


def points_of(look: Look) -> Decimal:
    """What it gives so far."""
    return total(one.points for one in look.marks.all() if one.points is not None)


@dataclass(frozen=True)
class Candidate:
    """`asked`: of how many contested criteria; `load`: on how many panels of the round, and at how many appeals besides."""

    assessor: evaluation.Assessor
    asked: int
    load: int
    why_not: str

    @property
    def place(self) -> tuple[int, int, str]:
        return -self.asked, self.load, self.assessor.name


def candidates(appeal: evaluation.Appeal, words: dict[str, str]) -> tuple[list[Candidate], list[Candidate]]:
    """Who may look again, those first who may score most and have least to do; and who may not, with the reason. `words`: for each
    rule."""
    one = appeal.entered.round
    people = evaluation.Assessor.objects.filter(subdistrict=one.subdistrict_id).serving()
    project = commissioning.Project.objects.filter(pk=appeal.entered.project_id)
    bound = conflicts.between(people, project, day=clock.today(), years=one.conflict_years)
    there = set(evaluation.Seat.objects.filter(panel__entered=appeal.entered).values_list("assessor", flat=True))
    asked_before = {each.assessor_id for each in appeal.looks.all()}
    contested = [point.criterion for point in appeal.points.all()]
    loads = _loads(one)
    found = []
    for each in people.order_by("name", "pk"):
        asked = sum(each.knows(criterion.expertise) for criterion in contested)
        why = listed(conflicts.sentence(reason) for reason in bound.get((each.pk, appeal.entered.project_id), []))
        if each.pk in there or each.pk in asked_before or not asked:
            why = words["panel" if each.pk in there else "asked" if asked else "expertise"]
        found.append(Candidate(each, asked, loads[each.pk], why))
    found.sort(key=lambda candidate: candidate.place)
    return [one for one in found if not one.why_not], [one for one in found if one.why_not]


def _loads(one: evaluation.Round) -> Counter[int]:
    seats = evaluation.Seat.objects.taken().filter(panel__entered__round=one).order_by()
    looks = Look.objects.taken().filter(appeal__entered__round=one).order_by()
    found: Counter[int] = Counter()
    for rows in (seats, looks):
        found.update(dict(rows.values_list("assessor").annotate(n=Count("pk"))))
    return found
