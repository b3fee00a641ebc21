"""Projects of a round judged from its rows: the same for a preview, for the draft, for the page and for the check of all that was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guihua.evaluation import appealed, scored
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import results, scoring
from guihua.evaluation.calc.bands import Band, Veto
from guihua.evaluation.calc.exact import total

Source = evaluation.Source


@dataclass(frozen=True)
class Judged:
    """One project: whose sheets count, what each source comes to by them, and what all of it comes to."""

    entered: evaluation.RoundProject
    sheets: Mapping[str, Sequence[evaluation.ScoreSheet]]
    sources: Mapping[str, scoring.SourceScore]
    case: results.Case
    verdict: results.Verdict
    excuses: Mapping[int, evaluation.Excuse]
    bonuses: Sequence[evaluation.Bonus]
    vetoes: Sequence[evaluation.VetoFound]
    scores: Mapping[str, evaluation.SourceScore]
    changes: Sequence[evaluation.MarkChange]
    moderations: Sequence[evaluation.Moderation]
    appeal: evaluation.Appeal | None  # that was upheld

    @property
    def is_whole(self) -> bool:
        return self.verdict.grade is not None

    @property
    def score(self) -> Decimal | None:
        return self.verdict.final.score

    @property
    def grade(self) -> str:
        return self.verdict.grade.band.code if self.verdict.grade else ""


@dataclass(frozen=True)
class Ground:
    """What all projects of a round are judged by."""

    round: evaluation.Round
    terms: results.Terms
    criteria: Mapping[str, Sequence[evaluation.Criterion]]

    @property
    def asked(self) -> dict[str, list[scoring.Criterion]]:
        return {
            source: [scoring.Criterion(one.pk, one.dimension_id, one.points) for one in criteria]
            for source, criteria in self.criteria.items()
        }

    def weight(self, source: str) -> Decimal:
        return self.terms.weights.get(source, Decimal(0))


def ground(one: evaluation.Round) -> Ground:
    weights = {each.source: each.percent for each in one.weights.all()}
    bands = [Band(each.grade, each.floor) for each in one.bands.all()]
    rubrics = {Source.ASSESSORS: one.rubric, Source.LIAISON: one.liaison_rubric}
    criteria = {
        source.value: scored.criteria_of(rubric) for source, rubric in rubrics.items() if rubric and weights.get(source)
    }
    return Ground(one, results.Terms(weights, bands, one.bonus_cap, one.places), criteria)


def of_round(
    one: evaluation.Round,
    only: Iterable[int] | None = None,
    base: Ground | None = None,
    *,
    unseen: Collection[int] = (),
    appeals: Mapping[int, evaluation.Appeal] | None = None,
) -> list[Judged]:
    """All that are judged in it, or `only` these of them, in the order of their numbers; in a fixed number of questions.
    `unseen`: of these the assessors' sheets are left out, as nobody sees one before the whole panel has submitted.
    `appeals`: which of their appeals, by project, count as upheld: those that were, if nothing else is said."""
    base = base or ground(one)
    rows = one.projects.judged().select_related("project__provider", "project__domain", "round")
    entered = list((rows if only is None else rows.filter(pk__in=only)).order_by("project__number", "pk"))
    found = _Rows([each.pk for each in entered], appeals)
    asked = base.asked
    return [_judged(each, base, asked, found, each.pk in unseen) for each in entered]


def of(entered: evaluation.RoundProject) -> Judged:
    return of_round(entered.round, [entered.pk])[0]


class _Rows:
    """What there is of these projects, by project."""

    def __init__(self, entered: list[int], appeals: Mapping[int, evaluation.Appeal] | None) -> None:
        self.appeals = _upheld(entered) if appeals is None else appeals
        sheets = evaluation.ScoreSheet.objects.counting().filter(entered__in=entered)
        whose = sheets.select_related("seat__assessor", "scorer").prefetch_related("marks")
        self.sheets = _by_project(whose.order_by("pk"))
        self.excuses = _by_project(evaluation.Excuse.objects.filter(entered__in=entered).select_related("by"))
        self.bonuses = _by_project(evaluation.Bonus.objects.filter(entered__in=entered).order_by("pk"))
        self.vetoes = _by_project(evaluation.VetoFound.objects.filter(entered__in=entered).select_related("veto"))
        self.scores = _by_project(evaluation.SourceScore.objects.filter(entered__in=entered).order_by("pk"))
        self.changes = _by_project(
            evaluation.MarkChange.objects.of_projects(entered).select_related("sheet__seat__assessor")
        )
        said = evaluation.Moderation.objects.filter(entered__in=entered)
        self.moderations = _by_project(said.select_related("criterion__dimension"))


def _upheld(entered: list[int]) -> Mapping[int, evaluation.Appeal]:
    rows = evaluation.Appeal.objects.filter(entered__in=entered, state=evaluation.AppealState.UPHELD)
    return {one.entered_id: one for one in rows.whole()}


def _by_project(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for one in rows:
        found[one.entered_id].append(one)
    return found


def _judged(
    entered: evaluation.RoundProject,
    base: Ground,
    asked: Mapping[str, list[scoring.Criterion]],
    rows: _Rows,
    is_unseen: bool,
) -> Judged:
    excuses = {one.criterion_id: one for one in rows.excuses[entered.pk]}
    out = {key for key, one in excuses.items() if one.kind == evaluation.ExcuseKind.LEFT_OUT}
    found = [one for one in rows.sheets[entered.pk] if not (is_unseen and one.source == Source.ASSESSORS)]
    sheets = {source: [one for one in found if one.source == source] for source in asked}
    appeal = rows.appeals.get(entered.pk)
    sources = {
        source: scoring.source_score(
            asked[source],
            appealed.sheets(sheets[source], appeal if source == Source.ASSESSORS else None),
            how=base.round.way,
            least=_least(source, base.round),
            excused=out,
        )
        for source in asked
    }
    scores = {one.source: one for one in rows.scores[entered.pk]}
    vetoes = rows.vetoes[entered.pk]
    case = results.Case(
        entered.pk,
        {source: one.score for source, one in sources.items()} | {source: one.score for source, one in scores.items()},
        total(one.points for one in rows.bonuses[entered.pk]),
        [Veto(one.pk, one.veto.at_most) for one in vetoes],
    )
    verdict = results.judge(case, base.terms)
    talked = rows.changes[entered.pk], rows.moderations[entered.pk], appeal
    return Judged(entered, sheets, sources, case, verdict, excuses, rows.bonuses[entered.pk], vetoes, scores, *talked)


def _least(source: str, one: evaluation.Round) -> int:
    """There is one liaison officer of a project, and so one sheet."""
    return one.least if source == Source.ASSESSORS else 1


def thin(judged: Judged, source: str) -> list[scoring.Line]:
    """Criteria that fewer scored than should have, and fewer than were asked: what one finance assessor alone is asked is not
    thin, for the round's own terms ask for one."""
    lines = [line for each in judged.sources[source].dimensions for line in each.lines]
    few = set(judged.sources[source].thin)
    return [line for line in lines if line.criterion in few and line.combined.count < len(line.marks)]
