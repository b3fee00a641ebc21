"""Run as a process of its own by `workbooks`: a workbook comes in on stdin, the text of its cells leaves on stdout."""

from __future__ import annotations

import itertools
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import IO, Any
from zlib import error as ZlibError  # noqa: N812 - an exception deserves the name of one

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from guihua.core.sheets import headers
from guihua.core.sheets.workbooks import BROKEN, TOO_BIG

MOST_MEMORY = 4 << 30  # bytes
MOST_SECONDS = 180  # of computing
CELLS_AT_ONCE = 1_000_000
PIECE = 1 << 20
UNREAD = ("xl/media/", "xl/embeddings/", "xl/drawings/")
ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*?\st=)["']e["']""")
EXACT_DIGITS = 1e15  # from 16 digits on a spreadsheet no longer keeps every digit of a number
HALF_A_SECOND = timedelta(milliseconds=500)


def main(names: Sequence[str]) -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no cells on the disk
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        frame = cells(sys.stdin.buffer, names)
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


def cells(file: IO[bytes], names: Sequence[str]) -> pl.DataFrame:
    """All rows, from the first of the worksheet on, as the text that a person means; columns "0", "1" …"""
    book = CalamineWorkbook.from_filelike(_with_errors_as_text(file))
    sheet = _chosen(book, names)
    if sheet is None or sheet.start is None:
        return pl.DataFrame()
    above, left = sheet.start
    rows = sheet.iter_rows()  # begins with the first filled row and column
    parts = [_texts(part) for part in _parts(rows, sheet.width)]
    frame = pl.concat(parts).rename(lambda name: str(int(name) + left))
    before = [pl.lit("").alias(str(n)) for n in range(left)]
    blank = pl.select(pl.repeat("", above, dtype=pl.String).alias(name) for name in frame.columns)
    return pl.concat([blank, frame]).select(*before, pl.all())


def _with_errors_as_text(file: IO[bytes]) -> BytesIO:
    """The workbook unpacked, at most as far as its directory says, with #N/A and its kind as text.

    Calamine gives such a cell as empty, which would pass for something that nobody wrote.
    """
    unpacked = BytesIO()
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(unpacked, "w") as plain:
        for entry in packed.infolist():
            if entry.is_dir() or entry.filename.startswith(UNREAD):
                continue
            with packed.open(entry) as source, plain.open(entry.filename, "w", force_zip64=True) as target:
                for piece in _pieces(source):
                    target.write(ERROR_CELL.sub(rb'\1"str"', piece) if b"e" in piece else piece)
    unpacked.seek(0)
    return unpacked


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that do not end within a tag."""
    rest = b""
    while piece := source.read(PIECE):
        piece = rest + piece
        cut = piece.rfind(b"<")
        cut = cut if len(piece) - cut < PIECE else len(piece)  # no tag is that long
        rest = piece[cut:]
        yield piece[:cut]
    yield rest


def _chosen(book: Any, names: Sequence[str]) -> Any:
    pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    shown = [page for page in pages if page.visible == SheetVisibleEnum.Visible] or pages
    best, most = None, -1
    for page in shown:
        sheet = book.get_sheet_by_name(page.name)
        top = [[text_of(cell) for cell in row] for row in sheet.to_python(nrows=headers.DEPTH)]
        header = headers.find(top, names)
        known = header.known if header else 0
        if known > most:
            best, most = sheet, known
        if known == len(names):
            break
    return best


def _parts(rows: Iterator[Sequence[Any]], width: int) -> Iterator[tuple[Sequence[Any], ...]]:
    return itertools.batched(rows, max(1, CELLS_AT_ONCE // width))


def _texts(rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    columns = zip(*rows, strict=True)
    return pl.DataFrame({str(n): pl.Series(_column(column), dtype=pl.String) for n, column in enumerate(columns)})


def _column(column: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, column))
    if kinds == {str}:
        return column
    if bool in kinds:  # True == 1, so that a table of texts would mix them up
        return [text_of(cell) for cell in column]
    texts = {cell: text_of(cell) for cell in set(column)}
    return [texts[cell] for cell in column]


def text_of(cell: Any) -> str:
    """What a person means by a cell: 12 for 12.0, 2022-03-05 for a date; a number too long to be exact stays E+17."""
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float() | int():
            return _number(cell)
        case datetime():
            return (cell + HALF_A_SECOND).isoformat(" ", "seconds").removesuffix(" 00:00:00")
        case date():
            return cell.isoformat()
        case time():
            return _clock(
                timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second + round(cell.microsecond / 1e6))
            )
        case timedelta():
            return _clock(cell)
    return str(cell)


def _number(cell: float) -> str:
    if abs(cell) >= EXACT_DIGITS:
        return f"{cell:.5E}"
    text = f"{cell:.15g}"  # what the spreadsheet itself shows of 0.1 + 0.2
    return text if "e" not in text else f"{Decimal(text):f}"


def _clock(since_midnight: timedelta) -> str:
    seconds = round(since_midnight.total_seconds())
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
