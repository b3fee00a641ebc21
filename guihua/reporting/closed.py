"""An account without the sessions of some domains: what somebody may read one by one, who learns the others in sums."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from guihua.reporting.book import Book

if TYPE_CHECKING:
    from ibis.expr.types import Table


@dataclass(frozen=True)
class OpenBook(Book):
    """`closed` are the domains' codes. Projects and places stand in it as they do in the whole."""

    whole: Book
    closed: frozenset[str]

    @property
    def key(self) -> Hashable:
        return self.whole.key, self.closed

    @cached_property
    def projects(self) -> Table:
        return self.whole.projects

    @cached_property
    def communities(self) -> Table:
        return self.whole.communities

    @cached_property
    def sessions(self) -> Table:
        rows = self.whole.sessions
        return rows.filter(rows.domain_code.notin(sorted(self.closed)))

    @cached_property
    def duty(self) -> Table:
        rows = self.whole.duty
        return rows.filter(rows.domain_code.notin(sorted(self.closed)))


def without(book: Book, closed: frozenset[str]) -> Book:
    """The book without the sessions of those domains; the book itself where none is closed."""
    return OpenBook(book.subdistrict_code, book.manifest, book.engine, book, closed) if closed else book
