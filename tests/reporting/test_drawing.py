"""What the charts promise whatever the year holds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.reporting.calc import lines, months, scales, shares

counts = st.integers(0, 10**9)


@given(st.floats(1e-6, 1e12))
def test_an_axis_ends_at_a_round_number_that_is_not_below_the_value(value):
    found = scales.round_up(value)
    assert found >= value
    assert found <= value * 10 * (1 + 1e-9)
    assert float(f"{found:.2g}") == pytest.approx(found)


@given(st.lists(counts))
def test_an_axis_holds_every_value_and_at_most_four_ticks_a_like_distance_apart(values):
    axis = scales.axis(values)
    assert axis.top >= max([*values, 1])
    assert len(axis.ticks) <= 4
    assert [tick / axis.ticks[0] for tick in axis.ticks] == pytest.approx(list(range(1, len(axis.ticks) + 1)))
    assert all(tick <= axis.top for tick in axis.ticks)


@given(st.lists(counts, max_size=60))
def test_every_place_with_people_stands_in_exactly_one_step_of_the_map_and_none_without(values):
    steps = scales.steps(values)
    assert len(steps) <= 5
    for value in values:
        assert sum(step.low <= value < step.high for step in steps) == (value > 0)
        assert (scales.step_of(value, steps) == 0) == (value == 0)


@given(st.lists(counts, min_size=1, max_size=60), st.randoms())
def test_more_people_never_stand_in_a_lighter_step(values, order):
    steps = scales.steps(values)
    numbers = [scales.step_of(value, steps) for value in sorted(values)]
    assert numbers == sorted(numbers)


def test_ten_thousands_are_written_in_wan():
    assert [scales.in_wan(n) for n in (500, 9_500, 10_000, 25_000, 1_200_000)] == [
        "500",
        "9,500",
        "1 万",
        "2.5 万",
        "120 万",
    ]


@st.composite
def years(draw):
    def month(n):
        total = draw(counts)
        before = draw(st.none() | counts)
        return months.Month(f"2022-{n:02d}", total, draw(st.integers(0, total)), before)

    return [month(n) for n in range(1, 13)]


@given(years(), st.integers(100, 600))
def test_a_bar_stands_on_the_floor_inside_the_drawing_named_below_counted(year, height):
    drawn = months.chart(year, height)
    for bar in drawn.bars:
        assert 0 <= bar.total_y <= bar.named_y <= drawn.floor < height
        assert 0 <= bar.x <= bar.x + bar.width <= 100
        assert bar.dash_x <= bar.x
        assert bar.dash_end >= bar.x + bar.width
        assert bar.counted_height >= 0
        assert bar.named_height >= 0


@given(years())
def test_bars_are_as_tall_as_their_months_are_large(year):
    bars = months.chart(year).bars
    for one in bars:
        for other in bars:
            if one.month.total > other.month.total:
                assert one.total_y <= other.total_y


@given(years())
def test_labels_never_meet_each_other_nor_the_dash_of_last_year_nor_leave_the_drawing(year):
    bars = months.chart(year).bars
    labels = [bar for bar in bars if bar.label_y is not None]
    for bar in labels:
        box = (bar.label_y - months.LABEL_HEIGHT, bar.label_y)
        assert box[0] >= -2
        assert box[1] <= bar.total_y
        near = [one.before_y for one in bars[max(0, bar.number - 2) : bar.number + 1] if one.before_y is not None]
        assert [y for y in near if box[0] <= y <= box[1]] == []  # the neighbours' too: on a phone a label is wider
    if len(labels) == 2:
        one, other = labels
        room = abs(one.middle - other.middle) / 100 * months.NARROWEST
        width = (len(f"{one.month.total:,}") + len(f"{other.month.total:,}")) * months.LETTER / 2
        assert room >= width or abs(one.label_y - other.label_y) >= months.LABEL_HEIGHT


def test_the_highest_and_the_lowest_month_bear_their_numbers():
    year = [months.Month(f"2022-{n:02d}", 1000 + 10 * (n * 5 % 12), 100) for n in range(1, 13)]
    found = months.chart(year)
    assert (found.highest.total, found.lowest.total) == (1110, 1000)
    assert [bar.month.total for bar in found.bars if bar.label_y] == [1110, 1000]


def test_a_year_without_records_has_bars_of_no_height_and_no_label():
    found = months.chart([months.Month(f"2022-{n:02d}", 0, 0) for n in range(1, 13)])
    assert {(bar.total_y, bar.label_y) for bar in found.bars} == {(found.floor, None)}
    assert (found.ticks, found.highest, found.has_before) == ([], None, False)
    assert months.chart([]).bars == []


@given(st.lists(counts, max_size=30))
def test_a_tiles_line_stays_in_its_picture(values):
    for point in lines.points(values).split():
        x, y = map(float, point.split(","))
        assert 0 <= x <= lines.WIDTH
        assert 0 <= y <= lines.HEIGHT


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 10**12)), max_size=12))
def test_pieces_of_a_bar_fill_it_without_gap_and_lose_nothing(parts):
    found = shares.pieces(parts, "其余")
    assert sum(piece.amount for piece in found) == sum(amount for _name, amount in parts)
    assert len(found) <= shares.MOST
    for before, after in pairwise(found):
        assert before.x + before.width == pytest.approx(after.x, abs=0.011)
    if found:
        assert found[-1].x + found[-1].width == pytest.approx(100, abs=0.011)
