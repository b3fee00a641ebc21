"""The cells of a worksheet, each with where its bytes begin and end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.parsers import expat

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


class NotXml(Exception):
    """A part of the workbook that is not what spreadsheets write."""


@dataclass(eq=False)
class Cell:
    """`text`: what stands in it, as it is written; `start` and `end`: its bytes in the worksheet's part."""

    column: int  # from 1
    row: int
    tag: str  # as the file spells it: c, or x:c
    start: int
    end: int = 0
    style: str = ""
    kind: str = ""
    text: str = ""
    has_formula: bool = False

    @property
    def reference(self) -> str:
        return f"{letters(self.column)}{self.row}"

    @property
    def is_number(self) -> bool:
        return bool(self.text) and self.kind in ("", "n")


@dataclass(frozen=True)
class Area:
    """From one corner to the other, both counted."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, column: int, row: int) -> bool:
        return self.left <= column <= self.right and self.top <= row <= self.bottom


@dataclass
class Row:
    """A row's bytes from `start` to `end`; its cells end at `closes`, which is `end` where it is written as one empty tag."""

    number: int
    tag: str
    start: int
    closes: int = 0
    end: int = 0
    style: str = ""  # of the cells that are not written out

    @property
    def is_one_tag(self) -> bool:
        return self.closes == self.end


@dataclass
class Page:
    """A worksheet: its cells by reference, and what is merged or made by one formula.

    `closes`: where its rows end. `is_spelled_out`: every row and cell says which it is, so that others may come before it.
    """

    name: str
    part: str
    cells: dict[str, Cell] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    columns: list[tuple[int, int, str]] = field(
        default_factory=list
    )  # from, to, and the style of cells not written out
    merged: list[Area] = field(default_factory=list)
    arrays: list[Area] = field(default_factory=list)
    closes: int = 0
    is_spelled_out: bool = True

    @cached_property
    def size(self) -> tuple[int, int]:
        """How far its cells reach: columns, rows."""
        cells = self.cells.values()
        return max((one.column for one in cells), default=0), max((one.row for one in cells), default=0)

    def has(self, reference: str) -> bool:
        """Whether the form has this cell. Between those that are written out the file leaves out some that are empty."""
        at = placed(reference)
        inside = at is not None and at[0] <= self.size[0] and at[1] <= self.size[1]
        return reference in self.cells or (inside and self.is_spelled_out)

    def cell(self, reference: str) -> Cell:
        """As it is written out, or as the file means it where it is left out."""
        if (found := self.cells.get(reference)) is not None:
            return found
        column, row = placed(reference) or (0, 0)
        there = self.rows.get(row)
        style = next((style for first, last, style in self.columns if first <= column <= last), "")
        like = next(iter(self.rows.values()))
        return Cell(column, row, f"{prefix(like.tag)}c", start=-1, style=(there.style if there else "") or style)

    def merged_at(self, column: int, row: int) -> Area | None:
        return next((area for area in self.merged if area.holds(column, row)), None)


def letters(column: int) -> str:
    """28 as AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def placed(reference: str) -> tuple[int, int] | None:
    """B7 as column 2, row 7; None where it is no reference."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])


def prefix(tag: str) -> str:
    return tag[: -len(local(tag))]


def area(reference: str) -> Area:
    """A1:C2, or one cell. Raises NotXml."""
    first, _colon, last = reference.partition(":")
    corners = placed(first), placed(last or first)
    if corners[0] is None or corners[1] is None:
        raise NotXml(reference)
    return Area(*corners[0], *corners[1])


def read(name: str, part: str, content: bytes, strings: Sequence[str]) -> Page:
    """Raises NotXml where the part cannot be read."""
    reader = _Reader(Page(name, part), content, strings)
    parse(content, reader.start, reader.end, reader.characters, reader.place)
    return reader.page


def parse(content: bytes, start: Any, end: Any, characters: Any = None, place: Any = None) -> None:
    """Calls `start(tag, attributes)` and `end(tag)`; `place` is given a function that tells the byte one stands at."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_definitions
    parser.StartElementHandler, parser.EndElementHandler = start, end
    if characters:
        parser.CharacterDataHandler = characters
    if place:
        place(lambda: parser.CurrentByteIndex)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as broken:
        raise NotXml(str(broken)) from broken


def _refuse_definitions(*_given: Any) -> None:
    """No spreadsheet writes one; what it defines could be made to grow without end."""
    raise NotXml("doctype")


def local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _Reader:
    def __init__(self, page: Page, content: bytes, strings: Sequence[str]) -> None:
        self.page, self.content, self.strings = page, content, strings
        self.cell: Cell | None = None
        self.open: Row | None = None
        self.is_among_rows = False
        self.row = self.column = 0
        self.inside = ""
        self.words: list[str] = []

    def place(self, here: Any) -> None:
        self.here = here

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match local(tag):
            case "sheetData":
                self.is_among_rows = True
            case "row" if self.is_among_rows:  # a form's buttons say beside which row they hang as well
                self._begin_row(tag, attributes)
            case "col" if attributes.get("style"):
                self.page.columns.append((int(attributes["min"]), int(attributes["max"]), attributes["style"]))
            case "c":
                self._begin(tag, attributes)
            case "f" if self.cell:
                self.cell.has_formula = True
                if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
                    self.page.arrays.append(area(attributes["ref"]))
            case "v" | "t" if self.cell:
                self.inside = tag
            case "mergeCell":
                self.page.merged.append(area(attributes["ref"]))

    def _begin_row(self, tag: str, attributes: Mapping[str, str]) -> None:
        before, self.row, self.column = self.row, int(attributes.get("r", self.row + 1)), 0
        self.page.is_spelled_out &= "r" in attributes and self.row > before
        style = attributes.get("s", "") if attributes.get("customFormat") in ("1", "true") else ""
        self.open = self.page.rows[self.row] = Row(self.row, tag, self.here(), style=style)

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        at = placed(attributes["r"]) if "r" in attributes else (self.column + 1, self.row)
        if at is None:
            raise NotXml(attributes["r"])
        self.page.is_spelled_out &= "r" in attributes and at[1] == self.row and at[0] > self.column
        self.column, self.row = at
        self.words = []
        kind, style = attributes.get("t", ""), attributes.get("s", "")
        self.cell = Cell(*at, tag, self.here(), style=style, kind=kind)

    def characters(self, words: str) -> None:
        if self.inside:
            self.words.append(words)

    def end(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""
        if self.cell and tag == self.cell.tag:
            self._finish(self.cell)
        elif self.open and tag == self.open.tag:
            self.open.closes, self.open.end, self.open = self.here(), self._behind(tag), None
        elif local(tag) == "sheetData":
            self.page.closes, self.is_among_rows = self.here(), False

    def _finish(self, cell: Cell) -> None:
        cell.end = self._behind(cell.tag)
        text = "".join(self.words)
        if cell.kind == "s" and text.isdecimal() and int(text) < len(self.strings):
            text = self.strings[int(text)]
        cell.text = text
        self.page.cells[cell.reference] = cell
        self.cell = None

    def _behind(self, tag: str) -> int:
        """The byte behind the element: the parser stands before its end tag, or behind an element that has none."""
        at = int(self.here())
        closing = f"</{tag}".encode()
        return self.content.index(b">", at) + 1 if self.content.startswith(closing, at) else at
