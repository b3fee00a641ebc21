"""A figure of a year, open to the rows that make it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Any

from ibis.expr.types import Table

from guihua.core.listing.pages import PAGE
from guihua.reporting.book import Book
from guihua.reporting.figures import ORDER, Figure, Made

Row = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """Only the page that is asked for is sorted and leaves the engine.

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

    @property
    def count(self) -> int:
        return self.made.rows

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    def number(self, wanted: str) -> int:
        """The page that an address asks for: the first where it makes no sense, the last where it is beyond."""
        try:
            return min(max(1, int(wanted)), self.pages)
        except ValueError:
            return 1

    def page(self, number: int) -> list[Row]:
        """The rows of a page, counted from 1."""
        first = (number - 1) * PAGE
        ends = accumulate(rows for _month, rows in self.made.rows_of)
        spans = [(month, end - rows, end) for (month, rows), end in zip(self.made.rows_of, ends, strict=True)]
        touched = [(month, start) for month, start, end in spans if end > first and start < first + PAGE]
        return self._rows([month for month, _start in touched], first - touched[0][1], PAGE) if touched else []

    def all(self) -> Iterator[Row]:
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
