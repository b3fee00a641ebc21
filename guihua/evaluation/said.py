"""What somebody says a rubric or a round is, before a verb has written it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal

from guihua.evaluation import models as evaluation

SHARES = {
    evaluation.Level.BEST: Decimal("0.9"),
    evaluation.Level.GOOD: Decimal("0.75"),
    evaluation.Level.FAIR: Decimal("0.5"),
    evaluation.Level.POOR: Decimal(0),
}  # of the points, where a table says in words alone what each band looks like


@dataclass(frozen=True)
class AnchorSaid:
    level: str
    floor: Decimal
    text: str


@dataclass(frozen=True)
class CriterionSaid:
    name: str
    points: Decimal
    guidance: str = ""
    evidence: str = ""
    expertise: str = evaluation.Expertise.ANY
    anchors: Sequence[AnchorSaid] = ()


@dataclass(frozen=True)
class DimensionSaid:
    name: str
    criteria: Sequence[CriterionSaid] = ()


@dataclass(frozen=True)
class Terms:
    """How a round judges. `weights`: per cent by source. `floors`: by grade. `vetoes`: each with the best grade that it leaves."""

    name: str
    rubric: evaluation.Rubric | None
    liaison_rubric: evaluation.Rubric | None
    columns: Mapping[str, str | int | Decimal | date | None]
    weights: Mapping[str, Decimal]
    floors: Mapping[str, Decimal]
    vetoes: Sequence[tuple[str, str]] = field(default=())


COLUMNS = (
    "way",
    "least",
    "places",
    "bonus_cap",
    "diverging_percent",
    "seats",
    "finance_seats",
    "practice_seats",
    "self_report_until",
    "visits_from",
    "visits_until",
    "scoring_until",
    "reply_days",
    "appeal_days",
    "conflict_years",
)
DAYS = ("self_report_until", "visits_from", "visits_until", "scoring_until")


def plain(figure: Decimal) -> str:
    """As people write it: 5.5 for 5.50, and 100 for 1E+2."""
    return f"{figure.normalize():f}"


def floor_of(level: str, points: Decimal, step: Decimal) -> Decimal:
    """From how many points on work is of this band: its share of the points, up to the next step."""
    steps = (points * SHARES[evaluation.Level(level)] / step).to_integral_value(ROUND_CEILING)
    return steps * step


def of_rubric(rubric: evaluation.Rubric) -> list[DimensionSaid]:
    """What a rubric says, in its order; it should have been fetched `whole`."""
    return [
        DimensionSaid(one.name, [of_criterion(each) for each in one.criteria.all()]) for one in rubric.dimensions.all()
    ]


def of_criterion(one: evaluation.Criterion) -> CriterionSaid:
    anchors = [AnchorSaid(each.level, each.floor, each.text) for each in one.anchors.all()]
    return CriterionSaid(one.name, one.points, one.guidance, one.evidence, one.expertise, anchors)


def of_round(one: evaluation.Round) -> Terms:
    """The terms that a round has now."""
    return Terms(
        name=one.name,
        rubric=one.rubric,
        liaison_rubric=one.liaison_rubric,
        columns={name: getattr(one, name) for name in COLUMNS},
        weights={each.source: each.percent for each in one.weights.all()},
        floors={each.grade: each.floor for each in one.bands.all()},
        vetoes=[(each.text, each.at_most) for each in one.vetoes.all()],
    )


def criteria_of(dimensions: Sequence[DimensionSaid]) -> Iterator[CriterionSaid]:
    return (each for one in dimensions for each in one.criteria)


@dataclass(frozen=True)
class MarkSaid:
    """What is given for one criterion: points, or an abstention, and a word about it."""

    points: Decimal | None = None
    is_abstained: bool = False
    comment: str = ""


def marks_of(sheet: evaluation.ScoreSheet) -> dict[int, MarkSaid]:
    """By criterion."""
    return {one.criterion_id: MarkSaid(one.points, one.is_abstained, one.comment) for one in sheet.marks.all()}


@dataclass(frozen=True)
class MeetingSaid:
    """When and how a panel meets; without a day, nobody knows yet. `is_fixed`: arranging leaves its time."""

    day: date | None = None
    half: str = ""
    meeting: str = evaluation.Meeting.ON_SITE
    is_fixed: bool = False


@dataclass(frozen=True)
class CheckSaid:
    """What was found when a drawn record was looked up; nothing yet where it is empty."""

    finding: str = ""
    note: str = ""
