"""A figure opens to the rows that make it: page by page, all of them, each once, in the same order every time."""

from fractions import Fraction

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict

from guihua.core import listing
from guihua.reporting import figures
from guihua.reporting.book import open_book
from guihua.reporting.narrowing import Narrowing, narrowed
from guihua.reporting.opened import Opened
from guihua.reporting.tables import UNSTATED

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # counted from the facts, which are the same on either database
PAGE = 7  # so small that months begin, end and lie whole within a page


@pytest.fixture
def book(by_chance):
    return open_book(by_chance.code)


def counted_again(figure, rows):
    """The figure, from what its pages show."""
    summed = sum(row[figure.of] for row in rows) if figure.of else len(rows)
    scale = {"money": Fraction(summed, 100), "hours": Fraction(summed, 60), "ratio": Fraction(summed, len(rows) or 1)}
    return scale.get(figure.kind, Fraction(summed))


def pages_of(one):
    return [list(page) for page in Paginator(one, PAGE)]


def near(figure, value):
    """Half of the last place that a figure of its kind is written with."""
    halves = {"money": Fraction(0), "hours": Fraction(1, 20), "ratio": Fraction(1, 20_000)}
    return halves.get(figure.kind, Fraction(0)) >= abs(value)


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_the_pages_of_every_figure_hold_all_its_rows_once_and_add_up_to_it(book, year):
    for code, figure in figures.of(book).items():
        one = Opened(figure, book, year)
        pages = pages_of(one)
        rows = [row for page in pages for row in page]
        assert [len(page) for page in pages[:-1]] == [PAGE] * (len(pages) - 1), code
        assert (len(rows), rows) == (len(one), list(one)), code
        keys = [tuple(row[name] for name in figures.ORDER[figure.each]) for row in rows]
        assert (keys, len(set(keys))) == (sorted(keys), len(keys)), code
        assert near(figure, counted_again(figure, rows) - Fraction(one.value)), code
        assert all(set(figure.columns) <= row.keys() for row in rows), code


@pytest.mark.parametrize(
    "to",
    [{"month": "2021-12"}, {"community": UNSTATED}, {"project": "P2021-1"}, {"domain": "长者服务", "month": "2022-01"}],
)
def test_a_narrowed_figure_opens_to_its_own_rows_alone(book, to):
    narrow = narrowed(book, Narrowing(**to))
    for year in (2021, 2022):
        one = Opened(figures.of(narrow)["attendance.person_times"], narrow, year)
        rows = [row for page in pages_of(one) for row in page]
        assert (len(rows), sum(row["count"] for row in rows)) == (len(one), one.value)


@pytest.mark.parametrize(
    ("wanted", "page"), [("", 1), ("2", 2), ("0", 1), ("-3", 1), ("9999", 9999), ("two", 1), ("²", 1), ("1" * 5000, 1)]
)
def test_a_page_that_makes_no_sense_is_the_first_and_one_beyond_is_the_last(book, wanted, page):
    one = Opened(figures.of(book)["attendance.person_times"], book, 2021)
    found = listing.paged(one, QueryDict(f"size=25&page={wanted}"))
    assert found.paginator.num_pages in range(2, 9999)
    assert found.number == min(page, found.paginator.num_pages)


def test_a_figure_of_a_generation_is_counted_once_however_often_it_is_asked_for(book, monkeypatch):
    figure = figures.of(book)["attendance.person_times"]
    first = figure.total(book, 2022)
    monkeypatch.setattr(figures.Figure, "_make", lambda *_: pytest.fail("counted again"))
    assert figure.total(book, 2022) == first
