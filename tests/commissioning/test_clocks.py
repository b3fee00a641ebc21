"""The times of a purchase are counted in the office's calendar: public holidays do not count, weekend days that make up do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from guihua.commissioning.calc import clocks
from guihua.commissioning.calc.clocks import Clock, Standing
from guihua.core import clock

DAYS = some.dates(date(2018, 1, 1), date(2025, 12, 1))


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2022, 9, 30), 5, date(2022, 10, 12)),  # seven holidays, then a Saturday and a Sunday that are worked
        (date(2022, 1, 28), 2, date(2022, 1, 30)),  # both days of the weekend before the Spring Festival are worked
        (date(2022, 3, 11), 1, date(2022, 3, 14)),
        (date(2022, 3, 11), 0, date(2022, 3, 11)),
    ],
)
def test_working_days_are_those_on_which_offices_work(day, count, then):
    assert clock.workdays_after(day, count) == then


def test_of_a_year_whose_holidays_are_not_published_every_weekday_counts():
    assert (clock.knows(date(2031, 10, 1)), clock.is_workday(date(2031, 10, 1))) == (False, True)


@given(DAYS, some.integers(0, 30), some.integers(0, 30))
def test_working_days_add_up(day, one, more):
    assert clock.workdays_after(clock.workdays_after(day, one), more) == clock.workdays_after(day, one + more)


@given(DAYS, some.integers(1, 60))
def test_so_many_working_days_are_never_fewer_days(day, count):
    assert clock.workdays_after(day, count) >= day + timedelta(days=count)


NOTICE = Clock("notice", "award", most=2, unit="workdays")
DEADLINE = Clock("deadline", "release", least=20)


def standing(of, done, today):
    return clocks.standing(of, done, today, warned=1, workdays_after=clock.workdays_after)


@pytest.mark.parametrize(
    ("of", "done", "today", "stands"),
    [
        (NOTICE, {}, date(2022, 9, 30), Standing.WAITS),
        (NOTICE, {"award": date(2022, 9, 30)}, date(2022, 10, 1), Standing.OPEN),
        (NOTICE, {"award": date(2022, 9, 30)}, date(2022, 10, 9), Standing.SOON),
        (NOTICE, {"award": date(2022, 9, 30)}, date(2022, 10, 10), Standing.LAPSED),
        (NOTICE, {"award": date(2022, 9, 30), "notice": date(2022, 10, 9)}, date(2022, 12, 1), Standing.DONE),
        (NOTICE, {"award": date(2022, 9, 30), "notice": date(2022, 10, 10)}, date(2022, 12, 1), Standing.LATE),
        (DEADLINE, {"release": date(2022, 3, 1)}, date(2022, 3, 20), Standing.EARLY),
        (DEADLINE, {"release": date(2022, 3, 1)}, date(2022, 3, 21), Standing.OPEN),
    ],
)
def test_a_step_says_how_it_stands(of, done, today, stands):
    assert standing(of, done, today) == stands
