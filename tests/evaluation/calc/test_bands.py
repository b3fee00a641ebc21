"""Grades follow from floors, and the score that everyone reads decides. Pure."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.evaluation.calc.bands import Band, Veto, band_of, graded
from guihua.evaluation.calc.problems import Problem, of_bands
from tests.evaluation.calc.panels import scores

pytestmark = pytest.mark.once

EXCELLENT, GOOD, PASS, FAIL = BANDS = [
    Band("excellent", Decimal(90)),
    Band("good", Decimal(80)),
    Band("pass", Decimal(60)),
    Band("fail", Decimal(0)),
]
bands = st.sets(st.integers(1, 100), max_size=4).map(lambda floors: [Band(str(n), Decimal(n)) for n in {0, *floors}])


@pytest.mark.parametrize(
    ("score", "band"), [("100", EXCELLENT), ("90", EXCELLENT), ("89.99", GOOD), ("80", GOOD), ("59.99", FAIL), ("0", FAIL)]
)  # fmt: skip
def test_a_band_holds_its_floor_and_not_the_next(score, band):
    assert band_of(Decimal(score), BANDS) == band


def test_half_a_hundredth_below_ninety_is_read_as_ninety_and_is_excellent_and_says_so():
    grade = graded(Fraction(89995, 1000), 2, BANDS)
    assert (grade.score, grade.band, grade.edge) == (Decimal("90.00"), EXCELLENT, GOOD)


def test_less_than_half_a_hundredth_is_not():
    grade = graded(Fraction(899949, 10000), 2, BANDS)
    assert (grade.score, grade.band, grade.edge) == (Decimal("89.99"), GOOD, None)


def test_a_veto_takes_the_grade_down_and_leaves_the_score():
    grade = graded(Fraction(93), 2, BANDS, [Veto(8, "pass"), Veto(7, "good")])
    assert (grade.score, grade.reached, grade.band, grade.vetoes) == (Decimal("93.00"), EXCELLENT, PASS, (7, 8))


def test_a_veto_that_allows_what_was_reached_takes_nothing():
    grade = graded(Fraction(83), 2, BANDS, [Veto(7, "good")])
    assert (grade.band, grade.vetoes) == (GOOD, ())


def test_a_veto_for_a_grade_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="superb"):
        graded(Fraction(83), 2, BANDS, [Veto(7, "superb")])


@given(bands, scores, scores, st.integers(0, 2))
def test_more_points_never_give_a_lower_grade(bands, one, other, places):
    low, high = (graded(score, places, bands).band.floor for score in sorted([one, other]))
    assert low <= high


@given(bands, scores)
def test_every_score_lies_in_one_band(bands, score):
    floors = sorted(band.floor for band in bands)
    uppers = [*floors[1:], Decimal(101)]
    assert [low for low, high in zip(floors, uppers, strict=True) if low <= score < high] == [
        band_of(score, bands).floor
    ]


@given(bands, scores, st.integers(0, 4))
def test_a_veto_never_gives_more_than_it_allows_nor_more_than_was_reached(bands, score, which):
    cap = bands[which % len(bands)]
    grade = graded(score, 2, bands, [Veto(1, cap.code)])
    assert grade.band.floor == min(cap.floor, grade.reached.floor)
    assert grade.score == graded(score, 2, bands).score


@pytest.mark.parametrize(
    ("bands", "problem"),
    [
        (BANDS, None),
        ([], Problem("none")),
        (BANDS[:3], Problem("not-from-0", {"floor": Decimal(60)})),
        ([*BANDS, Band("below", Decimal(-5))], Problem("not-from-0", {"floor": Decimal(-5)})),
        ([*BANDS, Band("superb", Decimal(101))], Problem("too-high", {"floor": Decimal(101)})),
        ([*BANDS, Band("fine", Decimal("80.00"))], Problem("same-floor", {"floor": Decimal(80)})),
        ([*BANDS, Band("good", Decimal(70))], Problem("same-code", {"code": "good"})),
    ],
)
def test_bands_that_leave_a_gap_or_stand_twice_are_told_with_the_figure(bands, problem):
    assert of_bands(bands) == problem
