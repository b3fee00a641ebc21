"""The periods of a term by a rhythm."""

import itertools
from datetime import date

import pytest

from guihua.commissioning.calc.periods import last_day, over, part_of_year

YEAR = (date(2022, 1, 1), date(2022, 12, 31))
NEW_YEAR = date(2023, 1, 1)


def spans(rhythm, term=YEAR, **given):
    return [(str(one.first), str(one.last)) for one in over(rhythm, *term, **{"before": NEW_YEAR, **given})]


@pytest.mark.parametrize(("rhythm", "count"), [("monthly", 12), ("quarterly", 4), ("half_yearly", 2)])
def test_the_periods_of_a_year_come_to_the_year_without_gap_or_overlap(rhythm, count):
    found = list(over(rhythm, *YEAR, before=NEW_YEAR))
    assert (len(found), found[0].first, found[-1].last) == (count, *YEAR)
    assert all((after.first - before.last).days == 1 for before, after in itertools.pairwise(found))


def test_a_period_is_over_the_day_after_its_last_one():
    assert spans("quarterly", before=date(2022, 3, 31)) == []
    assert spans("quarterly", before=date(2022, 4, 1)) == [("2022-01-01", "2022-03-31")]


def test_a_term_within_a_year_is_cut_where_it_begins_and_ends():
    term = (date(2022, 2, 10), date(2022, 8, 15))
    assert spans("quarterly", term) == [
        ("2022-02-10", "2022-03-31"), ("2022-04-01", "2022-06-30"), ("2022-07-01", "2022-08-15"),
    ]  # fmt: skip


def test_another_rhythm_goes_on_where_the_last_one_ended():
    assert spans("quarterly", after=date(2022, 1, 31))[0] == ("2022-02-01", "2022-03-31")


def test_days_and_parts_of_a_year():
    assert [last_day(one, date(2024, 2, 3)) for one in ("monthly", "quarterly", "half_yearly")] == [
        date(2024, 2, 29), date(2024, 3, 31), date(2024, 6, 30),
    ]  # fmt: skip
    assert [part_of_year(one, date(2022, 12, 31)) for one in ("monthly", "quarterly", "half_yearly")] == [12, 4, 2]
