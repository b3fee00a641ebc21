"""Who is severe, how sure that is, and what stands out; where no chain of projects leads, nothing is compared. Pure."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.evaluation.calc.severity import Rating, fit
from guihua.evaluation.calc.standings import without_severity
from guihua.evaluation.calc.student import quantile

pytestmark = pytest.mark.once

HE, LIN, ZHAO = 1, 2, 3
TABLE = [(1, 90, 86, 88), (2, 80, 78, 82), (3, 70, 64, 70)]  # by hand: residuals ±2/3 and ±4/3, their squares sum to 8
COMPLETE = [
    Rating(n, who, Decimal(score)) for n, *row in TABLE for who, score in zip((HE, LIN, ZHAO), row, strict=True)
]
projects, assessors = st.integers(1, 8), st.integers(1, 6)
seats = st.sets(st.tuples(projects, assessors), min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("confidence", "freedom", "table"),
    [
        (0.95, 1, 12.7062), (0.95, 2, 4.3027), (0.95, 3, 3.1824), (0.95, 4, 2.7764), (0.95, 10, 2.2281),
        (0.90, 5, 2.0150), (0.99, 8, 3.3554), (0.99, 30, 2.7500), (0.95, 120, 1.9799), (0.95, 2000, 1.9612),
    ],
)  # fmt: skip
def test_the_quantiles_are_those_of_the_printed_tables(confidence, freedom, table):
    assert round(quantile(confidence, freedom), 4) == table


@pytest.mark.parametrize(("confidence", "freedom"), [(0, 4), (1, 4), (0.95, 0)])
def test_there_is_no_quantile_of_all_or_nothing(confidence, freedom):
    with pytest.raises(ValueError, match=str(freedom)):
        quantile(confidence, freedom)


def test_on_a_full_table_severity_is_how_far_the_mean_lies_below_that_of_all_with_its_interval():
    found = fit(COMPLETE, confidence=0.95)
    assert (found.components, found.freedom, round(found.sigma**2, 9)) == (1, 4, 2)
    half = 2.776445 * 2 / 3  # t of 95 per cent and 4 degrees of freedom × √(2 × 2/9)
    assert [(one.assessor, one.value) for one in found.severities] == [(HE, -1.333333333), (LIN, 2.666666667), (ZHAO, -1.333333333)]  # fmt: skip
    lin = found.severities[1]
    assert (lin.low, lin.high) == pytest.approx((8 / 3 - half, 8 / 3 + half), abs=1e-5)


def test_what_is_furthest_from_expected_is_named_with_its_distance():
    (first, *others) = fit(COMPLETE, confidence=0.95).outliers(1.4)
    assert (first.project, first.assessor, first.score, round(first.expected, 6)) == (1, ZHAO, 88.0, 89.333333)
    assert [round(one.sigmas, 6) for one in (first, *others)] == [-1.414214] * 3
    assert fit(COMPLETE, confidence=0.95).outliers(1.5) == ()


def test_assessors_who_share_no_project_are_compared_along_a_chain():
    chain = [(1, HE, 80), (1, LIN, 76), (2, LIN, 66), (2, ZHAO, 64)]
    found = fit([Rating(project, who, Decimal(score)) for project, who, score in chain], confidence=0.95)
    assert [one.value for one in found.severities] == pytest.approx([-10 / 3, 2 / 3, 8 / 3], abs=1e-8)
    assert (found.freedom, found.sigma, found.severities[1].low) == (0, None, None)


def test_a_shift_has_as_many_places_as_the_scores():
    chain = [(1, HE, 80), (1, LIN, 76), (2, LIN, 66), (2, ZHAO, 64)]  # severities −10/3, 2/3, 8/3
    found = fit([Rating(project, who, Decimal(score)) for project, who, score in chain], confidence=0.95)
    standings = without_severity(found, {1: Decimal("79.50"), 2: Decimal("70.1")}, Decimal(50))
    assert [one.shift for one in standings] == [-0.67, 0.83]


def test_without_a_chain_they_stand_in_components_of_their_own_and_one_alone_is_not_judged():
    island = [Rating(7, 8, Decimal(90)), Rating(7, 9, Decimal(84)), Rating(6, 5, Decimal(70))]
    found = fit([*island, *COMPLETE], confidence=0.95)
    assert [(one.assessor, one.component, one.sheets, one.value) for one in found.severities[3:]] == [
        (8, 2, 1, -3.0),
        (9, 2, 1, 3.0),
        (5, 3, 1, None),
    ]
    assert [one.low for one in found.severities[3:]] == [None] * 3


def test_scores_that_fit_exactly_leave_no_outlier_for_the_machine_to_invent():
    exact = [Rating(project, who, Fraction(project * 100 + who, 7)) for project in (1, 2, 3) for who in (1, 2, 3)]
    found = fit(exact, confidence=0.95)
    assert (found.sigma, found.outliers(0.0)) == (0.0, ())


def test_without_ratings_there_is_nothing():
    assert fit([], confidence=0.95).severities == ()


@given(seats, st.lists(st.integers(-5, 5), min_size=6, max_size=6))
def test_where_there_is_no_chance_severity_is_found_as_it_was_put_in(seats, severity):
    ratings = [Rating(project, who, Decimal(70 + project - severity[who - 1])) for project, who in seats]
    found = fit(ratings, confidence=0.95)
    for number in range(1, found.components + 1):
        some = [one for one in found.severities if one.component == number]
        mean = sum(severity[one.assessor - 1] for one in some) / len(some)
        told = [0.0 if one.value is None else one.value for one in some]
        assert told == pytest.approx([severity[one.assessor - 1] - mean for one in some], abs=1e-6)


@given(seats, st.randoms(use_true_random=False))
def test_it_is_the_least_squares_of_the_whole_table(seats, chance):
    ratings = [Rating(project, who, Decimal(chance.randint(0, 200)) / 2) for project, who in sorted(seats)]
    found = fit(chance.sample(ratings, len(ratings)), confidence=0.95)
    table = np.array([[one.project == n for n in range(1, 9)] + [one.assessor == n for n in range(1, 7)] for one in ratings], float)  # fmt: skip
    scores = np.array([float(one.score) for one in ratings])
    expected = table @ np.linalg.lstsq(table, scores)[0]
    assert found.freedom == len(ratings) - np.linalg.matrix_rank(table)
    assert sorted((one.project, one.assessor) for one in found.residuals) == sorted(seats)
    by_seat = {(one.project, one.assessor): one.expected for one in found.residuals}
    assert [by_seat[one.project, one.assessor] for one in ratings] == pytest.approx(list(expected), abs=1e-6)
    assert found == fit(ratings, confidence=0.95)


def test_a_project_that_had_the_severe_assessor_rises_without_severity():
    seats = [(1, HE, 80), (1, LIN, 76), (2, LIN, 76), (2, ZHAO, 84), (3, HE, 79), (3, ZHAO, 83)]
    found = fit([Rating(project, who, Decimal(score)) for project, who, score in seats], confidence=0.95)
    scores = {1: Decimal("78.00"), 2: Decimal("81.00"), 3: Decimal("80.00"), 9: Decimal("78.00")}
    standings = without_severity(found, scores, Decimal(50))
    # severities 0, 4 and −4, in this order; half of the mean of each panel's
    assert [(one.project, one.place, one.otherwise, one.shift) for one in standings] == [
        (2, 1, 1, 0.0),
        (3, 2, 2, -1.0),
        (1, 3, 2, 1.0),
        (9, 3, 4, 0.0),
    ]
