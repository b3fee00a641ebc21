"""A stranger's file as a grid of text, before anybody has said what stands where; and a Sheet out of it once they have."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from guihua.core.sheets import asides, delimited, headers, kinds, workbooks
from guihua.core.sheets.columns import Column
from guihua.core.sheets.headers import Header, key_of
from guihua.core.sheets.reading import PROBLEMS, ROW, Sheet
from guihua.core.sheets.refusing import SheetRefused, empty, too_many_rows
from guihua.core.sheets.spaces import TRIMMED
from guihua.core.sheets.workbooks import Worksheet

MOST_UNZIPPED = 1 << 30  # bytes
SAMPLES = 3


@dataclass(frozen=True)
class Grid:
    """`frame` has `row`, as a person counts it, and the columns "0", "1" … of the file, all trimmed text."""

    frame: pl.DataFrame

    @property
    def width(self) -> int:
        return self.frame.width - 1

    @property
    def top(self) -> list[list[str]]:
        rows = self.frame.filter(pl.col(ROW) <= headers.DEPTH)
        by_row = {row: cells for row, *cells in rows.iter_rows()}
        return [by_row.get(n, []) for n in range(1, max(by_row, default=0) + 1)]

    def samples(self, column: int, below: int) -> list[str]:
        """The first few different things that stand in a column under a row."""
        cells = self.frame.filter(pl.col(ROW) > below).get_column(str(column))
        return cells.filter(cells != "").head(200).unique(maintain_order=True).head(SAMPLES).to_list()

    def as_bytes(self) -> bytes:
        target = io.BytesIO()
        self.frame.write_ipc(target, compression="zstd")
        return target.getvalue()

    @classmethod
    def of_bytes(cls, content: bytes) -> Grid:
        return cls(pl.read_ipc(io.BytesIO(content)))


def worksheets(content: bytes, names: Sequence[str]) -> list[Worksheet]:
    """The worksheets to choose from; none where the file is no workbook. Raises SheetRefused for what is no table."""
    if not content.removeprefix(delimited.BOM).strip():
        raise empty()
    if not kinds.is_workbook(content, MOST_UNZIPPED):
        return []
    if not (found := workbooks.worksheets(content, names)):
        raise empty()
    return found


def grid(content: bytes, names: Sequence[str], worksheet: str = "", *, max_rows: int = 1_000_000) -> Grid:
    """Every filled row of the file, or of the worksheet of that name. Raises SheetRefused."""
    if kinds.is_workbook(content, MOST_UNZIPPED):
        frame = workbooks.opened(content, names, worksheet=worksheet).frame
    else:
        frame = delimited.opened(content, names).whole(max_rows)
    if frame.is_empty():
        raise empty()
    frame = frame.with_columns(pl.all().str.strip_chars(TRIMMED)).with_row_index(ROW, offset=1)
    filled = frame.with_columns(pl.col(ROW).cast(pl.Int64)).filter(pl.any_horizontal(pl.exclude(ROW) != ""))
    if filled.height > max_rows:
        raise too_many_rows(max_rows)
    return Grid(filled)


def header_of(found: Grid, spellings: Mapping[str, str]) -> Header:
    """Where the header stands: the row that knows most of the names, else the first in which two cells are filled."""
    known = headers.find(found.top, {**spellings, PROBLEMS: PROBLEMS})
    if known:
        return known
    filled = (n for n, row in enumerate(found.top, start=1) if sum(map(bool, row)) > 1)
    return header_at(found, next(filled, 1))


def header_at(found: Grid, row: int) -> Header:
    """The header in that row; 0 for a file that has none."""
    return Header(row, ["".join(cell.split()) for cell in _cells(found, row)], 0)


def _cells(found: Grid, row: int) -> list[str]:
    return found.top[row - 1] if 0 < row <= len(found.top) else []


def placed(header: Header, width: int, spellings: Mapping[str, str]) -> dict[str, int]:
    """Which column of the file holds what, as far as names tell; of two that could, the one that says it best."""
    names = [*header.names, *[""] * (width - len(header.names))][:width]
    column_of: dict[str, int] = {}
    meant = {key_of(spelling): name for spelling, name in spellings.items()}
    for is_exact in (True, False):
        for n, name in enumerate(names):
            column = meant.get(key_of(name)) if name else None
            if column and column not in column_of and (key_of(name) == key_of(column)) == is_exact:
                column_of[column] = n
    return column_of


def laid_out(
    found: Grid,
    columns: Sequence[Column],
    column_of: Mapping[str, int],
    *,
    below: int,
    constants: Mapping[str, str],
    digest: str,
    kept: Collection[int] = (),
) -> Sheet:
    """The rows under a row as the expected columns. `constants` stand in every row of a column that the file lacks.

    Sums and remarks are no rows of it, but for those that somebody keeps.
    """
    body = found.frame.filter(pl.col(ROW) > below)
    needed = [str(column_of[one.name]) for one in columns if one.name in column_of and not one.takes_nothing]
    head = {str(n): name for n, name in enumerate(_cells(found, below))}
    aside = [one for one in asides.of(body, needed, head) if one.row not in kept]
    body = body.filter(~pl.col(ROW).is_in([one.row for one in aside])) if aside else body
    in_file = [column.name for column in columns if column.name in column_of or constants.get(column.name)]
    frame = body.select(pl.col(ROW), *(_cell(column, column_of, constants) for column in columns))
    used = [name for name in in_file if name in column_of]
    frame = frame.filter(pl.any_horizontal(pl.col(used) != "")) if used else frame.clear()
    if frame.is_empty() and not aside:
        raise SheetRefused(_("这份文件只有表头，没有内容。"))
    return Sheet(frame, below or 1, in_file, digest, aside)


def _cell(column: Column, column_of: Mapping[str, int], constants: Mapping[str, str]) -> pl.Expr:
    if column.name in column_of:
        return pl.col(str(column_of[column.name])).alias(column.name)
    return pl.lit(constants.get(column.name, "")).alias(column.name)
