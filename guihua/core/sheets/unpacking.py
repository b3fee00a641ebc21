"""A workbook out of its zip, with what calamine would give as an empty cell written out as text.

Two kinds of cells would pass for something that nobody wrote: the error of a formula, and a formula whose result the
file does not hold (as programs write them).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO

PIECE = 1 << 20
UNREAD = ("xl/media/", "xl/embeddings/", "xl/drawings/")
NO_RESULT = "#NO_RESULT"
ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*?\st=)["']e["']""")
FORMULA = rb"<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<>]*</(?:\w+:)?f>)"
NO_VALUE = rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?"
UNSOLVED = re.compile(rb"<((?:\w+:)?)c\b((?![^<>]*\st=[\"']str)[^<>]*)>\s*" + FORMULA + NO_VALUE + rb"\s*</(?:\w+:)?c>")
KIND = re.compile(rb"""\st=["']\w*["']""")


def unpacked(file: IO[bytes]) -> BytesIO:
    """The workbook, stored plainly; at most as far as its directory says, since each entry is read to its named size."""
    whole = BytesIO()
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(whole, "w") as plain:
        for entry in packed.infolist():
            if entry.is_dir() or entry.filename.startswith(UNREAD):
                continue
            with packed.open(entry) as source, plain.open(entry.filename, "w", force_zip64=True) as target:
                for piece in _pieces(source):
                    target.write(_spoken(piece))
    whole.seek(0)
    return whole


def _spoken(piece: bytes) -> bytes:
    if b'"e"' in piece or b"'e'" in piece:
        piece = ERROR_CELL.sub(rb'\1"str"', piece)
    return UNSOLVED.sub(_without_result, piece) if b"<f" in piece or b":f" in piece else piece


def _without_result(cell: re.Match[bytes]) -> bytes:
    prefix, about = cell[1], KIND.sub(b"", cell[2])
    return b'<%bc%b t="str"><%bv>%b</%bv></%bc>' % (prefix, about, prefix, NO_RESULT.encode(), prefix, prefix)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that do not end within a cell."""
    rest = b""
    while piece := source.read(PIECE):
        piece = rest + piece
        cut = _cut(piece)
        rest = piece[cut:]
        yield piece[:cut]
    yield rest


def _cut(piece: bytes) -> int:
    """Before the last row's or cell's start, else before the last tag: nothing of what is looked for is longer."""
    for start in (b"<row", b"<c ", b"<"):
        cut = piece.rfind(start)
        if cut > 0 and len(piece) - cut < PIECE:
            return cut
    return len(piece)
