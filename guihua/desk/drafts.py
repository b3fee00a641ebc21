"""What somebody has said of a file so far: which worksheet, where the header is, what stands in which column, and every
cell that they changed. It is kept sealed as one text; the file itself is never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

import polars as pl

from guihua.core.sheets import ROW, Sheet

MOST_EDITS = 2_000


@dataclass(frozen=True)
class Edit:
    """One change: a cell's new text; every cell of a column that says `old`; or rows that are left out."""

    new: str = ""
    column: str = ""
    row: int = 0
    old: str | None = None
    omitted: Sequence[int] = ()


@dataclass(frozen=True)
class Draft:
    worksheet: str = ""
    header_row: int = -1  # -1: not said yet; 0: the file has none
    column_of: Mapping[str, int] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)  # what stands in every row of a column that is missing
    edits: Sequence[Edit] = ()
    confirmed: Sequence[tuple[int, str]] = ()  # doubtful cells that are right
    worksheets: Sequence[tuple[str, int, int]] = ()  # to choose from: name, rows, how many names of columns it has
    is_laid_out: bool = False  # somebody said what stands where

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def mark(self) -> str:
        """The same for drafts that give the same rows."""
        return sha256(replace(self, confirmed=()).as_text().encode()).hexdigest()

    @classmethod
    def of_text(cls, text: str) -> Draft:
        said: dict[str, Any] = json.loads(text)
        edits = [Edit(**edit) for edit in said.pop("edits")]
        confirmed = [(row, column) for row, column in said.pop("confirmed")]
        return cls(edits=edits, confirmed=confirmed, **said)

    def with_edits(self, *edits: Edit) -> Draft:
        return replace(self, edits=[*self.edits, *edits])

    def without_last(self) -> Draft:
        return replace(self, edits=self.edits[:-1])

    def confirming(self, cells: Iterable[tuple[int, str]]) -> Draft:
        return replace(self, confirmed=[*self.confirmed, *cells])


def edited(sheet: Sheet, edits: Sequence[Edit]) -> Sheet:
    """The sheet with the changes made, in their order."""
    frame, cells = sheet.frame, {}
    names = list(sheet.columns_in_file)
    for edit in edits:
        if edit.column and edit.column not in frame.columns:
            continue  # the column was left out since
        if edit.column and edit.column not in names:
            names.append(edit.column)
        if edit.omitted:
            frame = frame.filter(~pl.col(ROW).is_in(list(edit.omitted)))
        elif edit.old is None:
            cells[edit.column, edit.row] = edit.new
        else:
            frame, cells = _with_cells(frame, cells), {}
            changed = pl.when(pl.col(edit.column) == edit.old).then(pl.lit(edit.new)).otherwise(pl.col(edit.column))
            frame = frame.with_columns(changed.alias(edit.column))
    return replace(sheet, frame=_with_cells(frame, cells), columns_in_file=names)


def _with_cells(frame: pl.DataFrame, cells: Mapping[tuple[str, int], str]) -> pl.DataFrame:
    by_column: dict[str, dict[int, str]] = {}
    for (column, row), text in cells.items():
        by_column.setdefault(column, {})[row] = text
    for column, texts in by_column.items():
        said = pl.col(ROW).replace_strict(texts, default=None, return_dtype=pl.String)
        frame = frame.with_columns(pl.coalesce(said, pl.col(column)).alias(column))
    return frame
