"""What a file is, told by its content: whatever is no table is refused by name, in a sentence that says what to do."""

import io
import os
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guihua.core import sheets
from guihua.core.sheets import SheetRefused
from tests.core.sheets import COLUMNS, HE_MIN, HEAD, LINE, page_of, read_bytes, read_csv, sentence

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def zipped(**entries):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in entries.items():
            packed.writestr(name, inside)
    return content.getvalue()


NO_TABLES = {
    "PDF": (b"%PDF-1.7 ...", "这是 PDF 文件，不是表格。请用 .xlsx 或 CSV。"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(50), "这是 PNG 图片，不是表格。请用 .xlsx 或 CSV。"),
    "JPG": (b"\xff\xd8\xff\xe0" + bytes(50), "这是 JPG 图片，不是表格。请用 .xlsx 或 CSV。"),
    "xls renamed": (
        OLE + "Workbook".encode("utf-16-le"),
        "这是旧版 Excel（.xls）文件。请用表格软件打开，另存为 .xlsx 或 CSV。",
    ),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "这是 旧版 Word（.doc）文档，不是表格。请用 .xlsx 或 CSV。"),
    "encrypted xlsx": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "这份文件加了密码。请在表格软件里去掉密码，另存为 .xlsx 后再导入。",
    ),
    "docx": (zipped(**{"word/document.xml": "…"}), "这是 Word（.docx）文档，不是表格。请用 .xlsx 或 CSV。"),
    "zip of a table": (
        zipped(**{"参与.csv": HEAD + LINE}),
        "这是压缩包或别的文档，不是 .xlsx 表格。压缩包请先解开，再导入里面的表格。",
    ),
    "page named xls": (
        b"\r\n<HTML><table><tr><td>1</td></tr></table></HTML>",
        "这是网页（HTML 或 XML），只是名字像表格。请用表格软件打开，另存为 .xlsx。",
    ),
    "broken xlsx": (b"PK\x03\x04" + bytes(100), "这份 .xlsx 文件坏了，打不开。请在表格软件里打开后另存一份。"),
    "xlsx without end": (page_of(["日期"])[:-900], "这份 .xlsx 文件坏了，打不开。请在表格软件里打开后另存一份。"),
    "nothing": (b"", "这份文件是空的。"),
    "blanks": (b"\xef\xbb\xbf \r\n\r\n", "这份文件是空的。"),
    "header only": (HEAD.encode(), "这份文件只有表头，没有内容。"),
    "header and blank rows": ((HEAD + ",,\n" * 9).encode(), "这份文件只有表头，没有内容。"),
    "UTF-16": (
        (HEAD + LINE).encode("utf-16"),
        "这份文件的编码是 UTF-16。请另存为 UTF-8 的 CSV，或直接用 .xlsx。",
    ),
    "GB18030 with an odd byte": (
        HEAD.encode("gb18030") + b"2022-03-05,\xff\xff,\n",
        "认不出这份文件的编码。请另存为 UTF-8 或 GB18030 的 CSV，或直接用 .xlsx。",
    ),
    "UTF-8 with an odd byte": (
        (HEAD + LINE).encode() + b"2022-03-05,\xff\xff,\n",
        "第 3 行附近有认不出的字：这份文件不全是 UTF-8。请在表格软件里检查后另存为 UTF-8 的 CSV。",
    ),
    "prose": (
        "今天的活动很好。".encode(),
        "没有找到表头。前 10 行里要有一行写着这些列名：日期、姓名、证件号码。",
    ),
}


@pytest.mark.parametrize("what", NO_TABLES)
def test_what_is_no_table_is_refused_by_name(tmp_path, what):
    content, words = NO_TABLES[what]
    assert sentence(tmp_path, content) == words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_each_promised_encoding(tmp_path, encoding):
    assert read_csv(tmp_path, HEAD + LINE, encoding) == [HE_MIN]


def test_what_is_not_there_and_what_is_a_folder_is_said(tmp_path):
    with pytest.raises(SheetRefused, match="没有这份文件"):
        sheets.read(tmp_path / "无.csv", COLUMNS)
    with pytest.raises(SheetRefused, match="这是文件夹"):
        sheets.read(tmp_path, COLUMNS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_nobody_may_read_is_said(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(HEAD + LINE)
    path.chmod(0)
    with pytest.raises(SheetRefused, match="读不了这份文件"):
        sheets.read(path, COLUMNS)


def test_a_zip_bomb_is_not_opened(tmp_path):
    assert "解开后太大" in sentence(tmp_path, zipped(**{"xl/workbook.xml": b"0" * 100_000_000}))


def test_a_worksheet_that_stretches_to_its_last_cell_ends_its_own_process_only(tmp_path):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["日期", "姓名", "证件号码"])
        page.write_string(1048575, 16383, "x")
    assert "解开后太大" in sentence(tmp_path, content.getvalue())


def test_one_row_too_many_is_refused_and_the_last_one_allowed_is_not(tmp_path):
    ten = (HEAD + LINE * 10).encode()
    assert read_bytes(tmp_path, ten + b",,\n" * 5, max_rows=10).frame.height == 10
    assert sentence(tmp_path, ten + LINE.encode(), max_rows=10) == (
        "一次最多导入 10 行，这份文件不止这些。请分成几份。"
    )


def test_a_million_rows_are_the_most(tmp_path):
    assert "1000000" in sentence(tmp_path, (HEAD + "1,1,\n" * 1_000_001).encode()).replace(",", "")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: (HEAD + text).encode(errors="ignore")))
def test_any_bytes_at_all_are_read_or_refused_in_words(tmp_path, content):
    outcome = None
    try:
        sheet = read_bytes(tmp_path, content)
        outcome = sheets.clean(sheet, COLUMNS).frame.height - sheet.frame.height
    except SheetRefused as refused:
        outcome = refused.sentence[-1:]
    assert outcome in (0, "。")
