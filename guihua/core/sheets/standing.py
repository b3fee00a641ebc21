"""How a row of a file stands to what is on file already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from guihua.core.sheets.cleaning import Cleaned
from guihua.core.sheets.reading import ROW

State = Literal["new", "changed", "same", "sealed"]
Month = tuple[int | None, int]  # a project (None: the office itself), and a month (yyyymm)


@dataclass(frozen=True)
class Standing:
    """`old` is by column what the record says so far, where the row says something else. Of a row that is `sealed` nobody
    is told whether its record is there. `months` are those that the row would change."""

    state: State
    old: Mapping[str, str] = field(default_factory=dict)
    months: Collection[Month] = ()


def of_rows(
    cleaned: Cleaned, lines: Iterable[Mapping[str, Any]], known: Iterable[Mapping[str, tuple[Any, str]] | None]
) -> dict[int, Standing]:
    """By row: `lines` are what the rows say by column, `known` what their records say, as values and as words."""
    found = {}
    for row, line, record in zip(cleaned.frame.get_column(ROW), lines, known, strict=True):
        old = {name: record[name][1] for name, value in line.items() if record[name][0] != value} if record else {}
        found[row] = Standing("new" if record is None else "changed" if old else "same", old)
    return found
