"""The office fills the district's form on a phone, by taps, and the next month without any."""

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from guihua.reporting import periods
from guihua.reporting.book import open_book
from guihua.reporting.calc.periods import Period
from tests.factories.upper_forms import SHEET, form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def upload(page, content, name):
    page.set_input_files("[name=file]", {"name": name, "mimeType": "application/zip", "buffer": content})
    page.get_by_role("button", name="上传这张表").click()
    page.wait_for_url(re.compile(r"/reports/forms/\d+/"))


def put(page, cell, figure):
    page.locator(f'.upper-grid a[aria-label^="{cell} "]').click()
    page.wait_for_url(f"**cell={cell}**")
    page.get_by_label("填什么", exact=True).select_option(figure)
    page.get_by_role("button", name="就这样填").click()
    page.get_by_text(f"{cell} 对好了。").wait_for()


def taken(page, period):
    page.get_by_label("时段", exact=True).select_option(period)
    page.get_by_role("button", name="看这段时间的数").click()
    page.wait_for_url("**period=**")
    with page.expect_download() as download:
        page.get_by_role("button", name="填好，下载").click()
    content = download.value.path().read_bytes()
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(SHEET).to_python()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_form_is_mapped_once_and_filled_every_month(office, place, live_server, width):
    march = periods.report(open_book(place.code), 2022, Period(3, 3))["figures"]
    office.set_viewport_size({"width": width, "height": 844})
    office.goto(f"{live_server.url}/reports/forms/")
    upload(office, form("3"), "3月报表.xlsx")
    put(office, "B3", "服务人次")
    put(office, "B4", "场次")
    assert office.locator('.upper-grid a[aria-label^="B6 "]').count() == 0  # a formula
    assert [row[1] for row in taken(office, "03")[2:4]] == [
        march[code]["value"] for code in ("attendance.person_times", "attendance.sessions")
    ]
    office.goto(f"{live_server.url}/reports/forms/")
    upload(office, form("4"), "4月报表.xlsx")
    assert "沿用上次对好的 2 格" in office.inner_text("body")
    told = taken(office, "04")
    assert (told[0][0], told[2][1]) == ("4 月社会工作服务情况表", 0)
