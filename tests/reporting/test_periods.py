"""A part of a year is counted as the year is, from fewer rows, and beside the same part of the year before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.reporting import annual, figures, periods
from guihua.reporting.book import open_book
from guihua.reporting.calc.periods import Period, read, until
from guihua.reporting.narrowing import Narrowing, narrowed
from guihua.reporting.opened import Opened
from tests.reporting import oracle

PARTS = {
    "02": ((2, 1), (2, 31)),
    "Q1": ((1, 1), (3, 31)),
    "H2": ((7, 1), (12, 31)),
    "03-05": ((3, 1), (5, 31)),
    "to-05-17": ((1, 1), (5, 17)),
}
OF_THE_YEAR = [
    "funding.committed",
    "projects.count",
    "domains.count",
    "communities.total",
    "communities.covered",
    "communities.coverage",
    "schools.total",
    "schools.covered",
]


def values(told):
    return {code: one["value"] for code, one in told.items()}


@pytest.mark.slow  # counted from the facts, which are the same on either database: in the full run once, on SQLite
@pytest.mark.parametrize("code", PARTS)
def test_every_figure_of_a_period_is_what_the_records_of_its_days_say(by_chance, code):
    records, book = oracle.Records(by_chance), open_book(by_chance.code)
    account = periods.report(book, 2022, read(code))
    expected = oracle.Year(records, 2022, PARTS[code]).figures()
    before = oracle.Year(records, 2021, PARTS[code]).figures()
    assert values(account["figures"]) == {c: one for c, one in expected.items() if c not in OF_THE_YEAR}
    assert {c: one["before"] for c, one in account["figures"].items()} == {c: before[c] for c in account["figures"]}


@pytest.mark.slow  # counted from the facts, which are the same on either database: in the full run once, on SQLite
@pytest.mark.parametrize("code", PARTS)
def test_every_table_of_a_period_is_what_the_records_of_its_days_say(by_chance, code):
    told = periods.report(open_book(by_chance.code), 2022, read(code))["tables"]
    expected = oracle.Year(oracle.Records(by_chance), 2022, PARTS[code]).tables()
    (first, _), (last, _) = PARTS[code]
    expected["by_month"] = expected["by_month"][first - 1 : last]
    left_out = ("name", "projects", "funding")
    for name, rows in expected.items():
        plain = [{key: value for key, value in row.items() if key not in left_out} for row in rows]
        assert [{k: v for k, v in row.items() if k not in left_out} for row in told[name]] == plain, name


@pytest.mark.slow  # counted from the facts, which are the same on either database: in the full run once, on SQLite
@pytest.mark.parametrize("code", PARTS)
def test_every_figure_of_a_period_opens_the_rows_that_make_it(by_chance, code):
    book = open_book(by_chance.code)
    part, known = narrowed(book, Narrowing(period=code)), figures.of(book)
    for name, one in periods.report(book, 2022, read(code))["figures"].items():
        opened = Opened(known[name], part, 2022)
        assert str(opened.value) == str(one["value"]), name
        assert len([*opened]) == len(opened), name


@pytest.mark.slow  # counted from the facts, which are the same on either database: in the full run once, on SQLite
def test_quarters_and_halves_make_the_year_but_for_people_who_came_in_several(by_chance):
    book = open_book(by_chance.code)
    year = values(annual.report(book, 2022)["figures"])
    for codes in (["Q1", "Q2", "Q3", "Q4"], ["H1", "H2"], [f"{month:02d}" for month in range(1, 13)]):
        parts = [values(periods.report(book, 2022, read(code))["figures"]) for code in codes]
        for name in ("attendance.person_times", "attendance.sessions", "tours.sessions", "duty.hours"):
            assert sum(float(part[name]) for part in parts) == pytest.approx(float(year[name]), abs=0.6), name
        for name in ("giving_back.served_to_volunteer", "giving_back.volunteer_to_organiser"):
            assert sum(part[name] for part in parts) == year[name], name
        assert sum(part["attendance.people_served"] for part in parts) > year["attendance.people_served"]


def test_what_is_of_the_year_alone_stands_apart_with_the_years_value(counted):
    book = open_book(counted.code)
    account = periods.report(book, 2022, read("Q1"))
    assert list(account["of_the_year"]) == OF_THE_YEAR
    assert values(account["of_the_year"])["funding.committed"] == "486000.50"
    assert account["figures"].keys() & account["of_the_year"].keys() == set()
    assert all("funding" not in row and "projects" not in row for rows in account["tables"].values() for row in rows)


def test_a_year_of_which_nothing_is_known_is_no_zero_to_compare_with(counted):
    account = periods.report(open_book(counted.code), 2022, read("H1"))
    assert {one["before"] for one in account["figures"].values()} == {None}


def test_a_period_that_does_not_exist_has_no_rows(counted):
    part = narrowed(open_book(counted.code), Narrowing(period="Q5"))
    assert figures.of(part)["attendance.sessions"].total(part, 2022) == 0


@pytest.mark.parametrize("nonsense", ["", "Q0", "q1", "13", "5", "05-03", "to-02-30", "to-00-10", "０３", "2022-Q1"])
def test_nothing_else_is_a_period(nonsense):
    assert read(nonsense) is None


@given(first=st.integers(1, 12), last=st.integers(1, 12))
def test_what_a_period_is_called_in_an_address_is_read_as_that_period(first, last):
    if first <= last:
        assert read(Period(first, last).code) == Period(first, last)


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_up_to_a_day_is_everything_from_new_year_to_that_day(day):
    so_far = read(until(day).code)
    assert (so_far.begins(day.year), so_far.ends(day.year)) == (date(day.year, 1, 1), day)


def test_the_same_period_a_year_before_ends_with_the_month_where_february_was_longer():
    leap_day = date(2024, 2, 29)
    assert until(leap_day).ends(2023) == leap_day.replace(year=2023, day=28)
    assert until(leap_day - timedelta(days=1)).ends(2023) == date(2023, 2, 28)
