"""Sources are weighed into one score, and other weights stand beside them. Pure."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.evaluation.calc.bands import Veto
from guihua.evaluation.calc.problems import Problem, of_rubric, of_weights
from guihua.evaluation.calc.results import SOURCES, Case, Terms, final, judge, what_if
from guihua.evaluation.calc.scoring import Criterion
from tests.evaluation.calc.panels import scores
from tests.evaluation.calc.test_bands import BANDS

pytestmark = pytest.mark.once


def shares(*percent: str) -> dict[str, Decimal]:
    return {source: Decimal(one) for source, one in zip(SOURCES, percent, strict=True)}


TERMS = Terms(shares("60", "20", "10", "10"), BANDS, bonus_cap=Decimal(2), places=2)
NOW, BEFORE = shares("60", "30", "10", "0"), shares("70", "20", "10", "0")
weights = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(
    lambda cuts: {
        source: Decimal(high - low)
        for source, low, high in zip(SOURCES, [0, *sorted(cuts)], [*sorted(cuts), 100], strict=True)
    }
)
sources = st.tuples(*[scores] * 4).map(lambda four: dict(zip(SOURCES, four, strict=True)))


def case(*scores: str | None, bonus: str = "0", vetoes: tuple[Veto, ...] = ()) -> Case:
    said = {source: Decimal(one) if one else None for source, one in zip(SOURCES, scores, strict=True)}
    return Case(1, said, Decimal(bonus), vetoes)


def test_each_source_counts_by_its_weight():
    found = final(case("90", "85", "80", "95"), TERMS)
    assert [(part.source, part.counts) for part in found.parts] == [
        ("assessors", 54),
        ("liaison", 17),
        ("midterm", 8),
        ("satisfaction", Decimal("9.5")),
    ]
    assert (found.weighted, found.exact, found.score) == (Decimal("88.5"), Decimal("88.5"), Decimal("88.50"))


def test_a_source_that_is_not_there_is_told_and_is_not_nought():
    found = judge(case("90", None, "80", "95"), TERMS)
    assert (found.final.missing, found.final.exact, found.final.score, found.grade) == (("liaison",), None, None, None)


def test_a_source_without_weight_is_not_missed():
    found = final(case("90", "80", "70", None), replace(TERMS, weights=NOW))
    assert (found.missing, found.score) == ((), Decimal("85.00"))
    assert [part.source for part in found.parts] == ["assessors", "liaison", "midterm"]


def test_a_bonus_counts_up_to_its_cap_and_no_score_is_over_a_hundred():
    assert final(case("90", "85", "80", "95", bonus="3"), TERMS).exact == Decimal("90.5")
    over = final(case("100", "100", "95", "95", bonus="2"), TERMS)
    assert (over.weighted, over.bonus, over.exact) == (99, 2, 100)


def test_a_veto_caps_the_grade_alone():
    found = judge(case("95", "95", "95", "95", vetoes=(Veto(3, "pass"),)), TERMS)
    assert (found.final.score, found.grade.reached.code, found.grade.band.code) == (
        Decimal("95.00"),
        "excellent",
        "pass",
    )


def test_a_raise_of_the_officers_weight_shows_what_it_changes():
    cases = [
        Case(1, {"assessors": Decimal(92), "liaison": Decimal(84), "midterm": Decimal(90)}),
        Case(2, {"assessors": Decimal(92), "liaison": Decimal(91), "midterm": Decimal(90)}),
    ]
    first, second = what_if(cases, replace(TERMS, weights=NOW), BEFORE)
    assert (first.now.final.score, first.otherwise.final.score) == (Decimal("89.40"), Decimal("90.20"))
    assert (first.now.grade.band.code, first.otherwise.grade.band.code) == ("good", "excellent")
    assert [one.changes_grade for one in (first, second)] == [True, False]


@given(weights, sources)
def test_the_score_lies_between_its_sources_and_is_rounded_once(weights, scores):
    found = final(Case(1, scores), replace(TERMS, weights=weights))
    weighed = [scores[source] for source in SOURCES if weights[source]]
    assert min(weighed) <= found.weighted <= max(weighed)
    assert found.weighted == sum(Fraction(weights[source]) * scores[source] for source in SOURCES) / 100
    assert abs(Fraction(found.score) - found.exact) <= Fraction(1, 200)


@given(weights, sources)
def test_other_weights_that_are_the_same_change_nothing(weights, scores):
    terms = replace(TERMS, weights=weights)
    (same,) = what_if([Case(1, scores)], terms, weights)
    assert (same.changes_grade, same.now) == (False, same.otherwise)


@pytest.mark.parametrize(
    ("weights", "problem"),
    [
        (shares("60", "20", "10", "10"), None),
        (shares("33.3", "33.3", "33.4", "0"), None),
        (shares("60", "20", "10", "9.5"), Problem("sum", {"sum": Decimal("99.5"), "off": Decimal("-0.5")})),
        (shares("60", "30", "20", "-10"), Problem("negative", {"source": "satisfaction", "weight": Decimal(-10)})),
        ({}, Problem("sum", {"sum": Decimal(0), "off": Decimal(-100)})),
    ],
)
def test_weights_that_do_not_come_to_a_hundred_are_told_by_how_much(weights, problem):
    assert of_weights(weights) == problem


@pytest.mark.parametrize(
    ("wrong", "terms"),
    [
        (case("90", "85", "80", "95"), replace(TERMS, weights=shares("60", "20", "10", "9"))),
        (case("101", "85", "80", "95"), TERMS),
        (case("90", "-1", "80", "95"), TERMS),
        (case("90", "85", "80", "95", bonus="-1"), TERMS),
        (case("90", "85", "80", "95"), replace(TERMS, bonus_cap=Decimal(-1))),
    ],
)
def test_what_cannot_be_is_refused(wrong, terms):
    with pytest.raises(ValueError):  # noqa: PT011 - five causes, one kind
        final(wrong, terms)


@pytest.mark.parametrize(
    ("criteria", "problem"),
    [
        ([(1, 1, 10), (2, 1, 10), (3, 2, 5)], None),
        ([], Problem("none")),
        ([(1, 1, 10), (2, 1, 0)], Problem("no-points", {"criterion": 2})),
        ([(1, 1, 10), (1, 2, 10)], Problem("same-id", {"criterion": 1})),
        ([(1, 1, 10), (2, 2, 10), (3, 1, 5)], Problem("scattered", {"dimension": 1})),
    ],
)
def test_a_rubric_that_cannot_be_added_up_is_told(criteria, problem):
    assert of_rubric([Criterion(one, dimension, Decimal(points)) for one, dimension, points in criteria]) == problem
