"""What a list on paper says, once somebody typed it into a spreadsheet."""

import pytest

from guihua.delivery.calc import paper


@pytest.mark.parametrize("mark", ["√", "✓", "✔️", "1", "１", "○", "到", " 到 ", "V"])
def test_a_mark_says_that_somebody_came(mark):
    assert paper.came(mark) is True


@pytest.mark.parametrize("mark", ["", " ", "×", "0", "缺", "请假"])
def test_nothing_or_a_cross_says_that_somebody_did_not(mark):
    assert paper.came(mark) is False


@pytest.mark.parametrize("mark", ["病", "?", "2", "晚到"])
def test_what_says_neither_is_nobodys_guess(mark):
    assert paper.came(mark) is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("5", (None, None, 5, "")),
        ("５日", (None, None, 5, "")),
        ("3/5", (None, 3, 5, "")),
        ("3月5日（周六）", (None, 3, 5, "")),
        ("2022-03-05", (2022, 3, 5, "")),
        ("20220305", (2022, 3, 5, "")),
        ("2022年3月5日 14:30", (2022, 3, 5, "14:30")),
        ("3月5日\n围炉茶话", (None, 3, 5, "围炉茶话")),
        ("备注", None),
        ("14:30", None),
        ("12345", None),
    ],
)
def test_a_heading_says_a_day_and_what_follows_it(cell, said):
    assert paper.heading(cell) == said


def test_a_cell_with_a_line_break_is_one_cell_and_rows_without_anything_are_none():
    copied = '姓名\t"3月5日\r\n围炉茶话"\t3月12日\r\n张晓丽\t√\t\r\n\t\t\r\n'
    assert paper.cells(copied) == [["姓名", "3月5日 围炉茶话", "3月12日"], ["张晓丽", "√", ""]]
