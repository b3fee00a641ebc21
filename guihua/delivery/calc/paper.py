"""A list kept on paper and typed into a spreadsheet: names down, days across, a mark where somebody came."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple
from unicodedata import normalize

CAME = frozenset(["√", "✓", "✔", "✅", "☑", "1", "○", "〇", "◯", "●", "到", "已到", "签到", "是", "v", "y"])
STAYED_AWAY = frozenset(
    ["", "×", "✗", "✘", "☐", "x", "n", "0", "-", "—", "/", "否", "缺", "缺席", "未到", "没到", "请假"]
)
NAMES = ("姓名", "名字", "参加人", "参与人", "参加者", "参与者", "服务对象", "代号")
CONTACTS = ("手机", "证件号码", "联系方式")
UNNAMED = ("未具名", "没有登记姓名", "其他", "散客")
SUMS = ("合计", "总计", "小计", "共计")
PASSED_OVER = ("序号", "编号", "性别", "年龄", "备注", "身份", "社区", *SUMS)  # columns that say nothing of a day
LOOK_OF_AN_EMOJI = "\ufe0f"
WEEKDAY = r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?"
DAY = re.compile(
    rf"(?:(?:(?P<year>\d{{4}}) ?[-/.年] ?)?(?P<month>\d{{1,2}}) ?[-/.月] ?)?(?P<day>\d{{1,2}})(?![\d:点时]) ?[日号]?"
    rf" ?(?:{WEEKDAY})?(?P<rest>(?:\D.*)?)",
    re.ASCII,
)
COMPACT_DAY = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<rest>)", re.ASCII)


class Heading(NamedTuple):
    """The day that stands over a column; year and month as far as it says them, and what else it says."""

    year: int | None
    month: int | None
    day: int
    rest: str


def cells(text: str, *, keeps_empty: bool = False) -> list[list[str]]:
    """The rows of what was copied out of a spreadsheet, each cell on one line; without rows in which nothing stands."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter="\t")
    written = ([_plain(cell) for cell in row] for row in rows)
    return [row for row in written if keeps_empty or any(row)]


def came(cell: str) -> bool | None:
    """Whether the mark says that somebody was there; None where it says neither."""
    mark = _plain(cell).replace(LOOK_OF_AN_EMOJI, "").lower()
    if mark in CAME:
        return True
    return False if mark in STAYED_AWAY else None


def heading(cell: str) -> Heading | None:
    """5, 5日, 3/5, 3月5日(周六), 2022-03-05 or 20220305, and what follows it: a time, or the activity's name."""
    written = _plain(cell)
    if (found := COMPACT_DAY.fullmatch(written) or DAY.fullmatch(written)) is None:
        return None
    year, month = (int(found[part]) if found[part] else None for part in ("year", "month"))
    return Heading(year, month, int(found["day"]), found["rest"].strip())


def _plain(cell: str) -> str:
    return " ".join(normalize("NFKC", cell).split())
