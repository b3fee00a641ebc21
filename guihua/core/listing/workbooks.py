"""A list as a workbook, in which everything stays what it is when somebody opens it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
WIDEST = 48  # characters
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f]")
MAY_RUN = ("=", "+", "-", "@", "\t", "\r")  # how a text begins that a spreadsheet may take for a formula


def as_workbook(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A sheet of exactly these rows. Text stays text: no formula runs, no ID becomes a number, days are ISO text."""
    target = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        guarded = book.add_format({"num_format": "@", "quote_prefix": True})
        page.freeze_panes(1, 0)
        for n, head in enumerate(heads):
            page.set_column(n, n, min(WIDEST, max(12, 2 * len(str(head)) + 2)))
            page.write_string(0, n, str(head), bold)
        for line, row in enumerate(rows, start=1):
            for n, cell in enumerate(row):
                _write(page, line, n, cell, guarded)
    return target.getvalue()


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
            text = UNPRINTABLE.sub("", str(cell))
            page.write_string(line, n, text, *([guarded] if str(cell).startswith(MAY_RUN) else []))


def download(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The workbook as a file of that name, which may be Chinese."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return HttpResponse(
        as_workbook(heads, rows), WORKBOOK, headers={"Content-Disposition": disposition or "attachment"}
    )
