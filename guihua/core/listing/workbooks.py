from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter


def as_workbook(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A sheet of exactly these rows. Text stays text: no formula, no number made of an ID."""
    target = BytesIO()
    options = {"in_memory": True, "constant_memory": False, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        for n, head in enumerate(heads):
            page.write_string(0, n, str(head), bold)
        for line, row in enumerate(rows, start=1):
            for n, cell in enumerate(row):
                _write(page, line, n, cell)
        page.freeze_panes(1, 0)
    return target.getvalue()


def _write(page: Any, line: int, n: int, cell: Any) -> None:
    match cell:
        case None:
            return
        case int() | Decimal() | float():
            page.write_number(line, n, cell)
        case date() | time():
            page.write_string(line, n, cell.isoformat())
        case _:
            page.write_string(line, n, str(cell))
