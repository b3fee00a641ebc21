"""CSV, however a spreadsheet or a person wrote it."""

import pytest

from guihua.core import sheets
from tests.core.sheets import COLUMNS, HE_MIN, HEAD, LINE, read_bytes, read_csv, sentence


@pytest.mark.parametrize(
    "text",
    [
        HEAD + LINE,
        (HEAD + LINE).replace("\n", "\r\n"),
        (HEAD + LINE).replace("\n", "\r"),
        (HEAD + LINE).replace(",", "\t"),
        (HEAD + LINE).replace(",", ";"),
        HEAD + LINE.strip(),
        HEAD + '"2022-03-05","何敏",""\n',
        HEAD + LINE + ",,\n\n ,　,\n" * 3,
        HEAD + "2022-03-05,何敏,,,,\n",
        HEAD + "2022-03-05,何敏\n",
        HEAD + "\ufeff2022-03-05\u200b,　何\u200b敏 ,\u202d\u202c\n",
    ],
)
def test_the_same_row_is_read_in_every_guise(tmp_path, text):
    sheet = read_bytes(tmp_path, text.encode())
    assert [row[2] for row in sheets.clean(sheet, COLUMNS).frame.rows()] == ["何敏"]
    assert sheet.frame.height == 1


def test_columns_stand_in_any_order_under_a_title(tmp_path):
    text = "2022 年参与记录,,\n,,\n证件号码,姓名,日期\n,何敏,2022-03-05\n"
    assert read_csv(tmp_path, text) == [(4, *HE_MIN[1:])]


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path):
    assert [row[0] for row in read_csv(tmp_path, HEAD + ",,\n" + LINE + "\n" + LINE)] == [3, 5]


def test_a_cell_may_have_line_breaks_and_quotation_marks(tmp_path):
    assert read_csv(tmp_path, HEAD + '2022-03-05,"何\n""敏""",\n' + LINE)[0][2] == '何\n"敏"'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("日期,姓名\n" + LINE, "缺少这些列：证件号码。没有内容可填的列也要有列名，可以整列空着。"),
        (
            "日期,姓名,证件号码,备注,年龄\n",
            "不认识这些列：备注、年龄。请删掉，或改成这份表该有的列名：日期、姓名、证件号码。",
        ),
        ("日期,姓名,证件号码,姓名\n", "这些列出现了两次：姓名。"),
        (
            "日期,名字,证件号码\n",
            "缺少这些列：姓名。没有内容可填的列也要有列名，可以整列空着。"
            "不认识这些列：名字。请删掉，或改成这份表该有的列名：日期、姓名、证件号码。",
        ),
        (
            HEAD + "2022-03-05,何敏,,,多了\n",
            "第 2 行比表头长：E 列有内容，却没有列名。请补上列名，或删掉多出来的内容。",
        ),
        (HEAD + LINE + '2022-03-05,"何敏,\n' + LINE, "第 3 行的引号没有配对。请在表格软件里打开检查后另存。"),
        ('"日期,姓名,证件号码\n' + LINE, "第 1 行的引号没有配对。请在表格软件里打开检查后另存。"),
    ],
)
def test_what_is_wrong_with_the_whole_file_is_said_at_once(tmp_path, text, words):
    assert sentence(tmp_path, (text if "何敏" in text else text + LINE).encode()) == words


def test_a_cell_of_a_novel_is_too_long_and_said_so_at_the_cell(tmp_path):
    sheet = read_bytes(tmp_path, (HEAD + f"2022-03-05,{'长' * 300_000},\n").encode())
    assert [(m.row, m.column, m.sentence) for m in sheets.clean(sheet, COLUMNS).bad] == [
        (2, "姓名", "太长了，最多 20 个字。")
    ]


def test_control_characters_never_reach_a_value(tmp_path):
    sheet = read_bytes(tmp_path, (HEAD + "2022-03-05,何\x07敏\x1b\x7f,\n").encode())
    assert sheets.clean(sheet, COLUMNS).frame.item(0, "姓名") == "何敏"
