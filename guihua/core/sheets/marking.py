"""The file again, with what is wrong shown where it is wrong. Mended, it can be imported as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from guihua.core.sheets.cleaning import Mark
from guihua.core.sheets.reading import PROBLEMS, ROW, Sheet
from guihua.core.texts import AS_TEXTS, may_run

LAST_ROW = 1 << 20  # of a worksheet
LONGEST_CELL = 32_767  # characters
MOST_COMMENTS = 2_000  # more of them and spreadsheets open the file for minutes; the last column says it all
MOST_LISTED = 100_000
COLOURS = {"bad": ("#FFC7CE", "#9C0006"), "doubtful": ("#FFEB9C", "#7F6000")}  # those of spreadsheets themselves


def write_marked(sheet: Sheet, marks: Sequence[Mark], path: Path) -> None:
    """Writes an XLSX of mode 600: every row as text at its old place, and a second worksheet that lists the marks."""
    with TemporaryDirectory(dir=path.parent, prefix=".marked-") as folder:  # mode 700; whole, or not there at all
        made = Path(folder) / "marked.xlsx"
        with xlsxwriter.Workbook(made, AS_TEXTS | {"constant_memory": True, "tmpdir": folder}) as book:
            _fill(book, sheet, marks)
        made.chmod(0o600)
        made.replace(path)


def write_marked_into(target: IO[bytes], sheet: Sheet, marks: Sequence[Mark]) -> None:
    """The same into memory: nothing of it is laid on the disk."""
    with xlsxwriter.Workbook(target, AS_TEXTS | {"in_memory": True}) as book:
        _fill(book, sheet, marks)


def _fill(book: Any, sheet: Sheet, marks: Sequence[Mark]) -> None:
    looks = _Looks(book)
    rows = _Rows(book.add_worksheet(_("导入文件")), looks, sheet)
    rows.write(marks)
    _list(book.add_worksheet(_("问题清单")), looks, marks, rows.values)


class _Looks:
    """How a cell looks: by what is wrong with it, and guarded where a later CSV could take it for a formula."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self.text = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._cells = {
            (kind, guarded): book.add_format({"num_format": "@", "quote_prefix": guarded} | self._colour(kind))
            for kind in (None, *COLOURS)
            for guarded in (False, True)
        }

    @staticmethod
    def _colour(kind: str | None) -> dict[str, Any]:
        if kind is None:
            return {}
        ground, ink = COLOURS[kind]
        return {"bg_color": ground, "font_color": ink, "border": 1, "border_color": ink}

    def cell(self, text: str, kind: str | None = None) -> Any:
        return self._cells[kind, may_run(text)]


class _Rows:
    """The first worksheet: the rows of the file, each with its marks. Keeps the text of marked cells for the list."""

    def __init__(self, page: Any, looks: _Looks, sheet: Sheet) -> None:
        self.page, self.looks, self.sheet = page, looks, sheet
        self.names = sheet.columns_in_file
        self.values: dict[tuple[int, str], str] = {}
        self.comments = 0

    def write(self, marks: Sequence[Mark]) -> None:
        by_row = defaultdict(list)
        for mark in marks:
            by_row[mark.row].append(mark)
        self._head()
        in_place = self.sheet.frame.item(-1, ROW) <= LAST_ROW
        rows = self.sheet.frame.select(ROW, *self.names).iter_rows()
        for line, (row, *cells) in enumerate(rows, start=self.sheet.header_row):
            at = row - 1 if in_place else line
            if row in by_row:
                self._marked(at, cells, by_row[row])
            else:
                self._clean(at, cells)

    def _head(self) -> None:
        last = len(self.names)
        self.page.set_column(0, last - 1, 16, self.looks.text)  # what is typed anew stays text, too
        self.page.set_column(last, last, 60, self.looks.wrapped)
        for n, name in enumerate([*self.names, PROBLEMS]):
            self.page.write_string(self.sheet.header_row - 1, n, name, self.looks.head)
        self.page.freeze_panes(self.sheet.header_row, 0)

    def _clean(self, at: int, cells: Sequence[str]) -> None:
        for n, text in enumerate(cells):
            if text:
                self.page.write_string(at, n, text[:LONGEST_CELL], self.looks.cell(text))

    def _marked(self, at: int, cells: Sequence[str], marks: Sequence[Mark]) -> None:
        self._clean(at, cells)
        texts = dict(zip(self.names, cells, strict=True))
        for name in dict.fromkeys(mark.column for mark in marks if mark.column in texts):
            self.values[marks[0].row, name] = texts[name]
            self._explained(at, self.names.index(name), texts[name], [mark for mark in marks if mark.column == name])
        words = " ".join(_("%(column)s：%(sentence)s") % {"column": m.column, "sentence": m.sentence} for m in marks)
        self.page.write_string(at, len(self.names), words[:LONGEST_CELL], self.looks.wrapped)

    def _explained(self, at: int, n: int, text: str, marks: Sequence[Mark]) -> None:
        look = self.looks.cell(text, min(mark.kind for mark in marks))  # bad before doubtful
        if text:
            self.page.write_string(at, n, text[:LONGEST_CELL], look)
        else:
            self.page.write_blank(at, n, None, look)
        if self.comments < MOST_COMMENTS:
            self.page.write_comment(at, n, "\n".join(mark.sentence for mark in marks), {"x_scale": 2})
            self.comments += 1


def _list(page: Any, looks: _Looks, marks: Sequence[Mark], values: Mapping[tuple[int, str], str]) -> None:
    page.set_column(1, 2, 20, looks.text)
    page.set_column(3, 3, 60, looks.wrapped)
    for n, name in enumerate((_("行"), _("列"), _("内容"), PROBLEMS)):
        page.write_string(0, n, name, looks.head)
    page.freeze_panes(1, 0)
    for line, mark in enumerate(marks[:MOST_LISTED], start=1):
        text = values.get((mark.row, mark.column), "")[:LONGEST_CELL]
        page.write_number(line, 0, mark.row)
        page.write_string(line, 1, mark.column, looks.text)
        page.write_string(line, 2, text, looks.cell(text, mark.kind))
        page.write_string(line, 3, mark.sentence, looks.wrapped)
    if len(marks) > MOST_LISTED:
        words = _("还有 %(n)d 处没有列在这里，都写在第一张表的「%(name)s」列里。")
        page.write_string(MOST_LISTED + 1, 3, words % {"n": len(marks) - MOST_LISTED, "name": PROBLEMS})
