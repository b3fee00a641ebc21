"""A list as a workbook, in which everything stays what it is when somebody opens it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse

from guihua.core.texts import AS_TEXTS, may_run, printable

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
ROWS_OF_A_SHEET = 1_000_000  # Excel opens 1,048,576
WIDEST = 48  # characters


def as_workbook(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A sheet of exactly these rows. Text stays text: no formula runs, no ID becomes a number, days are ISO text."""
    target = BytesIO()
    write(target, heads, rows)
    return target.getvalue()


def write(target: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same into an open file. However many the rows, one at a time is in memory; a new sheet begins where one is full."""
    left = iter(rows)
    with xlsxwriter.Workbook(target, AS_TEXTS | {"constant_memory": True}) as book:
        while _sheet(book, heads, islice(left, ROWS_OF_A_SHEET)) == ROWS_OF_A_SHEET:
            pass


def _sheet(book: Any, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Writes a sheet; returns how many rows it holds."""
    page = book.add_worksheet()
    bold = book.add_format({"bold": True, "bottom": 1})
    guarded = book.add_format({"num_format": "@", "quote_prefix": True})
    page.freeze_panes(1, 0)
    for n, head in enumerate(heads):
        page.set_column(n, n, min(WIDEST, max(12, 2 * len(str(head)) + 2)))
        page.write_string(0, n, str(head), bold)
    line = 0
    for line, row in enumerate(rows, start=1):
        for n, cell in enumerate(row):
            _write(page, line, n, cell, guarded)
    return line


def _write(page: Any, line: int, n: int, cell: Any, guarded: Any) -> None:
    match cell:
        case None:
            return
        case bool():
            page.write_boolean(line, n, cell)
        case int() | Decimal() | float():
            page.write_number(line, n, cell)
        case date() | time():
            page.write_string(line, n, cell.isoformat())
        case _:
            text = printable(cell)
            page.write_string(line, n, text, *([guarded] if may_run(text) else []))


def download(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """The workbook as a file of that name, which may be Chinese; sent from the disk, so that no size fills the memory."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it was sent
    write(file, heads, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=WORKBOOK)
