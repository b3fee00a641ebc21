"""The rows of a file as the page for checking shows them, each cell with what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from django.core.paginator import Page, Paginator

from guihua.core import finding, sheets
from guihua.core.sheets import ROW, Mark
from guihua.core.sheets.unpacking import NO_RESULT
from guihua.desk.checks import Found
from guihua.desk.drafts import Draft

SIZE = 50
MOST_IN_A_NOTE = 2  # cells
KNOWN_BY = (
    "活动名称",
    "姓名",
    "任务名称",
    "机构名称",
    "社区名称",
    "项目名称",
    "合同编号",
    "日期",
)  # what a row is called
TROUBLE, ALL, ASIDE, CLOSED = "trouble", "all", "aside", "closed"
STATES = ("new", "changed", "same", "sealed")  # of rows that could come in
NUMBERS = ("时长分钟", "未具名人数", "合同金额", "本期金额", "预算金额", "付款金额", "经度", "纬度", "年度")


@dataclass(frozen=True)
class Cell:
    """`shown` is what everybody may see over one's shoulder; `text` stands in it where it has to be mended."""

    column: str
    text: str
    shown: str
    marks: Sequence[Mark] = ()
    meant: str = ""
    is_current: bool = False
    old: str | None = None  # what is on file, where the row says something else
    said: str = ""  # what else one has to know of it

    @property
    def kind(self) -> str:
        return min((mark.kind for mark in self.marks), default="")  # bad before doubtful

    @property
    def is_number(self) -> bool:
        return self.column in NUMBERS

    @property
    def other(self) -> int:
        """The row of whom this row's person may be one with, 0 where there is none."""
        return max((mark.other for mark in self.marks), default=0)

    @property
    def sentences(self) -> str:
        return " ".join(mark.sentence for mark in self.marks)


@dataclass(frozen=True)
class Line:
    row: int
    cells: Sequence[Cell]
    state: str = ""

    @property
    def bad(self) -> int:
        return sum(cell.kind == "bad" for cell in self.cells)

    @property
    def doubtful(self) -> int:
        return sum(cell.kind == "doubtful" for cell in self.cells)


@dataclass
class Preview:
    """The file's rows: all of them, those that wait for somebody, or those that could come in."""

    sheet: sheets.Sheet
    columns: Sequence[sheets.Column]
    found: Found
    draft: Draft

    def __post_init__(self) -> None:
        self.marks = self.found.open_marks(self.draft)
        self.bad_rows = {mark.row for mark in self.marks if mark.kind == "bad"}
        self.doubtful_rows = {mark.row for mark in self.marks} - self.bad_rows
        filled = self._filled()
        self.shown = [column for column in self.columns if column.name in filled]
        self.places = sorted({(mark.row, self._position(mark.column), mark.column) for mark in self.marks})
        self.notes = self._notes()
        # what has to be mended stands in sight, beside what a row is known by; a wide table reaches far to the right
        near = {mark.column for mark in self.marks if mark.row not in set(self.notes)} | set(KNOWN_BY)
        changed = {name for old in self.found.old.values() for name in old} | set(KNOWN_BY)
        self.mended_first = sorted(self.shown, key=lambda one: one.name not in near)
        self.changed_first = sorted(self.shown, key=lambda one: one.name not in changed)

    def columns_of(self, only: str) -> list[sheets.Column]:
        return {TROUBLE: self.mended_first, "changed": self.changed_first}.get(only, self.shown)

    def _filled(self) -> set[str]:
        """The columns in which anything stands, stood or should stand: of empty ones a wide table has enough."""
        frame = self.sheet.frame.select(pl.exclude(ROW))
        marked = {mark.column for mark in self.marks} | {name for old in self.found.old.values() for name in old}
        return marked | {name for name in frame.columns if (frame.get_column(name) != "").any()}

    def _position(self, column: str) -> int:
        names = [one.name for one in self.columns]
        return names.index(column) if column in names else len(names)

    def _notes(self) -> list[int]:
        """Rows in which next to nothing stands and much is wrong: a remark or a sum under the table, and no row of it."""
        wrong = Counter(row for row, _position, _column in self.places)
        filled = pl.sum_horizontal((pl.exclude(ROW) != "").cast(pl.Int32))
        little = self.sheet.frame.filter(filled <= MOST_IN_A_NOTE).get_column(ROW)
        return [row for row in little if wrong[row] > 1]

    @property
    def counts(self) -> dict[str, int]:
        trouble = len(self.bad_rows) + len(self.doubtful_rows)
        height = self.sheet.frame.height
        return {
            "all": height,
            "bad": len(self.bad_rows),
            "doubtful": len(self.doubtful_rows),
            "trouble": trouble,
            "sound": height - trouble,
            **self.standing,
            CLOSED: len(self._closed),
            "aside": len(self.sheet.asides),
        }

    @property
    def standing(self) -> dict[str, int]:
        """How many rows that wait for nobody stand in each way."""
        troubled = self.bad_rows | self.doubtful_rows
        said: Counter[str] = Counter(state for row, state in self.found.states.items() if row not in troubled)
        return {state: said[state] for state in STATES}

    @cached_property
    def _closed(self) -> list[int]:
        """The rows that would change a closed month."""
        return sorted(self.found.said.keys() - self.bad_rows - self.doubtful_rows)

    def _only(self, only: str) -> pl.Expr:
        troubled = self.bad_rows | self.doubtful_rows
        if only == CLOSED:
            return pl.col(ROW).is_in(self._closed)
        if only == TROUBLE:
            return pl.col(ROW).is_in(sorted(troubled))
        if only in STATES:
            rows = sorted(row for row, state in self.found.states.items() if state == only and row not in troubled)
            return pl.col(ROW).is_in(rows)
        return pl.lit(value=True)

    def page(self, only: str, number: Any, at: int | None = None) -> tuple[Page[Any], list[Line]]:
        """The page of that number or, where a trouble is asked for, the one on which it stands."""
        columns = self.columns_of(only)
        rows = self.sheet.frame.select(ROW, *(column.name for column in columns)).filter(self._only(only))
        place = self.places[at] if at is not None and at < len(self.places) else None
        if place and only in (TROUBLE, ALL):
            before = rows.filter(pl.col(ROW) < place[0]).height
            number = before // SIZE + 1
        page = Paginator(rows.get_column(ROW).to_list(), SIZE).get_page(number)
        first = max(0, page.start_index() - 1)
        return page, list(self._lines(rows.slice(first, SIZE), place, columns))

    def looked_for(self, wanted: str) -> tuple[int, list[Line]]:
        """How many rows somebody may mean, and the first of them: by what a row is known by, or by what is hidden, whole."""
        frame, rows = self.sheet.frame, set()
        for column in self.shown:
            if column.name in KNOWN_BY or column.masked:
                texts = frame.get_column(column.name).unique().to_list()
                exact = column.masked is not None
                found = [text for text in texts if (text == wanted if exact else finding.matches(text, wanted))]
                rows |= set(frame.filter(pl.col(column.name).is_in(found)).get_column(ROW))
        taken = frame.select(ROW, *(column.name for column in self.mended_first)).filter(
            pl.col(ROW).is_in(sorted(rows))
        )
        return len(rows), list(self._lines(taken.head(SIZE), None, self.mended_first))

    def line(self, row: int) -> Line | None:
        """The whole row, empty cells and all."""
        found = self.sheet.frame.select(ROW, *(column.name for column in self.columns)).filter(pl.col(ROW) == row)
        return next(self._lines(found, None, self.columns), None)

    def _lines(
        self, frame: pl.DataFrame, place: tuple[int, int, str] | None, columns: Sequence[sheets.Column]
    ) -> Iterator[Line]:
        wanted = set(frame.get_column(ROW))
        marks_of: dict[tuple[int, str], list[Mark]] = {}
        for mark in self.marks:
            if mark.row in wanted:
                marks_of.setdefault((mark.row, mark.column), []).append(mark)
        for row, *texts in frame.iter_rows():
            old, said = self.found.old.get(row, {}), self.found.said.get(row, {})
            cells = [
                _cell(
                    column,
                    text,
                    marks_of.get((row, column.name), ()),
                    place == (row, self._position(column.name), column.name),
                    old.get(column.name),
                    said.get(column.name, ""),
                )
                for column, text in zip(columns, texts, strict=True)
            ]
            yield Line(row, cells, self.found.states.get(row, ""))


def _cell(
    column: sheets.Column, text: str, marks: Sequence[Mark], is_current: bool, old: str | None, said: str
) -> Cell:
    text = "" if text == NO_RESULT else text  # a word of ours, which nobody wrote
    mask = column.masked or str
    shown = text if marks else mask(text)
    is_bad = any(mark.kind == "bad" for mark in marks)
    meant = sheets.meant(text, column.options) if is_bad else ""
    return Cell(column.name, text, shown, marks, meant, is_current, None if old is None else mask(old), said)
