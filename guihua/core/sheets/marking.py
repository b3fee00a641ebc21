from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from guihua.core.sheets.cleaning import Mark
from guihua.core.sheets.reading import ROW, Sheet


def write_marked(sheet: Sheet, marks: Sequence[Mark], path: Path) -> None:
    """The file again, as text, with its bad cells red and explained, and a second sheet that lists them. Mode 600."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    by_row: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_row[mark.row].append(mark)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        _rows(book, sheet, by_row)
        _list(book, marks)


def _rows(book: Any, sheet: Sheet, by_row: dict[int, list[Mark]]) -> None:
    page = book.add_worksheet(_("导入文件"))
    formats = {
        "bad": book.add_format({"bg_color": "#FDE9E6", "border": 1, "border_color": "#AE2E2A"}),
        "doubtful": book.add_format({"bg_color": "#FCF0CF", "border": 1, "border_color": "#8A560C"}),
    }
    names = [name for name in sheet.columns_in_file if name in sheet.frame.columns]
    for n, name in enumerate([*names, _("问题")]):
        page.write_string(0, n, name, book.add_format({"bold": True}))
    for line, row in enumerate(sheet.frame.select(ROW, *names).iter_rows(), start=1):
        marks = by_row.get(row[0], [])
        for n, cell in enumerate(row[1:]):
            mark = next((mark for mark in marks if mark.column == names[n]), None)
            page.write_string(line, n, cell, formats[mark.kind] if mark else None)
            if mark:
                page.write_comment(line, n, mark.sentence)
        page.write_string(line, len(names), " ".join(mark.sentence for mark in marks))
    page.freeze_panes(1, 0)


def _list(book: Any, marks: Sequence[Mark]) -> None:
    page = book.add_worksheet(_("问题清单"))
    for n, name in enumerate((_("行"), _("列"), _("问题"))):
        page.write_string(0, n, name)
    for line, mark in enumerate(marks, start=1):
        page.write_number(line, 0, mark.row)
        page.write_string(line, 1, mark.column)
        page.write_string(line, 2, mark.sentence)
