"""A figure of a year, open to the rows that make it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from guihua.reporting.book import Book
from guihua.reporting.figures import ORDER, Figure, Made

if TYPE_CHECKING:
    from ibis.expr.types import Table

Row = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """Its rows as a sequence, of which only the page that is asked for is sorted and leaves the engine.

    Dated rows stand in the order of time, so that a page lies in one month, or in two: how many rows each month has is
    known, and the others are not looked at.
    """

    figure: Figure
    book: Book
    year: int

    @cached_property
    def made(self) -> Made:
        return self.figure.made(self.book, self.year)

    @property
    def value(self) -> int | Decimal:
        return self.figure.value(self.made)

    def __len__(self) -> int:
        return self.made.rows

    def __getitem__(self, part: slice) -> list[Row]:
        """The rows of a page."""
        first, end_of_part, _step = part.indices(len(self))
        ends = accumulate(rows for _month, rows in self.made.rows_of)
        spans = [(month, end - rows, end) for (month, rows), end in zip(self.made.rows_of, ends, strict=True)]
        touched = [(month, start) for month, start, end in spans if end > first and start < end_of_part]
        if not touched:
            return []
        return self._rows([month for month, _start in touched], first - touched[0][1], end_of_part - first)

    def __iter__(self) -> Iterator[Row]:
        """Every row in the order of the pages, a month at a time."""
        for month, rows in self.made.rows_of:
            yield from self._rows([month], 0, rows)

    def _rows(self, months: list[int], start: int, count: int) -> list[Row]:
        rows = self.figure.rows(self.book, self.year)
        if self.figure.is_dated:
            rows = rows.filter(rows.month.between(months[0], months[-1]))
        part = self._needed(rows).order_by(ORDER[self.figure.each]).limit(count, offset=start)
        return self.book.frame(part).to_dicts()

    def _needed(self, rows: Table) -> Table:
        """What the list shows, sums, sorts by and leads to; the rest is not read."""
        wanted = {*self.figure.columns, *ORDER[self.figure.each], self.figure.of, "project", "session"}
        return rows.select(*(name for name in rows.columns if name in wanted))
