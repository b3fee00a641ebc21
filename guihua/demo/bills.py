"""Papers of a demonstration: a page as a PDF, a receipt as somebody took a photo of it. Both say that they are invented."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from guihua.demo.pictures import Board

LEFT, TOP, STEP = 72, 740, 30  # in points, from the bottom
LARGE, SMALL = 20, 12


def page(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page. Its font is one that every reader of PDFs has for Chinese; none is in the file."""
    shown = [_text(title, LARGE, TOP), *(_text(line, SMALL, TOP - 40 - n * STEP) for n, line in enumerate(lines))]
    drawn = "\n".join(["BT", *shown, "ET", f"{LEFT} {TOP - 16} m 523 {TOP - 16} l S"]).encode("ascii")
    return _document(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
            b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
        ]
    )


def receipt(chance: Random) -> bytes:
    """A JPEG of a slip of paper on a table, with a red seal on it. What stands there cannot be read."""
    board = Board("#8d6b4a")
    board.box(250, 40, 710, 600, "#fbf8ef", 4)
    board.box(380, 80, 580, 104, "#3c4650", 3)
    for n in range(7):
        board.box(290, 150 + n * 44, 290 + chance.randint(120, 230), 162 + n * 44, "#9aa1a6", 3)
        board.box(600, 150 + n * 44, 600 + chance.randint(30, 70), 162 + n * 44, "#9aa1a6", 3)
    board.box(290, 468, 670, 472, "#5a636b")
    board.box(540, 490, 670, 512, "#3c4650", 3)
    x, y = chance.randint(360, 460), chance.randint(490, 520)
    board.disc(x, y, 120, "#c8452f")
    board.disc(x, y, 106, "#fbf8ef")
    board.disc(x, y, 30, "#c8452f")
    return board.written()


def _text(words: str, size: int, y: int) -> str:
    return f"/F {size} Tf 1 0 0 1 {LEFT} {y} Tm <{words.encode('utf-16-be').hex()}> Tj"


def _document(objects: Sequence[bytes]) -> bytes:
    """With the table of where each object begins, as readers want it."""
    out, begins = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, start=1):
        begins.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, one)
    table = b"".join(b"%010d 00000 n \n" % at for at in begins)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
