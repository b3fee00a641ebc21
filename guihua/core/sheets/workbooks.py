"""XLSX files, whatever people made of them, and the header wherever it stands."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from guihua.core.sheets.refusing import SheetRefused

MOST_RATIO = 400  # a spreadsheet compresses 10 to 60 times; a bomb thousands
EXACT_DIGITS = 1e15  # from here on a spreadsheet no longer keeps every digit of a number


@dataclass(frozen=True)
class Table:
    frame: pl.DataFrame
    columns: list[str]


def rows_of(content: bytes, names: Sequence[str], *, max_rows: int, max_unzipped_bytes: int) -> pl.DataFrame:
    """The cells, as the text that a person means, of the first sheet that has the columns (else the first sheet)."""
    _refuse_archives(content, max_unzipped_bytes)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (CalamineError, ValueError) as broken:
        raise SheetRefused(_("这份 .xlsx 文件坏了，打不开。请在表格软件里打开后另存一份。")) from broken
    best = next((sheet for sheet in sheets if _has(sheet, names)), sheets[0])
    if best.total_height > max_rows + 100:
        words = _("这份文件有 %(n)s 行，一次最多导入 %(most)s 行。请分成几份。")
        raise SheetRefused(words % {"n": best.total_height, "most": max_rows})
    rows = [[text_of(cell) for cell in row] for row in best.to_python(skip_empty_area=False)]
    if not rows:
        raise SheetRefused(_("这份文件是空的。"))
    width = max(len(row) for row in rows)
    columns = zip(*(row + [""] * (width - len(row)) for row in rows), strict=True)
    return pl.DataFrame({f"column_{n}": column for n, column in enumerate(columns)}, schema_overrides=None)


def _has(sheet: Any, names: Sequence[str]) -> bool:
    top = sheet.to_python(skip_empty_area=False, nrows=10)
    return any(len(set(names) & {str(cell).strip() for cell in row}) * 2 >= len(names) for row in top)


def _refuse_archives(content: bytes, most: int) -> None:
    try:
        entries = zipfile.ZipFile(BytesIO(content)).infolist()
    except zipfile.BadZipFile as broken:
        raise SheetRefused(_("这份 .xlsx 文件坏了，打不开。请在表格软件里打开后另存一份。")) from broken
    size = sum(entry.file_size for entry in entries)
    if size > most or size > MOST_RATIO * max(len(content), 50_000):
        raise SheetRefused(_("这份文件解开后太大，没有读取。请只留需要的内容，另存一份。"))
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise SheetRefused(_("这是压缩包或别的文档，不是 .xlsx 表格。"))


def text_of(cell: Any) -> str:
    """What a person means by a cell: 12 for 12.0, 2022-03-05 for a date; a number too long to be exact stays E+17."""
    match cell:
        case str():
            return cell
        case bool():
            return str(cell)
        case float() | int() if abs(cell) >= EXACT_DIGITS:
            return f"{cell:.5E}"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() != time():
            return cell.isoformat(" ", "seconds")
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("minutes")
        case timedelta():
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(cell)


def under_header(grid: pl.DataFrame, names: Sequence[str], depth: int) -> Table:
    """The rows below the header, which may stand under a title, or be spread over two rows by merged cells."""
    top = [[_header(cell) for cell in row] for row in grid.head(depth).rows()]
    candidates = [(len(set(row) & set(names)), -n, n, row) for n, row in enumerate(top)]
    for n, (above, below) in enumerate(itertools.pairwise(top)):
        both = [low or high for high, low in zip(above, below, strict=True)]
        candidates.append((len(set(both) & set(names)), -(n + 2), n + 1, both))
    _known, _order, last, header = max(candidates)
    kept = [n for n, name in enumerate(header) if name or _filled(grid, n, last)]
    columns = [header[n] or _("第 %(n)s 列（没有列名）") % {"n": n + 1} for n in kept]
    body = grid.select([grid.columns[n] for n in kept]).slice(last + 1)
    if len(set(columns)) == len(columns):
        body.columns = columns
    return Table(body.with_row_index("row", offset=last + 2).with_columns(pl.col("row").cast(pl.Int64)), columns)


def _header(cell: Any) -> str:
    return "".join(str(cell or "").split()).strip("*\ufeff＊")


def _filled(grid: pl.DataFrame, column: int, header_row: int) -> bool:
    cells = grid.get_column(grid.columns[column]).slice(header_row + 1)
    return bool((cells.fill_null("").str.strip_chars() != "").any())
