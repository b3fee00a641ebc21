"""What is published of few people: neither their cell, nor what gives it away."""

from hypothesis import example, given
from hypothesis import strategies as st

from guihua.reporting.calc.suppression import Sum, determined, kept_back

FEW = 5
COUNTS = st.dictionaries(st.integers(0, 11), st.integers(0, 40), min_size=1)


def whole(cells):
    return [Sum(frozenset(cells))]


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
    sums = [Sum(frozenset(parts)) for parts in ("AB", "CD", "AC", "BD")]
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


def test_the_only_project_of_a_domain_does_not_give_away_the_other_of_its_provider():
    """The provider's number less the one project's, which the domain's number tells, would be the other project's."""
    cells = {"one": 331, "few": 1, "provider": 332, "domain": 331, "small": 1, "other": 90, "more": 40}
    sums = [
        Sum(frozenset({"one", "few"}), "provider"),
        Sum(frozenset({"one"}), "domain"),
        Sum(frozenset({"few"}), "small"),
        Sum(frozenset({"domain", "small", "other", "more"})),
    ]
    hidden = kept_back(cells, sums, FEW)
    assert {"few", "small", "one", "domain"} <= hidden
    assert determined(sums, hidden) == frozenset()


PROJECTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 40)), min_size=1, max_size=9)
"""Each project with its domain, its provider and how many people it served."""


@given(projects=PROJECTS)
@example(projects=[(0, 1, 1), (0, 1, 4), (1, 0, 5), (2, 0, 1)])
def test_no_cell_of_few_people_follows_from_all_tables_together(projects):
    cells, parts = {}, {}
    for number, (domain, provider, count) in enumerate(projects):
        cells["project", number] = count
        for total in (("domain", domain), ("provider", provider)):
            parts.setdefault(total, set()).add(("project", number))
    cells |= {total: sum(cells[one] for one in ones) for total, ones in parts.items()}
    tables = [Sum(frozenset(key for key in cells if key[0] == name)) for name in ("project", "domain", "provider")]
    sums = [*tables, *(Sum(frozenset(ones), total) for total, ones in parts.items())]
    hidden = kept_back(cells, sums, FEW)
    assert {key for key, count in cells.items() if 0 < count < FEW} <= hidden
    if any(cells[key] and key not in hidden for key in cells):
        assert determined(sums, hidden) == frozenset()
