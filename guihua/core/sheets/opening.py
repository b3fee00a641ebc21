"""Run as a process of its own by `workbooks`: a workbook comes in on stdin, the text of its cells leaves on stdout.

What is wished for comes as one word: {"names": […], "worksheet": its name or null}, or {"names": […], "list": true}.
"""

from __future__ import annotations

import itertools
import json
import resource
import sys
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from zlib import error as ZlibError  # noqa: N812 - an exception deserves the name of one

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from guihua.core.sheets import headers
from guihua.core.sheets.meanings import text_of, texts_of
from guihua.core.sheets.unpacking import unpacked
from guihua.core.sheets.workbooks import BROKEN, SEVERAL, TOO_BIG

MOST_MEMORY = 4 << 30  # bytes
MOST_SECONDS = 180  # of computing
CELLS_AT_ONCE = 1_000_000
MOST_MERGED = 100_000  # merged ranges that are followed; a sheet with more of them is no list


class Several(Exception):
    """More than one worksheet could be meant."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(len(names))
        self.names = names


def main(wish: dict[str, Any]) -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no cells on the disk
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        book = CalamineWorkbook.from_filelike(unpacked(BytesIO(sys.stdin.buffer.read())))
        if wish.get("list"):
            sys.stdout.write(json.dumps(listed(book, wish["names"])))
            return 0
        frame = cells(_chosen(book, wish["names"], wish["worksheet"]))
    except Several as several:
        sys.stdout.write(json.dumps(several.names))
        return SEVERAL
    except MemoryError:
        return TOO_BIG
    except (CalamineError, zipfile.BadZipFile, ZlibError, ValueError, KeyError, EOFError, NotImplementedError):
        return BROKEN
    except BaseException as panic:
        if type(panic).__name__ == "PanicException":  # calamine's own; it has no importable name
            return BROKEN
        raise
    frame.write_ipc_stream(sys.stdout.buffer)
    return 0


def listed(book: Any, names: Sequence[str]) -> list[dict[str, Any]]:
    """The visible worksheets in which anything stands."""
    found = [(page.name, book.get_sheet_by_name(page.name)) for page in _shown(book)]
    return [
        {"name": name, "rows": sheet.start[0] + sheet.height, "known": _known(sheet, names)}
        for name, sheet in found
        if sheet.start is not None
    ]


def cells(sheet: Any) -> pl.DataFrame:
    """All rows, from the first of the worksheet on, as the text that a person means; columns "0", "1" …"""
    if sheet is None or sheet.start is None:
        return pl.DataFrame()
    _top, left = sheet.start
    parts = [_texts(part) for part in _parts(_filled(sheet), sheet.width)]
    frame = pl.concat(parts).rename(lambda name: str(int(name) + left))
    return frame.select(*(pl.lit("").alias(str(n)) for n in range(left)), pl.all())


def _chosen(book: Any, names: Sequence[str], wanted: str | None) -> Any:
    """The wanted worksheet; else the one with most of the names; of those with all of them the only one that has rows.

    Raises Several where the names head more than one worksheet that has rows.
    """
    if wanted is not None:
        return book.get_sheet_by_name(wanted)
    best, most, whole = None, -1, []
    for page in _shown(book):
        sheet = book.get_sheet_by_name(page.name)
        header = _header(sheet, names)
        known = header.known if header else 0
        if header and known == len(names) and sheet.height > header.row:
            whole.append(page.name)
            best = sheet if len(whole) == 1 else best
            most = len(names)
        elif known > most:
            best, most = sheet, known
    if len(whole) > 1:
        raise Several(whole)
    return best


def _shown(book: Any) -> list[Any]:
    pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    return [page for page in pages if page.visible == SheetVisibleEnum.Visible] or pages


def _header(sheet: Any, names: Sequence[str]) -> headers.Header | None:
    top = [[text_of(cell) for cell in row] for row in sheet.to_python(nrows=headers.DEPTH)]
    return headers.find(top, names)


def _known(sheet: Any, names: Sequence[str]) -> int:
    header = _header(sheet, names)
    return header.known if header else 0


def _filled(sheet: Any) -> Iterator[Sequence[Any]]:
    """All rows, from the first filled column on, with what stands in cells merged downwards in each of their rows."""
    _top, left = sheet.start
    starts: dict[int, list[tuple[int, int]]] = {}
    for (first, column), (last, last_column) in (sheet.merged_cell_ranges or [])[:MOST_MERGED]:
        if last > first and left <= column == last_column < left + sheet.width:
            starts.setdefault(first, []).append((last, column - left))
    rows: Iterator[Sequence[Any]] = sheet.iter_rows()
    return _merged(rows, starts) if starts else rows


def _merged(rows: Iterator[Sequence[Any]], starts: dict[int, list[tuple[int, int]]]) -> Iterator[Sequence[Any]]:
    held: dict[int, tuple[int, Any]] = {}  # by column: the last row that it fills, and with what
    for n, row in enumerate(rows):
        if held or n in starts:
            row = list(row)
            for column, (last, value) in list(held.items()):
                if n > last:
                    del held[column]
                elif row[column] == "":
                    row[column] = value
            for last, column in starts.get(n, []):
                held[column] = last, row[column]
        yield row


def _parts(rows: Iterator[Sequence[Any]], width: int) -> Iterator[tuple[Sequence[Any], ...]]:
    return itertools.batched(rows, max(1, CELLS_AT_ONCE // width))


def _texts(rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    columns = zip(*rows, strict=True)
    return pl.DataFrame({str(n): pl.Series(texts_of(column), dtype=pl.String) for n, column in enumerate(columns)})


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
