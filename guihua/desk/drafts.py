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
    """One change: a cell's new text; every cell of a column that says `old`; rows that are left out; rows that are records
    though they look like none; rows that say of their person what `said` gives by column; or rows that leave empty what the row above them says (同上): of the columns `as_above`
    more than one, and then those `along` with them too."""

    new: str = ""
    column: str = ""
    row: int = 0
    old: str | None = None
    omitted: Sequence[int] = ()
    kept: Sequence[int] = ()
    as_above: Sequence[str] = ()
    along: Sequence[str] = ()
    rows: Sequence[int] = ()
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    worksheet: str = ""
    header_row: int = -1  # -1: not said yet; 0: the file has none
    column_of: Mapping[str, int] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)  # what stands in every row of a column that is missing
    edits: Sequence[Edit] = ()
    confirmed: Sequence[tuple[int, str]] = ()  # doubtful cells that are right
    two: Sequence[tuple[int, int]] = ()  # rows that look like one person, and are two
    worksheets: Sequence[tuple[str, int, int]] = ()  # to choose from: name, rows, how many names of columns it has
    is_laid_out: bool = False  # somebody said what stands where

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def mark(self) -> str:
        """The same for drafts that give the same rows."""
        return sha256(replace(self, confirmed=(), two=()).as_text().encode()).hexdigest()

    @classmethod
    def of_text(cls, text: str) -> Draft:
        said: dict[str, Any] = json.loads(text)
        edits = [Edit(**edit) for edit in said.pop("edits")]
        confirmed = [(row, column) for row, column in said.pop("confirmed")]
        two = [(row, other) for row, other in said.pop("two", ())]
        return cls(edits=edits, confirmed=confirmed, two=two, **said)

    @property
    def kept(self) -> set[int]:
        return {row for edit in self.edits for row in edit.kept}

    def with_edits(self, *edits: Edit) -> Draft:
        return replace(self, edits=[*self.edits, *edits])

    def without_last(self) -> Draft:
        return replace(self, edits=self.edits[:-1])

    def confirming(self, cells: Iterable[tuple[int, str]], two: Iterable[tuple[int, int]] = ()) -> Draft:
        return replace(self, confirmed=[*self.confirmed, *cells], two=[*self.two, *two])


def edited(sheet: Sheet, edits: Sequence[Edit]) -> Sheet:
    """The sheet with the changes made, in their order."""
    frame = sheet.frame
    cells: dict[tuple[str, int], str] = {}
    names = list(sheet.columns_in_file)
    for edit in edits:
        if edit.column and edit.column not in frame.columns:
            continue  # the column was left out since
        if edit.column and edit.column not in names:
            names.append(edit.column)
        if edit.omitted:
            frame = frame.filter(~pl.col(ROW).is_in(list(edit.omitted)))
        elif edit.rows:
            cells |= {(column, row): text for column, text in edit.said.items() for row in edit.rows}
        elif edit.row:
            cells[edit.column, edit.row] = edit.new
        elif edit.column or edit.as_above:
            frame, cells = _with_cells(frame, cells), {}
            frame = frame.with_columns(_as_above(frame, edit) if edit.as_above else _everywhere(edit))
    return replace(sheet, frame=_with_cells(frame, cells), columns_in_file=names)


def _everywhere(edit: Edit) -> list[pl.Expr]:
    column = pl.col(edit.column)
    return [pl.when(column == edit.old).then(pl.lit(edit.new)).otherwise(column).alias(edit.column)]


def _as_above(frame: pl.DataFrame, edit: Edit) -> list[pl.Expr]:
    names = [name for name in [*edit.as_above, *edit.along] if name in frame.columns]
    is_left = leaves_empty([name for name in edit.as_above if name in names])
    said = {name: pl.when(is_left & (pl.col(name) == "")).then(None).otherwise(pl.col(name)) for name in names}
    return [text.forward_fill().fill_null("").alias(name) for name, text in said.items()]


def leaves_empty(names: Sequence[str]) -> pl.Expr:
    """Whether a row leaves more than one of these columns empty."""
    return pl.sum_horizontal([(pl.col(name) == "").cast(pl.Int32) for name in names]) > 1


def _with_cells(frame: pl.DataFrame, cells: Mapping[tuple[str, int], str]) -> pl.DataFrame:
    by_column: dict[str, dict[int, str]] = {}
    for (column, row), text in cells.items():
        by_column.setdefault(column, {})[row] = text
    for column, texts in by_column.items():
        said = pl.col(ROW).replace_strict(texts, default=None, return_dtype=pl.String)
        frame = frame.with_columns(pl.coalesce(said, pl.col(column)).alias(column))
    return frame
