"""What a self-report says, criterion by criterion, beside what records say of the same without anybody being asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from guihua.evaluation import asked_for, evidence, scored
from guihua.evaluation import models as evaluation


@dataclass(frozen=True)
class AnswerSaid:
    """What is said of one criterion, before a verb has written it."""

    text: str = ""
    points: Decimal | None = None


@dataclass(frozen=True)
class Told:
    """`known`: what records tell of it, in words."""

    text: str = ""
    points: Decimal | None = None
    evidence: Sequence[evaluation.SelfEvidence] = ()
    known: Sequence[str] = field(default=())

    @property
    def is_there(self) -> bool:
        return bool(self.text or self.evidence or self.points is not None)


def criteria_of(entered: evaluation.RoundProject) -> list[evaluation.Criterion]:
    """Those of the assessors' rubric: what the provider is judged by from outside."""
    return criteria_of_round(entered.round)


def criteria_of_round(one: evaluation.Round) -> list[evaluation.Criterion]:
    rubric = one.rubric
    return scored.criteria_of(rubric) if rubric else []


def said_of(report: evaluation.SelfReport) -> dict[int, AnswerSaid]:
    """By criterion."""
    return {one.criterion_id: AnswerSaid(one.text, one.points) for one in report.answers.all()}


def of_report(report: evaluation.SelfReport) -> dict[evaluation.Criterion, Told]:
    """In the order of the rubric, all of its criteria."""
    found, answers = evidence.of(report.entered.project), said_of(report)
    papers = papers_of(report)
    told = {}
    for one in criteria_of(report.entered):
        said = answers.get(one.pk, AnswerSaid())
        told[one] = Told(said.text, said.points, papers.get(one.pk, []), asked_for.known_of(found, one))
    return told


def papers_of(report: evaluation.SelfReport) -> dict[int, list[evaluation.SelfEvidence]]:
    found: dict[int, list[evaluation.SelfEvidence]] = {}
    for one in report.evidence.select_related("paper").order_by("criterion", "pk"):
        found.setdefault(one.criterion_id, []).append(one)
    return found


def beside(
    entered: evaluation.RoundProject, found: evidence.Evidence, criteria: Sequence[evaluation.Criterion]
) -> Mapping[int, Told]:
    """By criterion, for whoever scores the project: what its provider says of it, once that was handed in, and what records tell."""
    report = evaluation.SelfReport.objects.submitted().filter(entered=entered).first()
    answers, papers = (said_of(report), papers_of(report)) if report else ({}, {})
    told = {}
    for one in criteria:
        said = answers.get(one.pk, AnswerSaid())
        told[one.pk] = Told(said.text, said.points, papers.get(one.pk, []), asked_for.known_of(found, one))
    return {key: one for key, one in told.items() if one.is_there or one.known}
