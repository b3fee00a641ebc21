"""An upper level's form as it is looked at: its boxes in rows, merged where they are, each that may be filled with a way there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guihua.core.inplace import Page, Workbook, letters
from guihua.reporting.upper_values import Filled

MOST_ROWS, MOST_COLUMNS = 120, 40


@dataclass(frozen=True)
class Box:
    reference: str
    text: str
    columns: int = 1
    rows: int = 1
    filled: Filled | None = None
    may_be_filled: bool = False
    has_formula: bool = False


@dataclass(frozen=True)
class Shown:
    columns: list[str]
    rows: list[tuple[int, list[Box]]]
    is_cut: bool


def shown(workbook: Workbook, page: Page, filled: Mapping[str, Filled]) -> Shown:
    """`filled` by reference, of this page."""
    width, height = page.size
    columns, rows = range(1, min(width, MOST_COLUMNS) + 1), range(1, min(height, MOST_ROWS) + 1)
    told = [(row, [box for column in columns if (box := _box(workbook, page, column, row, filled))]) for row in rows]
    return Shown([letters(one) for one in columns], told, width > MOST_COLUMNS or height > MOST_ROWS)


def _box(workbook: Workbook, page: Page, column: int, row: int, filled: Mapping[str, Filled]) -> Box | None:
    """None where a merged box that began before reaches here."""
    merged = page.merged_at(column, row)
    if merged and (merged.left, merged.top) != (column, row):
        return None
    reference = f"{letters(column)}{row}"
    cell = page.cells.get(reference)
    return Box(
        reference,
        cell.text if cell else "",
        min(merged.right, MOST_COLUMNS) - column + 1 if merged else 1,
        min(merged.bottom, MOST_ROWS) - row + 1 if merged else 1,
        filled.get(reference),
        not workbook.why_not(page.name, reference),
        bool(cell and cell.has_formula),
    )
