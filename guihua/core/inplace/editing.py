"""Which bytes of a worksheet's part give way to which: cells that are there, and those that the file left out as empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from guihua.core.inplace.cells import Cell, Page, Row, prefix


class Edit(NamedTuple):
    """Sorted as they stand in the file. Where two are put at one place, the row and the column that come first do."""

    start: int
    row: int
    column: int
    end: int
    put: bytes


def edits(page: Page, content: bytes, elements: Mapping[Cell, bytes]) -> Iterator[Edit]:
    """`elements`: what each cell shall be."""
    for cell, element in elements.items():
        if cell.end:
            yield Edit(cell.start, cell.row, cell.column, cell.end, element)
    left_out = sorted((cell for cell in elements if not cell.end), key=lambda cell: (cell.row, cell.column))
    for number, group in groupby(left_out, key=lambda cell: cell.row):
        row, new = page.rows.get(number), list(group)
        if row and not row.is_one_tag:
            for cell in new:
                at = _before(page, cell, row)
                yield Edit(at, cell.row, cell.column, at, elements[cell])
        else:
            yield _whole_row(page, content, row, number, b"".join(elements[cell] for cell in new))


def _before(page: Page, cell: Cell, row: Row) -> int:
    """Where the next cell of the row begins, or where the row ends."""
    behind = (one.start for one in page.cells.values() if one.row == cell.row and one.column > cell.column)
    return min(behind, default=row.closes)


def _whole_row(page: Page, content: bytes, row: Row | None, number: int, inside: bytes) -> Edit:
    """A row that the file left out, or wrote as one empty tag."""
    if row:
        opening = content[row.start : row.end].removesuffix(b"/>").rstrip() + b">"
        return Edit(row.start, number, 0, row.end, opening + inside + f"</{row.tag}>".encode())
    tag = f"{prefix(next(iter(page.rows.values())).tag)}row"
    at = min((one.start for one in page.rows.values() if one.number > number), default=page.closes)
    return Edit(at, number, 0, at, f'<{tag} r="{number}">'.encode() + inside + f"</{tag}>".encode())
