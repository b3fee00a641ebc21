"""CSV, however it was saved: UTF-8 or GB18030, comma, tab or semicolon, with quoted line breaks and blank lines."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from django.utils.translation import gettext as _

from guihua.core.sheets import headers
from guihua.core.sheets.refusing import SheetRefused, longer, too_many_rows
from guihua.core.sheets.spaces import TRIMMED

if TYPE_CHECKING:
    from _csv import Reader

BOM = b"\xef\xbb\xbf"
SEPARATORS = ",\t;"
csv.field_size_limit(1 << 30)  # how long a cell may be is for its column to say
SPREADSHEET_ROWS = 1 << 20  # a saved sheet may trail blank lines down to here


@dataclass(frozen=True)
class Delimited:
    content: bytes  # UTF-8, lines end with \n
    separator: str
    top: list[list[str]]

    def below(self, row: int, width: int, max_rows: int) -> pl.DataFrame:
        """The rows under `row` as text, `width` columns "0", "1" …"""
        body = self._after(row)
        most = max(max_rows, SPREADSHEET_ROWS) + 1
        try:
            frame = _quickly(body, self.separator, width, most)
        except pl.exceptions.PolarsError:  # longer rows or broken quotes: the slow way copes, or names the row
            frame = _slowly(_records(body, self.separator), row, width, most)
        if frame.height >= most:
            raise too_many_rows(max_rows)
        return frame

    def whole(self, max_rows: int) -> pl.DataFrame:
        """All rows, with as many columns as the longest of them has."""
        try:
            width = max(map(len, _records(self.content, self.separator)), default=0)
        except csv.Error as bad:
            raise _unpaired_quotes(1) from bad
        return self.below(0, max(width, 1), max_rows)

    def _after(self, row: int) -> bytes:
        reader = _records(self.content, self.separator)
        for _record in itertools.islice(reader, row):
            pass
        end = 0
        for _line in range(reader.line_num):
            end = self.content.find(b"\n", end) + 1 or len(self.content)
        return self.content[end:]


def opened(content: bytes, names: Sequence[str]) -> Delimited:
    content = _utf8(content, names)
    grids = [Delimited(content, separator, _top(_records(content, separator))) for separator in SEPARATORS]
    if not any(grid.top for grid in grids):
        raise _unpaired_quotes(1)

    def known(grid: Delimited) -> int:
        header = headers.find(grid.top, names)
        return header.known if header else 0

    return max(grids, key=known)


def _top(records: Iterator[list[str]]) -> list[list[str]]:
    """The first rows, or those before a broken one: `below` names it."""
    top = []
    with suppress(csv.Error):
        for record in itertools.islice(records, headers.DEPTH):
            top.append(record)
    return top


def _utf8(content: bytes, names: Sequence[str]) -> bytes:
    bare = content.removeprefix(BOM)
    try:
        bare.decode()
    except UnicodeDecodeError as bad:
        sound = bare[: bad.start].decode()
        if bare != content or any(name in sound for name in names):
            words = _("第 %(row)d 行附近有认不出的字：这份文件不全是 UTF-8。请在表格软件里检查后另存为 UTF-8 的 CSV。")
            raise SheetRefused(words % {"row": sound.count("\n") + 1}) from bad
        bare = _from_gb18030(bare)
    return bare.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _from_gb18030(content: bytes) -> bytes:
    try:
        return content.decode("gb18030").encode()
    except UnicodeError as bad:
        words = _("认不出这份文件的编码。请另存为 UTF-8 或 GB18030 的 CSV，或直接用 .xlsx。")
        raise SheetRefused(words) from bad


def _records(content: bytes, separator: str) -> Reader:
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="\n")
    return csv.reader(lines, delimiter=separator, strict=True)


def _quickly(body: bytes, separator: str, width: int, most: int) -> pl.DataFrame:
    names = [str(n) for n in range(width)]
    first = separator.join(names).encode() + b"\n"  # so that a short or blank first line does not decide the width
    return pl.read_csv(
        first + body,
        has_header=False,
        schema=dict.fromkeys(names, pl.String),
        infer_schema=False,
        empty_string_is_null=False,
        separator=separator,
        n_rows=most + 1,
    ).slice(1)


def _slowly(records: Iterator[list[str]], row: int, width: int, most: int) -> pl.DataFrame:
    rows: list[list[str]] = []
    try:
        for record in itertools.islice(records, most):
            rows.append(_of_width(record, row + len(rows) + 1, width))
    except csv.Error as bad:
        raise _unpaired_quotes(row + len(rows) + 1) from bad
    return pl.DataFrame(rows, schema=dict.fromkeys(map(str, range(width)), pl.String), orient="row")


def _of_width(record: list[str], row: int, width: int) -> list[str]:
    for column, cell in enumerate(record[width:], start=width):
        if cell.strip(TRIMMED):
            raise longer(row, column)
    return [*record[:width], *[""] * (width - len(record))]


def _unpaired_quotes(row: int) -> SheetRefused:
    words = _("第 %(row)d 行的引号没有配对。请在表格软件里打开检查后另存。")
    return SheetRefused(words % {"row": row})
