"""The office feeds the product an Excel file as offices have them."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest

from guihua.delivery.models import Attendance, Session
from guihua.desk.models import Import
from tests.factories import imports
from tests.factories.programmes import ATTENDANCE_COLUMNS, row, served

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN_WORDS = {
    "活动名称": "活动主题",
    "日期": "活动日期",
    "社区代码": "所在社区",
    "手机": "联系电话",
    "证件号码": "身份证号",
    "参与身份": "身份",
    "未具名人数": "人数",
}
DATES = [date(2022, 11, 3), "2022/11/3", "2022年11月3日", "20221103", "2022.11.3"]


def phone(n):
    return f"1380013{n:04}"


def messy(folder):
    """Three sheets; a title over merged cells; a name merged over its rows; mixed dates; remarks under the table."""
    book = openpyxl.Workbook()
    book.active.title = "填报说明"
    book.active["A1"] = "各项目社工按月填写，每月 5 日前交到综治办。"
    page = book.create_sheet("11月")
    page.append(["桂一社区 11 月服务记录表"])
    page.merge_cells("A1:P1")
    page.append([*(OWN_WORDS.get(name, name) for name in ATTENDANCE_COLUMNS), "备注"])
    for n, day in enumerate(DATES):
        cells = row(code="十一月第一场", 社区代码="桂一社区", **served(f"街坊{'甲乙丙丁戊'[n]}", phone(n)))
        cells[ATTENDANCE_COLUMNS.index("日期")] = day
        page.append([*cells, "首次参加" if n == 0 else ""])
    page.merge_cells("A3:A7")
    page.append(["合计", *[""] * 13, 5])
    page.append(["注：电话由本人提供，未核实。"])
    book.create_sheet("10月旧表").append(["姓名", "电话"])
    path = folder / "桂一11月（终稿）.xlsx"
    book.save(path)
    return path


@pytest.fixture
def folder():
    with TemporaryDirectory() as made:
        yield Path(made)


def send(page, live_server, path):
    page.goto(f"{live_server.url}/imports/new/attendance/")
    page.get_by_label("表格文件").set_input_files(path)
    page.get_by_role("button", name="上传并核对").click()


def test_a_messy_workbook_of_real_life_comes_in_whole(office, live_server, folder):
    send(office, live_server, messy(folder))
    assert office.get_by_label("备注").input_value() == ""
    office.get_by_role("button", name="核对每一行").click()
    assert "7 行中 2 行要改，5 行可导入。" in office.locator(".notice").inner_text()
    office.get_by_role("button", name="2 行像是说明或合计：都不导入").click()
    office.get_by_text("5 行都可以导入：新增 5 行").wait_for(timeout=8000)
    office.get_by_role("button", name="导入 5 行").click()
    office.get_by_text("5 行都导入了。").wait_for(timeout=8000)
    held = Session.objects.get(code="十一月第一场")
    assert (held.day, held.community.name, held.attendances.count()) == (date(2022, 11, 3), "桂一社区", 5)
    office.get_by_role("button", name="撤销这次导入").click()
    office.get_by_text("这次导入已经撤销。").wait_for(timeout=8000)
    assert Session.objects.filter(code="十一月第一场").count() == 0


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
