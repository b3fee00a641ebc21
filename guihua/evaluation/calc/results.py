"""From the scores of the sources to the score and grade of a project, and to what other weights would make of them. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from guihua.evaluation.calc import problems
from guihua.evaluation.calc.bands import Band, Grade, Veto, graded
from guihua.evaluation.calc.exact import NOTHING, rounded
from guihua.evaluation.calc.scoring import WHOLE

SOURCES = ("assessors", "liaison", "midterm", "satisfaction")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a round judges. weights: per cent by source, coming to 100. bonus_cap: the most points that a bonus adds.
    places: after the point of the score that everyone reads."""

    weights: Mapping[str, Decimal]
    bands: Sequence[Band]
    bonus_cap: Decimal
    places: int


@dataclass(frozen=True, slots=True)
class Case:
    """What a project brings: the score of each source from 0 to 100 (None, or not there: missing), points of bonus, vetoes."""

    id: int
    scores: Mapping[str, Fraction | Decimal | None]
    bonus: Decimal = NOTHING
    vetoes: Sequence[Veto] = field(default=())


@dataclass(frozen=True, slots=True)
class Part:
    """One source in the sum: `counts` is weight × score / 100, exact. Both are None where the source is missing."""

    source: str
    weight: Decimal
    score: Fraction | None
    counts: Fraction | None


@dataclass(frozen=True, slots=True)
class Final:
    """The sum of the parts, the bonus that counted, and the total of both, never over 100.

    missing: sources that have a weight and no score. With one of them there is no sum, no total and no score.
    exact: the total before rounding. score: rounded, once, half up: what everyone reads.
    """

    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    weighted: Fraction | None
    bonus: Decimal
    exact: Fraction | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The score of a project and its grade; no grade while a source is missing."""

    id: int
    final: Final
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One project under the weights in force and under others."""

    id: int
    now: Verdict
    otherwise: Verdict

    @property
    def changes_grade(self) -> bool:
        return _code(self.now) != _code(self.otherwise)


def final(case: Case, terms: Terms) -> Final:
    """The score of a project with its arithmetic. A source without weight does not count and is not missed.
    Raises ValueError for weights that do not come to 100, a score outside 0 to 100, a bonus or cap below 0."""
    if problem := problems.of_weights(terms.weights):
        raise ValueError(problem)
    if case.bonus < 0 or terms.bonus_cap < 0:
        raise ValueError("there are no deductions")
    parts = tuple(_part(source, weight, case) for source, weight in terms.weights.items() if weight)
    missing = tuple(part.source for part in parts if part.score is None)
    bonus = min(case.bonus, terms.bonus_cap)
    if missing:
        return Final(parts, missing, None, bonus, None, None)
    weighted = sum((part.counts or Fraction(0) for part in parts), Fraction(0))
    exact = min(weighted + Fraction(bonus), Fraction(WHOLE))
    return Final(parts, missing, weighted, bonus, exact, rounded(exact, terms.places))


def judge(case: Case, terms: Terms) -> Verdict:
    """Score and grade of a project. A veto caps the grade and leaves the score. Raises as `final` and `graded`."""
    done = final(case, terms)
    grade = None if done.exact is None else graded(done.exact, terms.places, terms.bands, case.vetoes)
    return Verdict(case.id, done, grade)


def what_if(cases: Iterable[Case], terms: Terms, weights: Mapping[str, Decimal]) -> tuple[Difference, ...]:
    """Each project as it is judged, beside what it would be under other weights, such as last year's. Raises as `judge`."""
    other = replace(terms, weights=weights)
    return tuple(Difference(case.id, judge(case, terms), judge(case, other)) for case in cases)


def _part(source: str, weight: Decimal, case: Case) -> Part:
    said = case.scores.get(source)
    if said is None:
        return Part(source, weight, None, None)
    if not 0 <= said <= WHOLE:
        raise ValueError(f"{source} gives {said} of {WHOLE}")
    score = Fraction(said)
    return Part(source, weight, score, Fraction(weight) * score / WHOLE)


def _code(verdict: Verdict) -> str:
    return verdict.grade.band.code if verdict.grade else ""
