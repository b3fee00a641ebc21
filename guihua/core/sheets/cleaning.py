from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from guihua.core.sheets.columns import BadCell, Column, Doubtful
from guihua.core.sheets.reading import ROW, Sheet


@dataclass(frozen=True, order=True)
class Mark:
    """What is wrong with a cell (`row` as the spreadsheet shows it), or only doubtful about it."""

    row: int
    column: str
    sentence: str
    kind: Literal["bad", "doubtful"] = "bad"


@dataclass(frozen=True)
class Cleaned:
    frame: pl.DataFrame  # typed; a bad cell is null
    marks: list[Mark]

    @property
    def bad(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "bad"]


def clean(sheet: Sheet, columns: Sequence[Column]) -> Cleaned:
    """Every cell as its value. Each distinct text is parsed once, however many rows bear it."""
    frame, marks = sheet.frame.select(ROW), []
    for column in columns:
        text = sheet.frame.select(ROW, column.name)
        values, sentences = _parsed(text.get_column(column.name).unique().to_list(), column)
        frame = frame.with_columns(_replaced(text.get_column(column.name), values, column))
        marks += _marks(text, column, sentences)
    return Cleaned(frame, sorted(marks))


def _parsed(texts: Sequence[str], column: Column) -> tuple[dict[str, Any], dict[str, tuple[str, bool]]]:
    values: dict[str, Any] = {}
    sentences: dict[str, tuple[str, bool]] = {}
    for text in texts:
        try:
            value = column.parse(text)
        except BadCell as bad:
            values[text], sentences[text] = None, (bad.sentence, True)
            continue
        if isinstance(value, Doubtful):
            sentences[text] = value.sentence, False
            value = value.value
        values[text] = value
    return values, sentences


def _replaced(texts: pl.Series, values: dict[str, Any], column: Column) -> pl.Series:
    new = pl.Series("new", list(values.values()), dtype=column.dtype)
    mapping = pl.DataFrame({"text": pl.Series(list(values), dtype=pl.String), "new": new})
    found = pl.DataFrame({"text": texts}).join(mapping, on="text", how="left", maintain_order="left")
    return found.get_column("new").alias(column.name)


def _marks(text: pl.DataFrame, column: Column, sentences: dict[str, tuple[str, bool]]) -> list[Mark]:
    rows = text.filter(pl.col(column.name).is_in(list(sentences))) if sentences else text.clear()
    return [
        Mark(row, column.name, sentences[cell][0], "bad" if sentences[cell][1] else "doubtful")
        for row, cell in rows.iter_rows()
    ]
