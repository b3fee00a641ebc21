"""From a file to a table of trimmed text. The kind of file is told by its content, never by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from guihua.core.sheets import workbooks
from guihua.core.sheets.columns import Column
from guihua.core.sheets.refusing import SheetRefused

ROW = "row"  # the row that a person sees in the spreadsheet, header and blank rows counted
SPACE = " \t\r\n\u3000\u00a0\ufeff"
SEARCHED_FOR_HEADER = 10
NOT_TABLES = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}

__all__ = ["ROW", "Sheet", "SheetRefused", "read"]


@dataclass(frozen=True)
class Sheet:
    frame: pl.DataFrame  # text columns and `row`
    columns_in_file: list[str]


def read(
    path: Path, columns: Sequence[Column], *, max_rows: int = 1_000_000, max_unzipped_bytes: int = 1 << 30
) -> Sheet:
    """The rows of a CSV or XLSX file. Raises SheetRefused, in words, for what concerns the file as a whole."""
    content = path.read_bytes()
    if not content.strip():
        raise SheetRefused(_("这份文件是空的。"))
    names = [column.name for column in columns]
    if content.startswith(b"PK"):
        grid = workbooks.rows_of(content, names, max_rows=max_rows, max_unzipped_bytes=max_unzipped_bytes)
    else:
        _refuse_other_kinds(content)
        grid = _csv(_decoded(content), max_rows)
    table = workbooks.under_header(grid, names, SEARCHED_FOR_HEADER)
    _refuse_columns(table.columns, columns)
    frame = _trimmed(table.frame)
    if frame.height > max_rows:
        raise SheetRefused(
            _("这份文件有 %(n)s 行，一次最多导入 %(most)s 行。请分成几份。") % {"n": frame.height, "most": max_rows}
        )
    if frame.is_empty():
        raise SheetRefused(_("这份文件只有表头，没有内容。"))
    missing = [pl.lit("").alias(name) for name in names if name not in table.columns]
    return Sheet(frame.with_columns(missing), table.columns)


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused(_("这是旧版 Excel（.xls）或加了密码的文件。请另存为 .xlsx 或 CSV，不设密码。"))
    for start, kind in NOT_TABLES.items():
        if content.startswith(start):
            raise SheetRefused(_("这是 %(kind)s 文件，不是表格。请用 .xlsx 或 CSV。") % {"kind": kind})
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetRefused(_("这份文件的编码是 UTF-16。请另存为 UTF-8 的 CSV，或直接用 .xlsx。"))
    if b"\x00" in content:
        raise SheetRefused(_("这不是 CSV 或 .xlsx 表格。"))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetRefused(_("认不出这份文件的编码。请另存为 UTF-8 或 GB18030 的 CSV，或直接用 .xlsx。"))


def _csv(text: str, max_rows: int) -> pl.DataFrame:
    first = text.lstrip().split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    try:
        grid = pl.read_csv(
            BytesIO(text.encode()),
            has_header=False,
            infer_schema=False,
            separator=separator,
            n_rows=max_rows + SEARCHED_FOR_HEADER + 2,
        )
    except pl.exceptions.ComputeError as broken:
        raise SheetRefused(_("有的行比表头长，或引号没有配对。请在表格软件里打开检查后另存。")) from broken
    return grid


def _trimmed(frame: pl.DataFrame) -> pl.DataFrame:
    text = pl.exclude(ROW)
    frame = frame.with_columns(text.fill_null("").str.strip_chars(SPACE))
    return frame.filter(pl.any_horizontal(text != ""))


def _refuse_columns(found: Sequence[str], columns: Sequence[Column]) -> None:
    if twice := sorted({name for name in found if found.count(name) > 1}):
        raise SheetRefused(_("这些列出现了两次：%(names)s。") % {"names": "、".join(twice)})
    known = {column.name for column in columns}
    missing = [column.name for column in columns if column.required and column.name not in found]
    if missing:
        raise SheetRefused(_("缺少这些列：%(names)s。") % {"names": "、".join(missing)})
    if unknown := [name for name in found if name not in known]:
        words = _("不认识这些列：%(names)s。请删掉，或改成这份表该有的列名：%(known)s。")
        raise SheetRefused(words % {"names": "、".join(unknown), "known": "、".join(c.name for c in columns)})
