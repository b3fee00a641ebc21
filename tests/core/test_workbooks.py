"""What is taken along as a workbook stays what it was on the page."""

from datetime import date, time
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from guihua.core.listing import as_workbook, download


def cells_of(content):
    return [list(row) for row in openpyxl.load_workbook(BytesIO(content)).active.iter_rows()]


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", "\r=1", "\x0b=1"])
def test_a_text_that_a_spreadsheet_might_run_stays_text(text):
    cell = cells_of(as_workbook(["备注"], [[text]]))[1][0]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_numbers_of_identity_keep_every_digit_and_days_are_iso_text():
    row = [None, "440605199001012345", date(2022, 3, 5), time(14, 30), Decimal("286000.50"), 1500, "社区"]
    shown = [cell.value for cell in cells_of(as_workbook(list("甲乙丙丁戊己庚"), [row]))[1]]
    assert shown == [None, "440605199001012345", "2022-03-05", "14:30:00", 286000.5, 1500, "社区"]


def test_what_cannot_be_printed_does_not_break_the_file():
    assert cells_of(as_workbook(["地点"], [["社区\x00活动室\x0b"]]))[1][0].value == "社区活动室"


def test_the_file_has_a_chinese_name_that_every_browser_reads():
    assert download("项目-2022-12-31", ["项目"], [])["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E9%A1%B9%E7%9B%AE-2022-12-31.xlsx"
    )
