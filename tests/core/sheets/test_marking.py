"""The copy of the file in which what is wrong is shown where it is wrong."""

import openpyxl
import pytest

from guihua.core import sheets
from tests.core.sheets import COLUMNS, HEAD, LINE, NAMES, read_bytes, workbook


@pytest.fixture
def marked(tmp_path):
    def made(content):
        sheet = read_bytes(tmp_path, content)
        sheets.write_marked(sheet, sheets.clean(sheet, COLUMNS).marks, tmp_path / "marked.xlsx")
        return openpyxl.load_workbook(tmp_path / "marked.xlsx")

    return made


def test_each_bad_cell_is_coloured_and_says_why(marked):
    page = marked((HEAD + LINE + "2022-02-30,何敏,123\n").encode()).worksheets[0]
    assert page["A3"].comment.text.endswith("没有「2022-02-30」这一天。")
    assert page["C3"].comment.text.endswith(
        "证件号码要有 18 位：17 位数字，末位是数字或 X。护照等别的证件不填，请空着。"
    )
    assert [page[place].fill.fgColor.rgb for place in ("A3", "C3")] == ["FFFFC7CE"] * 2
    assert [page[place].comment for place in ("A2", "B2", "B3")] == [None] * 3
    assert "日期：没有「2022-02-30」这一天。" in page["D3"].value


def test_every_problem_stands_in_a_list_as_well(marked):
    listed = marked((HEAD + "2022-02-30,何敏,\n").encode()).worksheets[1]
    assert [cell.value for cell in listed[2]] == [2, "日期", "2022-02-30", "没有「2022-02-30」这一天。"]


def test_it_is_for_its_owner_only_and_holds_no_formula(marked, tmp_path):
    page = marked((HEAD + "2022-02-30,=1+1,\n").encode()).worksheets[0]
    assert (page["B2"].value, page["B2"].data_type) == ("=1+1", "s")
    assert (tmp_path / "marked.xlsx").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_mended_it_can_be_imported_as_it_stands(marked, tmp_path):
    def fill(book):
        for row in (["2022 年"], [], NAMES, ["2022-02-30", "何敏", None], ["2022-03-06", "陈志强", None]):
            book.active.append(row)

    book = marked(workbook(fill))
    book.worksheets[0]["A4"] = "2022-02-28"
    book.save(tmp_path / "mended.xlsx")
    mended = sheets.clean(sheets.read(tmp_path / "mended.xlsx", COLUMNS), COLUMNS)
    assert mended.bad == []
    assert [(row[0], row[2]) for row in mended.frame.rows()] == [(4, "何敏"), (5, "陈志强")]
