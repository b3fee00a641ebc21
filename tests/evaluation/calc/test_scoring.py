"""Marks of a panel become one score, criterion by criterion, exactly. Pure."""

from dataclasses import replace
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.evaluation.calc.exact import is_written_in_full, rounded
from guihua.evaluation.calc.scoring import (
    MEAN,
    MEDIAN,
    TRIMMED,
    WAYS,
    Criterion,
    Sheet,
    combine,
    sheet_score,
    source_score,
)
from tests.evaluation.calc.panels import panels, scores

pytestmark = pytest.mark.once

ways = st.sampled_from(WAYS)
SYSTEM, FILES, AIMS = Criterion(1, 1, Decimal(15)), Criterion(2, 1, Decimal(15)), Criterion(3, 2, Decimal(30))
RUBRIC = [SYSTEM, FILES, AIMS]


def numbers(*written: str) -> list[Decimal]:
    return [Decimal(one) for one in written]


def sheet(n: int, *marks: str | None) -> Sheet:
    return Sheet(n, {one.id: Decimal(mark) if mark else None for one, mark in zip(RUBRIC, marks, strict=True)})


def test_of_five_marks_the_lowest_and_the_highest_are_dropped_and_of_four_none():
    five = combine(numbers("14", "12", "14.5", "13.5", "14"), TRIMMED)
    four = combine(numbers("14", "12", "14.5", "13.5"), TRIMMED)
    assert (five.value, five.used, five.dropped) == (
        Fraction(83, 6),
        tuple(numbers("13.5", "14", "14")),
        tuple(numbers("12", "14.5")),
    )
    assert (four.value, four.dropped) == (Fraction(27, 2), ())


@pytest.mark.parametrize(
    ("marks", "median", "dropped"),
    [
        (["7", "9", "8"], "8", ["7", "9"]),
        (["9", "6", "8", "7"], "7.5", ["6", "9"]),
        (["6", "8"], "7", []),
        (["9"], "9", []),
    ],
)
def test_the_median_is_the_mark_in_the_middle_or_the_mean_of_the_two(marks, median, dropped):
    found = combine(numbers(*marks), MEDIAN)
    assert (found.value, found.dropped) == (Decimal(median), tuple(numbers(*dropped)))


@pytest.mark.parametrize("how", WAYS)
def test_of_no_marks_nothing_is_made(how):
    assert combine([], how).value is None


def test_another_way_of_combining_is_refused():
    with pytest.raises(ValueError, match="best"):
        combine(numbers("9"), "best")


def test_a_score_is_what_was_got_over_the_points_on_a_scale_of_a_hundred_down_to_each_sheet():
    panel = [sheet(7, "14", "12", "24"), sheet(3, "13", None, "27")]
    found = source_score(RUBRIC, panel, how=MEAN, least=1)
    building, effect = found.dimensions
    assert (building.got, building.points) == (Decimal("25.5"), 30)
    assert (effect.got, effect.points) == (Decimal("25.5"), 30)
    assert (found.got, found.points, found.score) == (51, 60, 85)
    assert [line.marks for line in building.lines] == [
        ((3, Decimal(13)), (7, Decimal(14))),
        ((3, None), (7, Decimal(12))),
    ]


def test_a_criterion_that_everybody_abstained_from_is_missing_and_so_is_the_score():
    found = source_score(RUBRIC, [sheet(1, "14", None, "24"), sheet(2, "13", None, "27")], how=MEAN, least=1)
    assert (found.score, found.missing, found.thin) == (None, (FILES.id,), ())


def test_what_no_kind_of_assessor_was_asked_is_missing():
    found = source_score(RUBRIC, [Sheet(1, {SYSTEM.id: Decimal(14), AIMS.id: Decimal(24)})], how=MEAN, least=1)
    assert found.missing == (FILES.id,)


def test_what_the_office_excuses_leaves_both_sums():
    found = source_score(RUBRIC, [sheet(1, "12", None, "24")], how=MEAN, least=1, excused={FILES.id})
    assert (found.got, found.points, found.score, found.missing) == (36, 45, 80, ())


def test_where_all_is_excused_there_is_no_score():
    found = source_score(RUBRIC, [sheet(1, "12", "12", "24")], how=MEAN, least=1, excused={1, 2, 3})
    assert (found.score, found.points) == (None, 0)


def test_a_criterion_that_an_abstention_leaves_to_one_assessor_is_told_and_still_counts():
    found = source_score(RUBRIC, [sheet(1, "12", None, "24"), sheet(2, "12", "9", "24")], how=MEAN, least=2)
    assert (found.thin, found.missing, found.score) == ((FILES.id,), (), 75)


@pytest.mark.parametrize("mark", ["15.5", "-0.5"])
def test_a_mark_beyond_the_points_is_refused(mark):
    with pytest.raises(ValueError, match=mark):
        source_score(RUBRIC, [sheet(1, mark, "10", "20")], how=MEAN, least=1)
    with pytest.raises(ValueError, match="sheet 1"):
        sheet_score(RUBRIC, sheet(1, mark, "10", "20"))


def test_a_mark_for_what_is_not_in_the_rubric_is_refused():
    with pytest.raises(ValueError, match=r"sheet 5 .* \[9\]"):
        source_score(RUBRIC, [Sheet(5, {9: Decimal(1)})], how=MEAN, least=1)


def test_a_sheet_by_itself_is_judged_by_what_it_scored():
    assert sheet_score(RUBRIC, sheet(1, "12", None, "24")) == 80
    assert sheet_score(RUBRIC, sheet(1, None, None, None)) is None


@given(panels(), ways, st.randoms(use_true_random=False))
def test_the_order_of_submission_never_changes_anything(panel, how, order):
    criteria, sheets = panel
    shuffled = [Sheet(one.id, dict(order.sample(list(one.marks.items()), len(one.marks)))) for one in sheets]
    order.shuffle(shuffled)
    assert source_score(criteria, shuffled, how=how, least=2) == source_score(criteria, sheets, how=how, least=2)


@given(panels(whole=True), ways, st.data())
def test_a_higher_mark_never_lowers_the_score(panel, how, data):
    criteria, sheets = panel
    criterion = data.draw(st.sampled_from(criteria))
    raised = [replace(sheets[0], marks={**sheets[0].marks, criterion.id: criterion.points}), *sheets[1:]]
    before, after = (source_score(criteria, some, how=how, least=1).score for some in (sheets, raised))
    assert 0 <= before <= after <= 100


@given(panels(whole=True), ways, st.integers(1, 7))
def test_where_all_say_the_same_that_is_the_score(panel, how, count):
    criteria, (first, *_others) = panel
    same = [Sheet(n, first.marks) for n in range(count)]
    assert source_score(criteria, same, how=how, least=1).score == sheet_score(criteria, first)


@given(panels(), ways)
def test_it_is_the_sum_of_the_values_of_its_lines_or_missing(panel, how):
    criteria, sheets = panel
    found = source_score(criteria, sheets, how=how, least=1)
    values = [line.combined.value for dimension in found.dimensions for line in dimension.lines]
    assert [one.id for one in criteria] == [line.criterion for one in found.dimensions for line in one.lines]
    if None in values:
        assert found.score is None
        assert len(found.missing) == values.count(None)
    else:
        assert found.score == sum(values) / sum(Fraction(one.points) for one in criteria) * 100


@given(panels(), ways, st.data())
def test_excusing_is_as_if_the_rubric_had_never_asked(panel, how, data):
    criteria, sheets = panel
    excused = data.draw(st.sets(st.sampled_from([one.id for one in criteria])))
    without = [Sheet(one.id, {c: m for c, m in one.marks.items() if c not in excused}) for one in sheets]
    short = [one for one in criteria if one.id not in excused]
    one = source_score(criteria, sheets, how=how, least=2, excused=excused)
    other = source_score(short, without, how=how, least=2)
    assert (one.score, one.got, one.points, one.missing, one.thin) == (
        other.score,
        other.got,
        other.points,
        other.missing,
        other.thin,
    )


def test_the_context_of_the_thread_that_asks_changes_no_digit():
    panel = [sheet(1, "14.5", "12.5", "24.5"), sheet(2, "13.5", "12.5", "27.5")]
    with localcontext(Context(prec=2)):
        score = source_score(RUBRIC, panel, how=MEAN, least=1).score
        assert (score, rounded(score, 2)) == (Fraction(175, 2), Decimal("87.50"))


@given(scores, st.integers(0, 4))
def test_a_rounded_score_is_the_nearest_and_a_half_goes_up(exact, places):
    off = Fraction(rounded(exact, places)) - exact
    assert -Fraction(1, 2) < off * 10**places <= Fraction(1, 2)
    assert rounded(exact, places).as_tuple().exponent == -places
    assert is_written_in_full(exact, places) == (off == 0)
