from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import polars as pl
from django.utils.translation import gettext as _

from guihua.core.sheets.columns import BadCell, Column, Doubtful
from guihua.core.sheets.reading import ROW, Sheet
from guihua.core.sheets.spaces import tidy
from guihua.core.sheets.unpacking import NO_RESULT

# what a spreadsheet shows where a formula went wrong
ERROR_CELLS = frozenset(
    [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#UNKNOWN!",
        "#GETTING_DATA",
    ]
)


class Mark(NamedTuple):
    """What is wrong with a cell (`row` as the spreadsheet shows it), or only doubtful about it. `other`: the row of whom the
    row's person may be one with."""

    row: int
    column: str
    sentence: str
    kind: Literal["bad", "doubtful"] = "bad"
    other: int = 0


@dataclass(frozen=True)
class Cleaned:
    frame: pl.DataFrame  # typed; a bad cell is null
    marks: list[Mark]
    columns_in_file: Sequence[str] = ()

    @property
    def bad(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "bad"]

    def without_bad(self, *columns: str) -> pl.DataFrame:
        """The rows whose cells in these columns could be read: of the others nothing more can be said."""
        unread = {mark.row for mark in self.bad if mark.column in columns}
        return self.frame.filter(~pl.col(ROW).is_in(list(unread))) if unread else self.frame


def clean(sheet: Sheet, columns: Sequence[Column]) -> Cleaned:
    """Every cell as its value. Each distinct text is parsed once, however many rows bear it."""
    frame, marks = sheet.frame.select(ROW), []
    for column in columns:
        text = sheet.frame.select(ROW, text=column.name)
        distinct = text.get_column("text").unique().to_list()
        values, found = _parsed(distinct, column)
        meant = pl.DataFrame(
            {"text": pl.Series(distinct, dtype=pl.String), "value": pl.Series(values, dtype=column.dtype)}
        )
        value = text.join(meant, on="text", how="left", maintain_order="left").get_column("value")
        frame = frame.with_columns(value.alias(column.name))
        if found:
            rows = text.filter(pl.col("text").is_in(list(found)))
            marks += [Mark(row, column.name, *found[cell]) for row, cell in rows.iter_rows()]
    return Cleaned(frame, sorted(marks), sheet.columns_in_file)


Found = dict[str, tuple[str, Literal["bad", "doubtful"]]]


def _parsed(texts: Sequence[str], column: Column) -> tuple[list[Any], Found]:
    """The value of each text, and by text what is wrong with it."""
    values: list[Any] = []
    found: Found = {}
    for text in texts:
        try:
            value = _value(text, column)
        except BadCell as bad:
            value, found[text] = None, (bad.sentence, "bad")
        if isinstance(value, Doubtful):
            value, found[text] = value.value, (value.sentence, "doubtful")
        values.append(value)
    return values, found


def _value(text: str, column: Column) -> Any:
    text = tidy(text)
    if text == NO_RESULT:
        raise BadCell(_("这一格是公式，文件里却没有它的结果。请在表格软件里打开，保存一次，再导入。"))
    if text in ERROR_CELLS:
        raise BadCell(_("这一格是公式出错的结果 %(error)s。请改成要填的内容。") % {"error": text})
    return column.parse(text)
