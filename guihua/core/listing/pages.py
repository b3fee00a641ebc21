from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise

from guihua.core.listing.columns import Cell, Column

PAGE = 50
SIZES = (25, 50, 100)
FEW = 2  # so many choices stand in the open, the others behind 「更多条件」
SEARCH = "q"


@dataclass(frozen=True)
class Head:
    """A column's head: where a click on it leads, and how the list is sorted by it now ("" where it is not)."""

    column: Column
    address: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Chosen:
    """A condition that is in force, and the address of the list without it."""

    head: str
    value: str
    without: str


@dataclass(frozen=True)
class Shown:
    """A list as asked for in the address."""

    listing: Listing
    query: QueryDict
    rows: Any  # all that was found, as a QuerySet
    page: Page[Any]
    form: Any
    sort: str
    size: str

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def sizes(self) -> tuple[int, ...]:
        """Page sizes to choose from."""
        return SIZES

    @property
    def is_narrowed(self) -> bool:
        return any(self._asked.values())

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.listing.columns]

    @property
    def lines(self) -> Iterator[list[Cell]]:
        return (self.listing.cells(row) for row in self.page)

    @property
    def search(self) -> BoundField | None:
        return self.form[SEARCH] if SEARCH in self.form.fields else None

    @property
    def few(self) -> list[BoundField]:
        return self._choices[:FEW]

    @property
    def more(self) -> list[BoundField]:
        return self._choices[FEW:]

    @property
    def _choices(self) -> list[BoundField]:
        return [bound for bound in self.form if bound.name != SEARCH]

    @property
    def chosen(self) -> list[Chosen]:
        """The conditions in force. What is searched for stands in its own field already."""
        return [
            Chosen(str(bound.label), _words(bound, value), address(self.query, **{bound.name: None}))
            for bound in self._choices
            if (value := self._asked.get(bound.name))
        ]

    @property
    def _asked(self) -> dict[str, Any]:
        """What the address asks for and can be answered."""
        asked: dict[str, Any] = getattr(self.form, "cleaned_data", {})
        return asked

    def _head(self, column: Column) -> Head:
        if not column.sorts_by:
            return Head(column)
        match self.sort:
            case column.name:
                return Head(column, address(self.query, sort=f"-{column.name}"), "ascending")
            case turned if turned == f"-{column.name}":
                return Head(column, address(self.query, sort=None), "descending")
        return Head(column, address(self.query, sort=column.name))


def paged(rows: Any, query: QueryDict) -> Page[Any]:
    """The page of rows that the address asks for: the first where it makes no sense, the last where it is beyond."""
    try:
        wanted = max(1, int(query.get("page", "")))
    except ValueError:
        wanted = 1
    return Paginator(rows, int(_size(query) or PAGE)).get_page(wanted)


def _size(query: QueryDict) -> str:
    """How many rows a page shall have, as the address says it; empty where it does not, or asks for what is not offered."""
    return wanted if (wanted := query.get("size", "")) in map(str, SIZES) else ""


def address(query: QueryDict, **changes: Any) -> str:
    """The list's address with something changed, on its first page; None drops a part."""
    changed = query.copy()
    for name, value in (changes | {"page": None}).items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}"


def _words(bound: BoundField, value: str) -> str:
    options = dict(getattr(bound.field, "choices", ()))
    return str(options.get(value, value))


@dataclass(frozen=True)
class Listing:
    """A list of something: its name, what it shows, and what it is narrowed by, in the order in which that stands."""

    title: str | Promise
    columns: Sequence[Column]
    filters: Mapping[str, Any] = field(default_factory=dict)
    first_step: str | Promise = ""  # what to do where there is nothing yet
    complete: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    """Adds what rows show and do not hold themselves. It is asked for after the page was chosen, for its rows alone."""
    ways: Sequence[tuple[str | Promise, str, str]] = ()  # what else leads on from here: words, address, icon

    def show(self, rows: QuerySet[Any], query: QueryDict) -> Shown:
        """The page of rows that the address asks for. What it asks for that is not there is left out."""
        asked = self.asked(rows, query)
        found, sort = self._sorted(asked.qs, query.get("sort", ""))
        page = paged(found, query)
        if self.complete:
            page.object_list = self._completed(found, rows, page)
            found = self.complete(found)
        return Shown(self, query, found, page, asked.form, sort, _size(query))

    def asked(self, rows: QuerySet[Any], query: QueryDict) -> Any:
        """The rows as the address narrows them, and the form in which that is said: a FilterSet."""
        return type("Asked", (django_filters.FilterSet,), dict(self.filters))(query, queryset=rows)

    def _completed(self, found: QuerySet[Any], rows: QuerySet[Any], page: Page[Any]) -> list[Any]:
        start = max(0, page.start_index() - 1)
        pks = list(found.values_list("pk", flat=True)[start : page.end_index()])
        whole = self.complete(rows).in_bulk(pks) if self.complete else {}
        return [whole[pk] for pk in pks if pk in whole]

    def cells(self, row: Any) -> list[Cell]:
        return [Cell.of(column, row) for column in self.columns]

    def _sorted(self, rows: QuerySet[Any], wanted: str) -> tuple[QuerySet[Any], str]:
        for column in self.columns:
            if column.sorts_by and column.name == wanted.removeprefix("-"):
                sign = "-" if wanted.startswith("-") else ""
                return rows.order_by(*(f"{sign}{name}" for name in column.sorts_by), "pk"), wanted
        return rows, ""
