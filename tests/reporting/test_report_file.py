"""The report as one HTML file, which opens where nobody is connected and nobody is signed in."""

import re

import pytest

from guihua.reporting import webpage
from guihua.reporting.book import open_book

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(counted):
    return open_book(counted.code)


def test_it_asks_nobody_for_anything(book):
    page = webpage.of(book, 2022).decode()
    assert re.findall(r"<(?:link|script|img|iframe|form|base)\b", page) == []
    assert re.findall(r"(?:url\(|@import|src=|https?://)[^;\s]*", page) == []
    assert set(re.findall(r'href="([^"]*)"', page)) == set(re.findall(r'href="(#[^"]*)"', page))


def test_every_place_that_it_leads_to_is_in_it(book):
    page = webpage.of(book, 2022).decode()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets - set(re.findall(r'id="([^"]+)"', page)) == set()


def test_it_says_the_code_of_each_figure_where_it_cannot_lead_to_the_rows(book):
    page = webpage.of(book, 2022).decode()
    assert "/reports/2022/figures/" not in page
    assert "<code>attendance.person_times</code>" in page
    assert "点开" not in page
    assert 'class="link' not in page


def test_it_leads_to_the_rows_where_the_address_of_the_site_is_known(book, settings):
    settings.GUIHUA_ADDRESS = "https://guihua.example.org"
    page = webpage.of(book, 2022).decode()
    rows = "https://guihua.example.org/reports/2022/figures/attendance.person_times/"
    assert f'href="{rows}?at={book.generation}"' in page
    assert 'href="/' not in page


def test_no_two_things_in_it_bear_one_name(book):
    names = re.findall(r'\sid="([^"]+)"', webpage.of(book, 2022).decode())
    assert sorted(names) == sorted(set(names))
