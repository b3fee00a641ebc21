from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

PAGE = 50


@dataclass(frozen=True)
class Column:
    """A column: its head, what it shows of a row, and the fields by which it sorts (none: it does not)."""

    name: str
    head: str | Promise
    cell: Callable[[Any], Any]
    sorts_by: tuple[str, ...] = ()
    is_number: bool = False


@dataclass(frozen=True)
class Filter:
    """A choice above the list; `field` is filtered to the chosen value."""

    name: str
    head: str | Promise
    field: str
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Shown:
    """A list as asked for in the address."""

    rows: QuerySet[Any]
    page: Page[Any]
    query: QueryDict
    search: str
    sort: str
    chosen: Mapping[str, str]


@dataclass(frozen=True)
class Listing:
    columns: Sequence[Column]
    searches: tuple[str, ...] = ()
    filters: Sequence[Filter] = field(default_factory=tuple)

    def show(self, rows: QuerySet[Any], query: QueryDict) -> Shown:
        """The page of rows that the address asks for. What it asks for that is not there is left out."""
        search = query.get("q", "").strip()
        if search and self.searches:
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": search}) for name in self.searches)))
        chosen = {}
        for one in self.filters:
            if (value := query.get(one.name, "")) in dict(one.choices):
                rows = rows.filter(**{one.field: value})
                chosen[one.name] = value
        rows, sort = self._sorted(rows, query.get("sort", ""))
        return Shown(rows, Paginator(rows, PAGE).get_page(query.get("page")), query, search, sort, chosen)

    def _sorted(self, rows: QuerySet[Any], wanted: str) -> tuple[QuerySet[Any], str]:
        for column in self.columns:
            if column.sorts_by and column.name == wanted.removeprefix("-"):
                sign = "-" if wanted.startswith("-") else ""
                return rows.order_by(*(f"{sign}{name}" for name in column.sorts_by), "pk"), wanted
        return rows, ""
