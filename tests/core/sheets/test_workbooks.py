"""XLSX as offices make it: titles, merged cells, dates, formulas, hidden worksheets, and whatever spreadsheets leave behind."""

import io
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter

from guihua.core import sheets
from tests.core.sheets import COLUMNS, HE_MIN, NAMES, page_of, read_bytes, sentence, workbook

ROW = ["2022-03-05", "何敏", None]


def read(folder, content):
    return read_bytes(folder, content).frame.rows()


def marks(folder, content):
    return [(m.row, m.column, m.sentence) for m in sheets.clean(read_bytes(folder, content), COLUMNS).bad]


def test_a_title_above_and_blank_rows_below_do_not_matter(tmp_path):
    def fill(book):
        page = book.active
        page.append(["2022 年参与记录"])
        page.merge_cells("A1:C1")
        page.append(NAMES)
        page.append([date(2022, 3, 5), "何敏", None])
        page.cell(900, 3).font = openpyxl.styles.Font(bold=True)

    assert read(tmp_path, workbook(fill)) == [(3, *HE_MIN[1:])]


def test_blank_rows_and_columns_before_the_list_are_counted(tmp_path):
    def fill(book):
        for n, (name, value) in enumerate(zip(NAMES, ["2022-03-05", "何敏", ""], strict=True), start=3):
            book.active.cell(4, n, name)
            book.active.cell(6, n, value)

    assert read(tmp_path, workbook(fill)) == [(6, *HE_MIN[1:])]


def test_a_header_of_two_rows_is_read_as_one(tmp_path):
    def fill(book):
        page = book.active
        page.append(["日期", "人", None])
        page.append([None, "姓名", "证件号码"])
        page.merge_cells("A1:A2")
        page.merge_cells("B1:C1")
        page.append(ROW)

    assert read(tmp_path, workbook(fill)) == [(3, *HE_MIN[1:])]


def test_what_stands_in_cells_merged_downwards_stands_in_each_row(tmp_path):
    def fill(book):
        for row in (NAMES, ["2022-03-05", "何敏", None], [None, "陈志强", None], [None, "梁慧敏", None], ROW):
            book.active.append(row)
        book.active.merge_cells("A2:A4")

    assert [row[1:3] for row in read(tmp_path, workbook(fill))] == [
        ("2022-03-05", "何敏"),
        ("2022-03-05", "陈志强"),
        ("2022-03-05", "梁慧敏"),
        ("2022-03-05", "何敏"),
    ]


@pytest.mark.parametrize(
    "day",
    [date(2022, 3, 5), datetime(2022, 3, 5), datetime(2022, 3, 5, 14, 30), 44625, 44625.6, 20220305, "44625"],  # noqa: DTZ001 - a spreadsheet knows no zone
)
def test_a_day_is_read_however_the_cell_keeps_it(tmp_path, day):
    sheet = read_bytes(tmp_path, page_of(NAMES, [day, "何敏", None]))
    assert sheets.clean(sheet, COLUMNS).frame.item(0, "日期") == date(2022, 3, 5)


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"date_1904": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, NAMES)
        page.write_datetime(1, 0, datetime(2022, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 - a spreadsheet knows no zone
        page.write_string(1, 1, "何敏")
    assert read(tmp_path, content.getvalue()) == [HE_MIN]


@pytest.mark.parametrize(("kept", "text"), [(12.0, "12"), (0.1 + 0.2, "0.3"), (1e15, "1.00000E+15"), (True, "TRUE")])
def test_a_number_is_what_the_spreadsheet_shows_of_it(tmp_path, kept, text):
    assert read(tmp_path, page_of(NAMES, ["2022-03-05", kept, None]))[0][2] == text


def test_a_time_kept_as_part_of_a_day_is_a_time(tmp_path):
    assert read(tmp_path, page_of(NAMES, ["2022-03-05", time(14, 30), None]))[0][2] == "14:30"


def test_an_id_number_kept_as_a_number_has_lost_its_end(tmp_path):
    assert marks(tmp_path, page_of(NAMES, ["2022-03-05", "何敏", 440605198001010019])) == [
        (2, "证件号码", "证件号码被表格软件改成了近似数，末几位已经丢失。请把这一列设为文本，再重新填写原号码。")
    ]


def test_a_formula_is_its_result_an_error_is_named_and_an_unsolved_one_too(tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, NAMES)
        for row, result in enumerate(["何敏", "#DIV/0!", "#N/A"], start=1):
            page.write_string(row, 0, "2022-03-05")
            page.write_formula(row, 1, "=A1", None, result)
    assert marks(tmp_path, content.getvalue()) == [
        (3, "姓名", "这一格是公式出错的结果 #DIV/0!。请改成要填的内容。"),
        (4, "姓名", "这一格是公式出错的结果 #N/A。请改成要填的内容。"),
    ]
    unsolved = page_of(NAMES, ["2022-03-05", "何敏", "=1+1"], ["=A2", "何敏", None])
    assert [(row, column) for row, column, _words in marks(tmp_path, unsolved)] == [(2, "证件号码"), (3, "日期")]


def test_a_formula_that_gives_nothing_is_an_empty_cell(tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, NAMES)
        page.write_row(1, 0, ["2022-03-05", "何敏"])
        page.write_formula(1, 2, '=" "', None, " ")
    assert marks(tmp_path, content.getvalue()) == []


def test_a_hidden_worksheet_and_a_page_of_notes_are_passed_by(tmp_path):
    def fill(book):
        book.active.append(["填表说明", "日期写成 2022-03-05"])
        old = book.create_sheet("旧")
        old.append(NAMES)
        old.append(["2021-03-05", "陈志强", None])
        old.sheet_state = "hidden"
        good = book.create_sheet("参与")
        good.append(NAMES)
        good.append(ROW)
        book.create_sheet("空表").append(NAMES)

    assert read(tmp_path, workbook(fill)) == [HE_MIN]


def test_two_worksheets_that_could_both_be_meant_are_refused_by_name(tmp_path):
    def fill(book):
        for page in (book.active, book.create_sheet("下半年")):
            page.append(NAMES)
            page.append(ROW)
        book.active.title = "上半年"

    assert sentence(tmp_path, workbook(fill)) == (
        "这些工作表都有要导入的内容：上半年、下半年。一次只能导入一张，请各存成一份文件，再分别导入。"
    )
