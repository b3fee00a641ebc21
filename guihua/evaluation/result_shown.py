"""A result with its whole arithmetic, as its page tells it: each source, dimension by dimension, criterion by criterion, mark by mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.evaluation import appealed
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import scoring
from guihua.evaluation.calc.bands import Band
from guihua.evaluation.judged import Ground, Judged

Source = evaluation.Source
FOR_ASSESSORS, FOR_LIAISON = Source.ASSESSORS, Source.LIAISON


@dataclass(frozen=True)
class GivenMark:
    """One mark; `who` gave it is empty for those who may not know."""

    points: Decimal | None
    comment: str
    is_dropped: bool
    who: str = ""


@dataclass(frozen=True)
class LineShown:
    criterion: evaluation.Criterion
    value: Fraction | None
    marks: list[GivenMark]
    excuse: evaluation.Excuse | None
    is_again: bool = False  # its marks are of those who looked again

    @property
    def is_left_out(self) -> bool:
        return bool(self.excuse and self.excuse.kind == evaluation.ExcuseKind.LEFT_OUT)

    @property
    def comments(self) -> list[GivenMark]:
        return [one for one in self.marks if one.comment]


@dataclass(frozen=True)
class DimensionShown:
    name: str
    got: Fraction
    points: Decimal
    lines: list[LineShown]


@dataclass(frozen=True)
class SourceShown:
    """`got` of `points` is what its sheets come to; a source without sheets has its evidence."""

    label: str
    weight: Decimal
    score: Fraction | None
    counts: Fraction | None
    got: Fraction | None = None
    points: Decimal | None = None
    sheets: int = 0
    dimensions: list[DimensionShown] = field(default_factory=list)
    evidence: str = ""


def sources(one: Judged, base: Ground, *, names: bool) -> list[SourceShown]:
    """In the order of the weights. `names`: whether its reader may know who gave which mark."""
    found = []
    for part in one.verdict.final.parts:
        label = str(Source(part.source).label)
        if part.source in one.sources:
            source = one.sources[part.source]
            found.append(
                SourceShown(
                    label,
                    part.weight,
                    part.score,
                    part.counts,
                    source.got,
                    source.points,
                    len(one.sheets[part.source]),
                    _dimensions(one, base, part.source, names=names),
                )
            )
        else:
            row = one.scores.get(part.source)
            found.append(SourceShown(label, part.weight, part.score, part.counts, evidence=row.evidence if row else ""))
    return found


def _dimensions(one: Judged, base: Ground, source: str, *, names: bool) -> list[DimensionShown]:
    criteria = {each.pk: each for each in base.criteria[source]}
    sheets = {sheet.pk: sheet for sheet in one.sheets[source]}
    said = {(sheet.pk, mark.criterion_id): mark.comment for sheet in sheets.values() for mark in sheet.marks.all()}
    who = {pk: _name(sheet) for pk, sheet in sheets.items()} if names else {}
    for look in appealed.looked(one.appeal) if one.appeal else ():
        said |= {(appealed.key_of(look), mark.criterion_id): mark.comment for mark in look.marks.all()}
        who |= {appealed.key_of(look): str(look.assessor.name)} if names else {}
    again = appealed.settled(one.appeal) if one.appeal and source == Source.ASSESSORS else set()
    found = []
    for each in one.sources[source].dimensions:
        lines = [
            LineShown(
                criteria[line.criterion],
                line.combined.value,
                _marks(line, base.round.way, said, who),
                one.excuses.get(line.criterion),
                line.criterion in again,
            )
            for line in each.lines
        ]
        found.append(DimensionShown(lines[0].criterion.dimension.name, each.got, each.points, lines))
    return found


def _marks(
    line: scoring.Line, how: str, said: Mapping[tuple[int, int], str], who: Mapping[int, str]
) -> list[GivenMark]:
    """By size, so that their order tells nobody who gave which; then who abstained."""
    given = sorted(
        ((points, said.get((sheet, line.criterion), ""), sheet) for sheet, points in line.marks if points is not None),
        key=lambda one: (one[0], one[1], one[2]),
    )
    counted = set(range(len(given))[scoring.counted(len(given), how)])
    marks = [
        GivenMark(points, comment, n not in counted, who.get(sheet, ""))
        for n, (points, comment, sheet) in enumerate(given)
    ]
    abstained = sorted(
        (said.get((sheet, line.criterion), ""), who.get(sheet, "")) for sheet, p in line.marks if p is None
    )
    return marks + [GivenMark(None, comment, False, name) for comment, name in abstained]


def _name(sheet: evaluation.ScoreSheet) -> str:
    if sheet.seat:
        return str(sheet.seat.assessor.name)
    return str(sheet.scorer) if sheet.scorer else ""


def about(one: Judged, base: Ground, *, names: bool) -> dict[str, Any]:
    """What the page of a result, and its preview, tell of the arithmetic."""
    final, grade = one.verdict.final, one.verdict.grade
    return {
        "judged": one,
        "final": final,
        "sources": sources(one, base, names=names),
        "missing": [Source(each).label for each in final.missing],
        "bonus_counted": final.bonus,
        "bonus_cap": base.terms.bonus_cap,
        "grade": named(grade.band) if grade else "",
        "reached": named(grade.reached) if grade and grade.reached != grade.band else "",
        "band": _edges(grade.reached, base.terms.bands) if grade else None,
        "edge": named(grade.edge) if grade and grade.edge else "",
        "way": base.round.get_way_display(),
        "names": names,
    }


def named(band: Band) -> str:
    return str(commissioning.Grade(band.code).label)


def _edges(band: Band, bands: Any) -> dict[str, Any]:
    above = [each.floor for each in bands if each.floor > band.floor]
    return {"floor": band.floor, "below": min(above) if above else None}
