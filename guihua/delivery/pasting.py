"""A list out of a spreadsheet goes into the list of a month: names find their people, days their sessions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from guihua.core.sheets import BadCell
from guihua.core.wording import listed as listed_as
from guihua.delivery import candidates
from guihua.delivery.calc import paper
from guihua.delivery.calc.paper import Heading
from guihua.delivery.importers.attendance import HEAD, HEADS, IDENTITIES
from guihua.delivery.month_lists import MOST_COLUMNS, MOST_ROWS, Column, MonthList, Place, Row
from guihua.delivery.month_posts import put
from guihua.directory.importers import PHONES

CONTACTS = (*paper.CONTACTS, *PHONES, *IDENTITIES)
UNNAMED = (HEAD, *HEADS, *paper.UNNAMED)


@dataclass
class Sheet:
    """A block that was pasted. Of its columns: which holds names, which the contact, and which session each other one is."""

    body: list[list[str]]
    name: int = 0
    contact: int | None = None
    column_of: dict[int, Column] = field(default_factory=dict)


def paste(listed: MonthList, text: str) -> MonthList:
    """The list with the block in it, whatever stood in these cells before. Raises BadCell for what is no list."""
    rows, pasted = paper.cells(text), deepcopy(listed)
    if len(rows) < 2:
        raise BadCell(_("请把名单连同上面写日期的那一行一起复制过来，再粘贴。"))
    _fill(pasted, _headed(pasted, rows))
    return pasted


def paste_at(listed: MonthList, text: str, at: str) -> MonthList:
    """A block of marks alone, from the cell `at` (row:column) on to the right and down."""
    place = Place(*at.split(":")) if at.count(":") == 1 else Place("", "")
    rows, columns = [one.key for one in listed.rows], [one.key for one in listed.columns]
    block = paper.cells(text, keeps_empty=True)
    if place.row not in rows or place.column not in columns:
        return paste(listed, text)
    down, right = rows[rows.index(place.row) :], columns[columns.index(place.column) :]
    if len(block) > len(down) or max(map(len, block)) > len(right):
        raise BadCell(_("粘贴的内容比表格剩下的格子多。请从更靠左上的格子粘贴，或先加人、加场次。"))
    for row, marks in zip(down, block, strict=False):
        for column, mark in zip(right, marks, strict=False):
            put(listed, Place(row, column), mark)
    return listed


def _headed(listed: MonthList, rows: Sequence[Sequence[str]]) -> Sheet:
    """The first row says what stands where."""
    top, body = rows[0], [list(row) for row in rows[1:]]
    sheet = Sheet(body)
    sheet.name = next((n for n, cell in enumerate(top) if cell in paper.NAMES), 0)
    days: dict[int, tuple[date, str]] = {}
    for n, cell in enumerate(top):
        if n == sheet.name or cell in paper.PASSED_OVER or not any(_at(row, n) for row in (top, *body)):
            continue
        if cell in CONTACTS:
            sheet.contact = n if sheet.contact is None else sheet.contact
        elif found := paper.heading(cell):
            days[n] = _day(listed, found, cell), found.rest
        else:
            words = _("表头的第 %(n)d 格「%(cell)s」看不出是哪一天。请写成 3月5日 这样，或去掉这一列。")
            raise BadCell(words % {"n": n + 1, "cell": cell})
    if not days:
        raise BadCell(_("表头里没有日期。第一行要写日期，例如 3月5日；第一列写姓名。"))
    _place(listed, sheet, days)
    return sheet


def _day(listed: MonthList, found: Heading, cell: str) -> date:
    year, month = divmod(listed.month, 100)
    if (found.year or year, found.month or month) != (year, month):
        words = _("「%(cell)s」不在%(month)s里。一次只登记一个月。")
        raise BadCell(words % {"cell": cell, "month": listed.words})
    try:
        return date(year, month, found.day)
    except ValueError as impossible:
        words = _("%(month)s没有 %(day)d 日。")
        raise BadCell(words % {"month": listed.words, "day": found.day}) from impossible


def _place(listed: MonthList, sheet: Sheet, days: Mapping[int, tuple[date, str]]) -> None:
    """Each column of the block is a session of its day: the one that its heading means, or a new one."""
    for n, (day, rest) in days.items():
        taken = {one.key for one in sheet.column_of.values()}
        free = [one for one in listed.columns if one.day == day and one.key not in taken]
        meant = [one for one in free if _means(rest, one)] if rest else free
        left = sum(other == (day, rest) for m, other in days.items() if m >= n)
        if len(meant) > left:
            words = _("%(day)s有 %(n)d 场：%(names)s。请在表头的日期后面写上开始时间，例如「%(example)s」。")
            short = f"{day.month}/{day.day}"
            named = listed_as(f"{one.starts_at} {one.name}" for one in meant)
            example = f"{short} {meant[0].starts_at}"
            raise BadCell(words % {"day": short, "n": len(meant), "names": named, "example": example})
        sheet.column_of[n] = meant[0] if meant else _new(listed, day, rest)


def _means(rest: str, column: Column) -> bool:
    """Whether what follows the day in a heading is the session's time or its activity."""
    times = [one.zfill(5) for one in rest.split() if ":" in one]
    return column.starts_at in times or bool(column.name and (column.name in rest or rest in column.name))


def _new(listed: MonthList, day: date, rest: str) -> Column:
    times = [one for one in rest.split() if ":" in one]
    said = {"starts_at": times[0]} if times else {}
    said |= {"activity": name} if (name := " ".join(one for one in rest.split() if ":" not in one)) else {}
    if (column := listed.add_column(day=day, **said)) is None:
        raise BadCell(_("一个月最多 %(n)d 场。请分几次登记。") % {"n": MOST_COLUMNS})
    return column


def _fill(listed: MonthList, sheet: Sheet) -> None:
    names = [name for row in sheet.body if (name := _at(row, sheet.name))]
    met = candidates.met_by_name(listed.subdistrict, listed.project, names, coded=listed.is_coded)
    once = {name: met[name][0] for name in names if len(met.get(name, ())) == 1 and names.count(name) == 1}
    listed.add_known(once.values(), {}, {})
    rows = {row.person: row for row in listed.rows if row.person}
    taken: dict[str, None] = {}  # in the order of the list on paper
    for said in sheet.body:
        name, marks = _at(said, sheet.name), {column.key: _at(said, n) for n, column in sheet.column_of.items()}
        if name in UNNAMED:
            for column in sheet.column_of.values():
                column.typed["head_count"] = marks[column.key]
        elif name not in paper.SUMS and (name or any(marks.values())):
            contact = "" if sheet.contact is None else _at(said, sheet.contact)
            row = rows.get(once.get(name, 0)) or _written(listed, name, contact, taken)
            taken[row.key] = None
            for column_key, mark in marks.items():
                put(listed, Place(row.key, column_key), mark)
    listed.rows.sort(key=lambda row: list(taken).index(row.key) if row.key in taken else len(taken))


def _written(listed: MonthList, name: str, contact: str, taken: Collection[str]) -> Row:
    """A row of its own, which the same block pasted again finds."""
    typed = {"name": name, "contact": contact}
    for row in listed.rows:
        if row.key not in taken and {**typed, **row.typed, **typed} == row.typed:
            return row
    if (row_new := listed.add_row(**typed)) is None:
        raise BadCell(_("一次最多 %(n)d 人。请分几次登记。") % {"n": MOST_ROWS})
    return row_new


def _at(row: Sequence[str], n: int) -> str:
    return row[n] if n < len(row) else ""
