"""The example in the manual was computed by hand; the code comes to every number of it. Pure."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from guihua.evaluation.calc.bands import Band, Veto
from guihua.evaluation.calc.exact import rounded
from guihua.evaluation.calc.results import Case, Terms, judge
from guihua.evaluation.calc.scoring import MEAN, TRIMMED, Criterion, Sheet, SourceScore, source_score
from guihua.evaluation.calc.spreads import spreads, to_moderate
from tests.architecture import ROOT

pytestmark = pytest.mark.once

PAGE = (ROOT / "docs/manual/judging-example.md").read_text()
Table = list[dict[str, str]]


def tables() -> list[Table]:
    """Each table of the page, in order: its rows by the words over the columns."""
    found = []
    for block in PAGE.split("\n\n"):
        if block.lstrip().startswith("|") or "\n|" in block:
            head, _rule, *rows = [line for line in block.splitlines() if line.startswith("|")]
            found.append([dict(zip(cells(head), cells(row), strict=True)) for row in rows])
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def number(written: str) -> Fraction:
    """83/6 ≈ 13.83 is 83/6, and what is written behind it has to be that."""
    exact, _sign, short = written.replace("≈", "=").partition("=")
    above, _line, below = exact.strip().partition("/")
    value = Fraction(above) / Fraction(below or 1)
    assert not short or rounded(value, 2) == Decimal(short.strip())
    return value


PANEL, DIMENSIONS, OFFICER, SOURCES, FLOORS, IFS, APART = tables()
PLACES = {row["项"]: n for n, row in enumerate(PANEL + OFFICER)}
NAMES = list(dict.fromkeys(row["维度"] for row in PANEL + OFFICER))
SHARES = {row["来源"]: Decimal(row["比例（%）"]) for row in SOURCES[:-1]}
BANDS = [Band(row["等级"], Decimal(row["从"])) for row in FLOORS]
TERMS = Terms(SHARES, BANDS, bonus_cap=Decimal(2), places=2)


def rubric(table: Table) -> list[Criterion]:
    return [Criterion(PLACES[row["项"]], NAMES.index(row["维度"]), Decimal(row["满分"])) for row in table]


def panel(table: Table, *assessors: str) -> list[Sheet]:
    return [
        Sheet(n, {PLACES[row["项"]]: None if row[who] == "弃权" else Decimal(row[who]) for row in table})
        for n, who in enumerate(assessors)
    ]


def of_assessors() -> SourceScore:
    return source_score(rubric(PANEL), panel(PANEL, *"甲乙丙丁戊"), how=TRIMMED, least=3)


def of_the_officer() -> SourceScore:
    return source_score(rubric(OFFICER), panel(OFFICER, "挂钩人员"), how=MEAN, least=1)


def the_case() -> Case:
    """With the score of the two panels as the code has it, and the other two as they are written."""
    written = {row["来源"]: Decimal(row["分"]) for row in SOURCES[2:-1]}
    return Case(1, {"专家": of_assessors().score, "挂钩人员": of_the_officer().score, **written})


@pytest.mark.parametrize(("table", "source"), [(PANEL, of_assessors), (OFFICER, of_the_officer)])
def test_each_criterion_is_combined_as_by_hand(table, source):
    lines = [line for dimension in source().dimensions for line in dimension.lines]
    assert [line.combined.value for line in lines] == [number(row["合成"]) for row in table]
    dropped = ["、".join(str(mark) for mark in line.combined.dropped) or "–" for line in lines]
    assert dropped == [row.get("去掉", "–") for row in table]


def test_dimensions_and_their_sum_are_those_written():
    found = of_assessors()
    added = [(one.got, one.points) for one in found.dimensions] + [(found.got, found.points)]
    assert added == [(number(row["得分"]), Decimal(row["满分"])) for row in DIMENSIONS]


def test_the_sentences_between_the_tables_tell_the_same_scores():
    assert (of_assessors().score, of_the_officer().score) == (Fraction(1085, 12), Fraction(177, 2))
    assert "217/3 ÷ 80 × 100 = 1085/12 ≈ 90.42。" in PAGE
    assert "88.5 ÷ 100 × 100 = 88.5。" in PAGE
    assert rounded(of_assessors().score, 2) == Decimal("90.42")


def test_the_sources_are_weighed_as_by_hand():
    found = judge(the_case(), TERMS).final
    written = [(row["来源"], number(row["分"]), number(row["比例 × 分"])) for row in SOURCES[:-1]]
    assert [(part.source, part.score, part.counts) for part in found.parts] == written
    assert (found.weighted, sum(SHARES.values())) == (
        number(SOURCES[-1]["比例 × 分"]),
        Decimal(SOURCES[-1]["比例（%）"]),
    )


def test_the_unrounded_score_lies_on_the_other_side_of_the_edge():
    grade = judge(the_case(), TERMS).grade
    assert (grade.score, grade.band.code, grade.edge.code) == (Decimal("90.00"), "优秀", "良好")


def test_what_would_be_otherwise_is_as_written():
    case = the_case()
    lines = {
        "就是上面这样": (case, TERMS),
        "加分 3 分，上限 2 分": (replace(case, bonus=Decimal(3)), TERMS),
        "一票否决，最高合格": (replace(case, vetoes=[Veto(1, "合格")]), TERMS),
        "专家 70，挂钩人员 10": (case, weighing(70, 10)),
        "专家 50，挂钩人员 30": (case, weighing(50, 30)),
        "没有满意度的分": (replace(case, scores={**case.scores, "满意度": None}), TERMS),
    }
    told = {name: judge(*both) for name, both in lines.items()}
    found = [(name, one.final.exact, one.final.score, one.grade and one.grade.band.code) for name, one in told.items()]
    assert found == [written(row) for row in IFS]


def weighing(assessors: int, officer: int) -> Terms:
    return replace(TERMS, weights={**SHARES, "专家": Decimal(assessors), "挂钩人员": Decimal(officer)})


def written(row: dict[str, str]) -> tuple[str, Fraction | None, Decimal | None, str | None]:
    if row["总分"] == "–":
        return row["如果"], None, None, None
    return row["如果"], number(row["四舍五入前"]), Decimal(row["总分"]), row["等级"]


def test_what_lies_too_far_apart_is_as_written():
    found = spreads(rubric(PANEL), panel(PANEL, *"甲乙丙丁戊"))
    far = to_moderate(found, Decimal("0.15"))
    told = [(one.low, one.high, one.share * 100, one in far) for one in found]
    assert told == [
        (Decimal(row["最低"]), Decimal(row["最高"]), number(row["分差（%）"]), row["要合议"] == "是") for row in APART
    ]
