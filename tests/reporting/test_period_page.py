"""The report of a part of the year, as a page, a workbook and a file."""

import json
import re
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guihua.reporting import periods, workbook
from guihua.reporting.book import open_book
from guihua.reporting.calc.periods import read
from guihua.reporting.story import part
from guihua.reporting.views import periods as views

pytestmark = pytest.mark.django_db


def page_of(client, code, year=2022):
    return client.get(reverse("reporting:period", args=[year, code]))


def test_every_figure_of_the_page_leads_to_the_rows_of_the_period(office):
    page = page_of(office, "03").content.decode()
    link = r'href="(/reports/2022/figures/attendance\.person_times/\?period=03&amp;at=[^"]+)"'
    address = re.findall(link, page)[0]
    rows = office.get(address.replace("&amp;", "&")).content.decode()
    assert "时段：三月" in rows
    assert "<time>2022-03-01</time> 至 <time>2022-03-31</time>" in rows
    assert f'<p class="bignum">{told_in_json(office, "03", "attendance.person_times")}<small>' in rows


def told_in_json(client, code, figure):
    account = client.get(reverse("reporting:period_download", args=[2022, code, "json"])).json()
    return account["figures"][figure]["value"]


def test_what_belongs_to_the_year_leads_to_the_rows_of_the_year(office):
    page = page_of(office, "Q1").content.decode()
    assert re.search(r"2022 全年的数字", page)
    assert re.search(r'href="/reports/2022/figures/funding\.committed/\?at=', page)


def test_the_office_chooses_from_one_month_to_another(office):
    address = reverse("reporting:periods", args=[2022])
    assert office.get(address, {"first": 2, "last": 4}).url == "/reports/2022/periods/02-04/"
    assert office.get(address, {"first": 4, "last": 6}).url == "/reports/2022/periods/Q2/"
    assert office.get(address, {"first": 1, "last": 12}).url == "/reports/2022/"
    refused = office.get(address, {"first": 4, "last": 2})
    assert refused.status_code == 422
    assert "结束的月份在开始的前面。请换一个。" in refused.content.decode()


@pytest.fixture
def on_day(monkeypatch):
    """The day that the account's pages take for today; the office has its role on whatever day it is."""

    def on(day):
        for module in (views, part):
            monkeypatch.setattr(module, "clock", SimpleNamespace(today=lambda: day))

    return on


def test_the_running_year_is_shown_to_date_and_a_past_one_from_its_first_quarter(office, on_day):
    address = reverse("reporting:periods", args=[2022])
    on_day(date(2022, 5, 17))
    assert office.get(address).url == "/reports/2022/periods/to-05-17/"
    second_quarter = page_of(office, "Q2").content.decode()
    assert "年初至 05-17" in second_quarter
    assert "这段时间还没有过完。" in second_quarter
    assert "这段时间还没有过完" not in page_of(office, "Q1").content.decode()
    on_day(date(2023, 5, 17))
    assert office.get(address).url == "/reports/2022/periods/Q1/"


def test_a_period_has_one_address_and_nonsense_none(office):
    assert page_of(office, "01-03").url == "/reports/2022/periods/Q1/"
    assert page_of(office, "Q9").status_code == 404
    assert page_of(office, "Q1", year=1999).status_code == 404


def test_the_workbook_says_of_which_days_it_is(counted):
    account = periods.report(open_book(counted.code), 2022, read("H1"))
    book = CalamineWorkbook.from_filelike(BytesIO(workbook.of(account)))
    told = dict(book.get_sheet_by_name("说明").to_python()[1:])
    assert told["时段"].startswith("这是 2022-01-01 至 2022-06-30 的数字。")
    assert [row[4] for row in book.get_sheet_by_name("主要数字").to_python()[1:]] == [*account["figures"]]
    assert [row[4] for row in book.get_sheet_by_name("全年的数字").to_python()[1:]] == [*account["of_the_year"]]


def test_the_command_writes_a_period_in_each_form(counted, tmp_path):
    for form in ("json", "xlsx", "html"):
        call_command("report", "2022", period="Q1", format=form, out=tmp_path / form)
    expected = json.dumps(periods.account(open_book(counted.code), 2022, read("Q1")), ensure_ascii=False, indent=1)
    assert (tmp_path / "json").read_text() == expected + "\n"
    assert "2022 年第一季度" in (tmp_path / "html").read_text()
    assert (tmp_path / "xlsx").read_bytes()[:2] == b"PK"


def test_the_command_says_how_a_period_is_written(counted):
    with pytest.raises(CommandError, match="没有「Q7」这样的时段。可以写：03"):
        call_command("report", "2022", period="Q7")
