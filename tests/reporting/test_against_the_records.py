"""Programmes that chance made, counted twice: by the account, and by plain loops over the records."""

import re
from datetime import datetime
from decimal import Decimal

import pytest

from guihua.reporting import annual, figures
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from guihua.reporting.tables import Counting
from tests.factories import chance, laid_out, programmes
from tests.reporting import oracle

pytestmark = pytest.mark.django_db
YEARS = (2020, 2021, 2022, 2023)


def neighbours(folder, seed):
    """Two sub-districts side by side, with projects of the same numbers, sessions of the same codes and people alike."""
    places = [programmes.prepared(), programmes.prepared("440605012", "狮山镇")]
    for n, place in enumerate(places):
        chance.fill(place, folder, seed * 10 + n)
        facts.refresh(place)
    return places


@pytest.fixture(scope="module")
def two_places_kept(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        return laid_out.kept(lambda folder: neighbours(folder, 1), tmp_path_factory.mktemp("two_places"))


@pytest.fixture
def two_places(two_places_kept, db, tmp_path):
    return two_places_kept.lay_out(tmp_path)


# what the facts are read from differs by the engine, what is counted from them does not: there, one programme is enough
@pytest.mark.parametrize("seed", [2, *(pytest.param(seed, marks=pytest.mark.once) for seed in range(3, 6))])
def test_every_figure_and_table_is_what_the_records_say(tmp_path, seed):
    for place in neighbours(tmp_path, seed):
        records, book = oracle.Records(place), open_book(place.code)
        for year in YEARS:
            account, expected = annual.report(book, year), oracle.Year(records, year)
            assert {code: one["value"] for code, one in account["figures"].items()} == expected.figures(), year
            tables = {t: [row | {"name": ""} for row in rows] for t, rows in expected.tables().items()}
            told = {t: [row | {"name": ""} for row in rows] for t, rows in account["tables"].items()}
            assert told == tables, year


@pytest.mark.once
def test_the_tables_share_out_the_year_and_nothing_else(two_places):
    book = open_book(two_places[0].code)
    for year in YEARS:
        account = annual.report(book, year)
        values = {code: one["value"] for code, one in account["figures"].items()}
        for name, rows in account["tables"].items():
            assert sum(row["person_times"] for row in rows) == values["attendance.person_times"], name
            assert sum(row["sessions"] for row in rows) == values["attendance.sessions"], name
        for name in ("by_domain", "by_provider", "by_project"):
            rows = account["tables"][name]
            assert sum(row["projects"] for row in rows) == values["projects.count"]
            assert sum(Decimal(row["funding"]) for row in rows) == Decimal(values["funding.committed"])
            assert [row["projects"] for row in rows if "街道主办" in row.values()] in ([], [0])


@pytest.mark.once
def test_the_minutes_of_the_tables_are_those_of_the_year_to_the_minute(two_places):
    counting = Counting(open_book(two_places[0].code), 2022)
    whole = counting.sessions.get_column("minutes").sum()
    for key in ("domain", "provider", "number", "month", "community_code"):
        keys = counting.sessions.get_column(key).unique().to_list()
        assert sum(row["minutes"] for row in counting.measured(key, keys)) == whole, key


KEYS = {"year", "subdistrict", "generated_at", "sealed", "figures", "tables"}
MEASURES = {"sessions", "person_times", "people_served", "service_hours"}
BOUGHT = {"projects", "funding"}
ROWS = {
    "by_domain": {"domain", *MEASURES, *BOUGHT},
    "by_provider": {"provider", *MEASURES, *BOUGHT},
    "by_project": {"project", *MEASURES, *BOUGHT},
    "by_community": {"community", *MEASURES},
    "by_month": {"month", *MEASURES},
}
COUNTS, PERCENT = re.compile(r"\d+"), re.compile(r"[01]\.\d{4}")
FORMS = {"CNY": re.compile(r"\d+\.\d\d"), "小时": re.compile(r"\d+\.\d"), "%": PERCENT}


def test_the_json_has_the_promised_shape(programme):
    facts.refresh(programme)
    account = annual.report(open_book(programme.code), 2022)
    assert account.keys() == KEYS
    assert (account["year"], account["subdistrict"], account["sealed"]) == (2022, "440605011", None)
    assert datetime.fromisoformat(account["generated_at"]).utcoffset() is not None
    for code, one in account["figures"].items():
        assert one.keys() - {"name"} == {"value", "unit", "definition", "rows"}, code
        assert one["rows"] == f"/reports/2022/figures/{code}/"
        assert isinstance(one["value"], str if one["unit"] in FORMS else int), code
        assert FORMS.get(one["unit"], COUNTS).fullmatch(str(one["value"])), code
    assert account["tables"].keys() == ROWS.keys()
    for name, rows in account["tables"].items():
        assert [row.keys() - {"name"} for row in rows] == [ROWS[name]] * len(rows), name
        assert {type(row[key]) for row in rows for key in ("sessions", "person_times", "people_served")} == {int}
        assert all(FORMS["小时"].fullmatch(row["service_hours"]) for row in rows)


def test_what_belongs_to_contexts_that_are_not_there_is_absent_and_not_zero(programme):
    facts.refresh(programme)
    groups = {code.partition(".")[0] for code in figures.of(open_book(programme.code))}
    assert groups.isdisjoint({"evaluation", "medals", "prizes", "publications", "views"})
    assert "corrections.entrants" not in figures.of(open_book(programme.code))
