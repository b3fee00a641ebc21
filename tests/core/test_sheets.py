import zipfile
from datetime import date

import openpyxl
import polars as pl
import pytest

from guihua.core import sheets
from guihua.core.sheets import Column, SheetRefused
from guihua.core.sheets import parsers as cell

COLUMNS = [Column("日期", cell.date, pl.Date), Column("姓名", cell.text(20)), Column("证件号码", cell.id_number)]
HEAD = "日期,姓名,证件号码\n"
LINE = "2022-03-05,何敏,\n"


def read_bytes(tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    return sheets.read(path, COLUMNS)


def sentence(tmp_path, content):
    with pytest.raises(SheetRefused) as refused:
        read_bytes(tmp_path, content)
    return refused.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_each_promised_encoding(tmp_path, encoding):
    assert read_bytes(tmp_path, (HEAD + LINE).encode(encoding)).frame.row(0) == (2, "2022-03-05", "何敏", "")


def test_what_is_no_table_is_refused_by_name(tmp_path):
    assert sentence(tmp_path, b"") == "这份文件是空的。"
    assert sentence(tmp_path, b"%PDF-1.7 ...") == "这是 PDF 文件，不是表格。请用 .xlsx 或 CSV。"
    assert "旧版 Excel" in sentence(tmp_path, b"\xd0\xcf\x11\xe0" + bytes(100))
    assert "UTF-16" in sentence(tmp_path, (HEAD + LINE).encode("utf-16"))
    assert "坏了" in sentence(tmp_path, b"PK\x03\x04" + bytes(100))
    assert sentence(tmp_path, HEAD.encode()) == "这份文件只有表头，没有内容。"
    assert sentence(tmp_path, "日期,姓名\n2022-03-05,何敏\n".encode()) == "缺少这些列：证件号码。"


def test_a_zip_bomb_is_not_opened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * 200_000_000)
    with pytest.raises(SheetRefused, match="解开后太大"):
        sheets.read(path, COLUMNS)


def test_too_many_rows_are_refused(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(HEAD + LINE * 12, encoding="utf-8")
    with pytest.raises(SheetRefused, match="一次最多导入 10 行"):
        sheets.read(path, COLUMNS, max_rows=10)


def test_a_workbook_as_people_make_them_is_read(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.append(["2022 年参与记录"])
    page.merge_cells("A1:C1")
    page.append(["日期", "姓名", "证件号码"])
    page.append([date(2022, 3, 5), "何敏", 440605198001010019])
    page.append([None, None, None])
    book.save(tmp_path / "file.xlsx")
    sheet = sheets.read(tmp_path / "file.xlsx", COLUMNS)
    assert sheet.frame.rows() == [(3, "2022-03-05", "何敏", "4.40605E+17")]
    assert [mark.column for mark in sheets.clean(sheet, COLUMNS).bad] == ["证件号码"]


def test_the_marked_file_names_each_bad_cell_and_holds_no_formula(tmp_path):
    sheet = read_bytes(tmp_path, (HEAD + "2022-02-30,=1+1,\n").encode())
    marks = sheets.clean(sheet, COLUMNS).marks
    sheets.write_marked(sheet, marks, tmp_path / "marked.xlsx")
    page = openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[0]
    assert page["A2"].comment.text.endswith("没有「2022-02-30」这一天。")
    assert (page["B2"].value, page["B2"].data_type) == ("=1+1", "s")
    assert (tmp_path / "marked.xlsx").stat().st_mode & 0o777 == 0o600
