"""The office feeds the product an Excel file as offices have them."""

from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from guihua.delivery.models import Attendance, Session
from guihua.desk.models import Import
from tests.factories import imports
from tests.factories.programmes import ATTENDANCE_COLUMNS, row, served
from tests.journeys import messy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def phone(n):
    return f"1380013{n:04}"


@pytest.fixture
def folder():
    with TemporaryDirectory() as made:
        yield Path(made)


def send(page, live_server, path):
    page.goto(f"{live_server.url}/imports/new/attendance/")
    page.get_by_label("表格文件").set_input_files(path)
    page.get_by_role("button", name="上传并核对").click()


def test_a_messy_workbook_of_real_life_comes_in_whole(office, live_server, folder):
    send(office, live_server, messy.workbook(folder))
    assert [office.get_by_label(name).input_value() for name in ("序号", "备注", "活动日期")] == ["", "", "日期"]
    office.get_by_role("button", name="核对每一行").click()
    told = [notice.inner_text() for notice in office.locator(".notice").all()]
    assert ["7 行中 3 行要改，4 行可导入。" in told[0], "另有 4 行像合计或说明" in told[1]] == [True, True]
    office.get_by_role("button", name="1 行空着的照上一行填").click()
    office.get_by_role("button", name="1 行空着的照上一行填").wait_for(state="detached", timeout=8000)
    office.get_by_role("button", name="「桂一」改成「桂一社区」").click()
    office.get_by_text("7 行中 1 行要改").wait_for(timeout=8000)
    office.get_by_label("第 13 行的手机").fill("１３８ ００１３ ０００５")
    office.keyboard.press("Enter")
    office.get_by_text("7 行都可以导入：新增 7 行").wait_for(timeout=8000)
    office.get_by_role("button", name="导入 7 行").click()
    office.get_by_text("7 行都导入了。").wait_for(timeout=8000)
    held = Session.objects.filter(code__startswith="十一月第").order_by("day")
    assert [(one.day, one.starts_at, one.minutes, one.attendances.count()) for one in held] == [
        (date(2022, 11, 3), time(14, 30), 90, 3),
        (date(2022, 11, 5), time(15), 60, 2),
        (date(2022, 11, 12), time(9), 120, 1),
        (date(2022, 11, 19), time(9), 60, 1),
    ]
    office.get_by_role("button", name="撤销这次导入").click()
    office.get_by_text("这次导入已经撤销。").wait_for(timeout=8000)
    assert held.all().count() == 0


def test_the_rows_that_are_none_are_shown_and_one_of_them_can_be_kept(office, live_server, folder):
    send(office, live_server, messy.workbook(folder))
    office.get_by_role("button", name="核对每一行").click()
    office.get_by_role("link", name="看看是哪些").click()
    office.get_by_role("button", name="是记录，要导入 第 8 行").click()
    office.get_by_text("8 行中 4 行要改").wait_for(timeout=8000)


WRONG = {
    4: {"手机": "1380013"},
    15: {"日期": "2022-11-31"},
    16: {"日期": "去年冬天"},
    27: {"社区代码": "桂乙社区"},
    38: {"服务形式": "小祖"},
    49: {"服务形式": "小祖"},
    60: {"时长分钟": "26小时"},
}


def hundred(folder):
    """100 rows, of which seven have one bad cell each."""
    rows = []
    for n in range(2, 102):
        usual = {"社区代码": "桂一社区", "未具名人数": ""} | served(f"街坊{n}", phone(n))
        rows.append(row(code=f"H{n}", **usual | WRONG.get(n, {})))
    path = folder / "一百行.xlsx"
    path.write_bytes(imports.as_workbook({"十一月": [ATTENDANCE_COLUMNS, *rows]}).read())
    return path


def test_of_a_hundred_rows_seven_cells_are_named_and_nothing_comes_in_before_all_are_mended(
    office, live_server, folder
):
    before = Attendance.objects.count()
    send(office, live_server, hundred(folder))
    office.get_by_role("button", name="核对每一行").click()
    cells = {(n, column) for n, wrong in WRONG.items() for column in wrong}
    found = office.locator("td.bad")
    assert {(int(c.get_attribute("id").split("-")[1]), c.get_attribute("data-l")) for c in found.all()} == cells
    assert office.get_by_role("button", name="导入 100 行").is_disabled()
    office.get_by_role("button", name="「小祖」改成「小组」").click()
    office.get_by_text("100 行中 5 行要改").wait_for(timeout=8000)
    office.get_by_role("button", name="是「桂一社区」吗？").click()
    office.get_by_text("100 行中 4 行要改").wait_for(timeout=8000)
    for n, column, new in [
        (4, "手机", phone(4)),
        (15, "日期", "2022-11-30"),
        (16, "日期", "2022-11-30"),
        (60, "时长分钟", "90"),
    ]:
        office.get_by_label(f"第 {n} 行的{column}").fill(new)
        office.keyboard.press("Enter")
        office.get_by_label(f"第 {n} 行的{column}").wait_for(state="detached", timeout=8000)
        assert Attendance.objects.count() == before
    office.get_by_role("button", name="导入 100 行").click()
    office.get_by_text("100 行都导入了。").wait_for(timeout=8000)
    assert Attendance.objects.count() == before + 100


def test_the_focus_goes_on_to_the_next_cell_that_is_wrong(office, live_server, folder):
    send(office, live_server, hundred(folder))
    office.get_by_role("button", name="核对每一行").click()
    office.get_by_label("第 15 行的日期").fill("2022-11-30")
    office.keyboard.press("Enter")
    office.get_by_label("第 15 行的日期").wait_for(state="detached", timeout=8000)
    office.wait_for_function("document.activeElement.getAttribute('aria-label') === '第 16 行的日期'", timeout=8000)


def test_on_a_phone_without_scripts_a_file_is_mended_and_comes_in(on_phone, folder):
    there = on_phone("/imports/", script=False)
    there.get_by_role("link", name="参与记录").first.click()
    there.get_by_label("表格文件").set_input_files(hundred(folder))
    there.get_by_role("button", name="上传并核对").click()
    there.get_by_role("button", name="核对每一行").click()
    assert there.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    there.get_by_role("button", name="「小祖」改成「小组」").click()
    there.get_by_role("button", name="「桂乙社区」改成「桂一社区」").click()
    for n, column, new in [
        (4, "手机", phone(4)),
        (15, "日期", "2022-11-30"),
        (16, "日期", "2022-11-30"),
        (60, "时长分钟", "90"),
    ]:
        there.get_by_label(f"第 {n} 行的{column}").fill(new)
        there.locator(f"#row-{n}").get_by_role("button", name="改", exact=True).click()
    there.get_by_role("button", name="导入 100 行").click()
    assert there.get_by_text("100 行都导入了。").count() == 1
    assert Import.objects.get().added == 100
