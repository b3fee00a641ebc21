"""From a file to a table of trimmed text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from guihua.core.sheets import delimited, headers, kinds, workbooks
from guihua.core.sheets.asides import ROW, Aside
from guihua.core.sheets.columns import Column
from guihua.core.sheets.headers import Header
from guihua.core.sheets.refusing import SheetRefused, empty, longer, too_big, too_many_rows, unreadable
from guihua.core.sheets.spaces import TRIMMED
from guihua.core.wording import listed, together

PROBLEMS = "问题"  # the column that `marking` adds: a file that comes back mended may still bear it

__all__ = ["PROBLEMS", "ROW", "Sheet", "SheetRefused", "read"]


@dataclass(frozen=True)
class Sheet:
    """`frame` has `row` and the expected columns in their order, all text; a column that the file lacks is empty."""

    frame: pl.DataFrame
    header_row: int
    columns_in_file: list[str]
    digest: str  # SHA-256 of the file's bytes, as they were read
    asides: Sequence[Aside] = ()  # rows of the file that are no records, and not in the frame


def read(
    path: Path, columns: Sequence[Column], *, max_rows: int = 1_000_000, max_unzipped_bytes: int = 1 << 30
) -> Sheet:
    """The rows of a CSV or XLSX file. Raises SheetRefused, in words, for what concerns the file as a whole."""
    content = _content(path, max_unzipped_bytes)
    names = [column.name for column in columns]
    grid = _opened(content, columns, max_unzipped_bytes)
    if (header := headers.find(grid.top, [*names, PROBLEMS])) is None:
        raise _no_header(grid.top, columns)
    _refuse_columns([name for name in header.names if name], columns)
    body = grid.below(header.row, len(header.names), max_rows)
    body = body.with_columns(pl.all().str.strip_chars(TRIMMED)).with_row_index(ROW, offset=header.row + 1)
    _refuse_nameless(body, header)
    in_file = [name for name in header.names if name in names]
    frame = body.select(pl.col(ROW).cast(pl.Int64), *(pl.col(str(header.names.index(n))).alias(n) for n in in_file))
    frame = frame.filter(pl.any_horizontal(pl.exclude(ROW) != ""))
    if frame.height > max_rows:
        raise too_many_rows(max_rows)
    if frame.is_empty():
        raise SheetRefused(_("这份文件只有表头，没有内容。"))
    missing = [pl.lit("").alias(name) for name in names if name not in in_file]
    return Sheet(frame.with_columns(missing).select(ROW, *names), header.row, in_file, sha256(content).hexdigest())


def _content(path: Path, most: int) -> bytes:
    """Read once: what is checked, imported and named by its digest is the same."""
    try:
        if path.stat().st_size > most:
            raise too_big()
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise SheetRefused(_("没有这份文件：%(path)s") % {"path": path}) from missing
    except IsADirectoryError as folder:
        raise SheetRefused(_("这是文件夹，不是文件：%(path)s") % {"path": path}) from folder
    except OSError as closed:
        raise unreadable(path) from closed


def _opened(
    content: bytes, columns: Sequence[Column], max_unzipped_bytes: int
) -> delimited.Delimited | workbooks.Workbook:
    names = [column.name for column in columns]
    if not content.removeprefix(delimited.BOM).strip():
        raise empty()
    if not kinds.is_workbook(content, max_unzipped_bytes):
        return delimited.opened(content, names)
    return workbooks.opened(content, [column.name for column in columns if column.required] or names)


def _no_header(top: Sequence[Sequence[str]], columns: Sequence[Column]) -> SheetRefused:
    if not any(cell.strip(TRIMMED) for row in top for cell in row):
        return empty()
    words = _("没有找到表头。前 %(depth)d 行里要有一行写着这些列名：%(names)s。")
    return SheetRefused(words % {"depth": headers.DEPTH, "names": listed(column.name for column in columns)})


def _refuse_columns(found: Sequence[str], columns: Sequence[Column]) -> None:
    """Whatever is wrong with the columns is said at once."""
    known = [column.name for column in columns]
    twice = [name for name in dict.fromkeys(found) if found.count(name) > 1]
    missing = [column.name for column in columns if column.required and column.name not in found]
    unknown = [name for name in dict.fromkeys(found) if name not in [*known, PROBLEMS]]
    sentences = []
    if twice:
        sentences.append(_("这些列出现了两次：%(names)s。") % {"names": listed(twice)})
    if missing:
        sentences.append(
            _("缺少这些列：%(names)s。没有内容可填的列也要有列名，可以整列空着。") % {"names": listed(missing)}
        )
    if unknown:
        words = _("不认识这些列：%(names)s。请删掉，或改成这份表该有的列名：%(known)s。")
        sentences.append(words % {"names": listed(unknown), "known": listed(known)})
    if sentences:
        raise SheetRefused(together(sentences))


def _refuse_nameless(body: pl.DataFrame, header: Header) -> None:
    """A row that is longer than the header, or has something under a name that is missing."""
    named = {ROW, *(str(n) for n, name in enumerate(header.names) if name)}
    nameless = [column for column in body.columns if column not in named]
    if not nameless:
        return
    stray = body.filter(pl.any_horizontal(pl.col(nameless) != "")).head(1)
    for row in stray.iter_rows(named=True):
        place = next(column for column in nameless if row[column])
        raise longer(row[ROW], int(place))
