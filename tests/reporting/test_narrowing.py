"""Each cell of the account's tables is a figure narrowed to its row, so that it opens to exactly its rows."""

import pytest

from guihua.reporting import annual, figures
from guihua.reporting.book import open_book
from guihua.reporting.narrowing import Narrowing, narrowed
from tests.factories import programmes

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # counted from the facts, which are the same on either database
CELLS = {
    "projects": "projects.count",
    "funding": "funding.committed",
    "sessions": "attendance.sessions",
    "person_times": "attendance.person_times",
    "people_served": "attendance.people_served",
    "service_hours": "attendance.service_hours",
}


@pytest.fixture
def book(counted):
    return open_book(counted.code)


def counted(book, code, **to):
    return figures.of(book)[code].total(narrowed(book, Narrowing(**to)), 2022)


def test_every_cell_of_every_table_is_its_figure_narrowed_to_the_row(book):
    tables = annual.report(book, 2022)["tables"]
    cells = [(table.removeprefix("by_"), row, name) for table, rows in tables.items() for row in rows for name in CELLS]
    differing = [
        (key, row[key], name)
        for key, row, name in cells
        if name in row and str(counted(book, CELLS[name], **{key: row[key]})) != str(row[name])
    ]
    assert differing == []
    assert len(cells) > 100


def test_what_the_office_holds_itself_is_narrowed_to_like_a_provider(book):
    assert counted(book, "attendance.person_times", provider="街道主办") == 37
    assert counted(book, "attendance.person_times", provider=programmes.RONGSHENG) == 369 - 37


def test_projects_of_a_community_are_those_stationed_there(book):
    assert counted(book, "projects.count", community="440605011001") == 1
    assert counted(book, "projects.count", community="440605011004") == 0


def test_a_figure_takes_only_the_conditions_that_its_rows_can_meet():
    asked = {"community": "440605011001", "month": "2022-03", "colour": "red"}
    assert Narrowing.of(asked, "attendance.sessions") == Narrowing(community="440605011001", month="2022-03")
    assert Narrowing.of(asked, "duty.hours") == Narrowing(month="2022-03")
    assert Narrowing.of(asked, "giving_back.served_to_volunteer") == Narrowing()


@pytest.mark.parametrize("nonsense", ["", "2022", "March", "２０２２-03", "2022-99"])
def test_a_month_that_does_not_exist_has_no_rows(book, nonsense):
    assert counted(book, "attendance.sessions", month=nonsense) == 0
