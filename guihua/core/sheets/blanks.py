"""A file to be filled in: the names of the columns, the words that may stand in them to choose from, and what each means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from guihua.core.sheets.columns import Column
from guihua.core.wording import as_recorded, listed

ROWS = 2_000  # that are laid out; below them a row is as good, but nothing is offered to choose from
FEW = 12  # so many words are written out in the explanation
WIDTH = 16
OPTIONS = "_options"


def write_blank(target: IO[bytes], title: object, columns: Sequence[Column]) -> None:
    """Writes an XLSX of three worksheets: one to fill in, one that explains, and a hidden one with the words."""
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(as_recorded(title))
        explained = book.add_worksheet(as_recorded(_("填写说明")))
        offered = book.add_worksheet(OPTIONS)
        offered.hide()
        _lay_out(book, page, columns)
        for n, column in enumerate(columns):
            if column.options:
                _offer(page, offered, n, column.options)
        _explain(book, explained, columns)


def _lay_out(book: Any, page: Any, columns: Sequence[Column]) -> None:
    """Everything that is typed stays text: no ID number is rounded, no date turned about."""
    text = book.add_format({"num_format": "@"})
    needed = book.add_format({"bold": True, "bottom": 1, "num_format": "@", "bg_color": "#E3F1E6"})
    other = book.add_format({"bottom": 1, "num_format": "@"})
    page.freeze_panes(1, 0)
    for n, column in enumerate(columns):
        page.set_column(n, n, WIDTH, text)
        page.write_string(0, n, column.name, other if column.takes_nothing else needed)


def _offer(page: Any, offered: Any, n: int, options: Sequence[str]) -> None:
    """A list to choose from. What is none of it is asked about and not refused: several may stand in one cell."""
    for line, option in enumerate(options):
        offered.write_string(line, n, option)
    letter = xl_col_to_name(n)
    source = f"={OPTIONS}!${letter}$1:${letter}${len(options)}"
    page.data_validation(1, n, ROWS, n, {"validate": "list", "source": source, "error_type": "warning"})


def _explain(book: Any, page: Any, columns: Sequence[Column]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 2, WIDTH, wrapped)
    page.set_column(3, 3, 60, wrapped)
    for n, head in enumerate((_("列"), _("要不要填"), _("例子"), _("可以填什么"))):
        page.write_string(0, n, head, bold)
    for line, column in enumerate(columns, start=1):
        said = [column.name, _("可以空着") if column.takes_nothing else _("必填"), column.example, _choices(column)]
        for n, words in enumerate(said):
            page.write_string(line, n, words, wrapped)


def _choices(column: Column) -> str:
    if len(column.options) > FEW:
        return _("%(names)s等，在格子里点开就能选") % {"names": listed(column.options[:FEW])}
    return listed(column.options)
