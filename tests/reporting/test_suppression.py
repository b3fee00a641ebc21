"""What is published of few people: neither their cell, nor what gives it away."""

from hypothesis import given
from hypothesis import strategies as st

from guihua.reporting.calc.suppression import kept_back

FEW = 5
COUNTS = st.dictionaries(st.integers(0, 11), st.integers(0, 40), min_size=1)


def whole(cells):
    return [frozenset(cells)]


def test_a_table_of_many_people_is_told_whole():
    cells = {"家庭": 5, "长者": 120, "医务": 0}
    assert kept_back(cells, whole(cells), FEW) == frozenset()


def test_few_people_are_kept_back_together_with_the_smallest_beside_them():
    cells = {"家庭": 3, "长者": 120, "医务": 40, "矫正": 0}
    assert kept_back(cells, whole(cells), FEW) == {"家庭", "医务"}


def test_two_who_together_are_few_take_a_third_with_them():
    cells = {"家庭": 1, "长者": 1, "医务": 40, "社区": 90}
    assert kept_back(cells, whole(cells), FEW) == {"家庭", "长者", "医务"}


def test_a_table_without_a_sum_keeps_back_the_few_alone():
    assert kept_back({"家庭": 3, "长者": 120}, [], FEW) == {"家庭"}


def test_a_cell_of_two_sums_is_safe_in_both():
    """Projects add up to their domain and to their provider: what is kept back for the one must not be open by the other."""
    cells = {"A": 2, "B": 30, "C": 50, "D": 60}
    sums = [frozenset("AB"), frozenset("CD"), frozenset("AC"), frozenset("BD")]
    assert kept_back(cells, sums, FEW) == {"A", "B", "C", "D"}


@given(cells=COUNTS)
def test_what_is_kept_back_cannot_be_worked_out_from_its_sum(cells):
    hidden = kept_back(cells, whole(cells), FEW)
    assert {key for key, count in cells.items() if 0 < count < FEW} <= hidden
    assert not any(cells[key] == 0 for key in hidden)
    others = [key for key in cells if cells[key] and key not in hidden]
    if hidden and others:
        assert (len(hidden) >= 2, sum(cells[key] for key in hidden) >= FEW) == (True, True)


@given(cells=COUNTS)
def test_no_more_is_kept_back_than_is_needed(cells):
    hidden = kept_back(cells, whole(cells), FEW)
    few = {key for key, count in cells.items() if 0 < count < FEW}
    assert len(hidden - few) <= 1
