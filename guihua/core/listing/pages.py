"""What a list is made of, and how its rows are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

from guihua.core.listing.addresses import paged, size
from guihua.core.listing.choosing import asked_for
from guihua.core.listing.columns import Column
from guihua.core.listing.deeds import Deed
from guihua.core.listing.shown import Shown


@dataclass(frozen=True)
class Listing:
    """A list of something: its name, what it shows, and what it is narrowed by, in the order in which that stands."""

    title: str | Promise
    columns: Sequence[Column]
    filters: Mapping[str, Any] = field(default_factory=dict)
    first_step: str | Promise = ""  # what to do where there is nothing yet
    complete: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    """Adds what rows show and do not hold themselves. It is asked for after the page was chosen, for its rows alone."""
    name: str = ""  # a code word, under which views of it are saved; where it has none, none are
    deeds: Sequence[Deed] = ()  # what its reader may do to many rows at once
    ways: Sequence[tuple[str | Promise, str, str]] = ()  # what else leads on from here: words, address, icon

    def show(self, rows: QuerySet[Any], query: QueryDict, reader: Any) -> Shown:
        """The page of rows that the address asks for. What it asks for that is not there is left out, and so is every
        column that is not for this reader."""
        query = query.copy()
        is_ticked = query.pop("pick", None) == ["page"]
        asked = self.asked(rows, query)
        columns = asked_for(self.columns, query, reader)
        found, sort = _sorted(asked.qs, columns.offered, query.get("sort", ""))
        page = paged(found, query)
        if self.complete:
            page.object_list = self._completed(found, rows, page)
            found = self.complete(found)
        return Shown(self, query, found, page, asked.form, sort, size(query), columns, is_ticked)

    def deed(self, name: str) -> Deed | None:
        return next((one for one in self.deeds if one.name == name), None)

    def asked(self, rows: QuerySet[Any], query: QueryDict) -> Any:
        """The rows as the address narrows them, and the form in which that is said: a FilterSet."""
        return type("Asked", (django_filters.FilterSet,), dict(self.filters))(query, queryset=rows)

    def _completed(self, found: QuerySet[Any], rows: QuerySet[Any], page: Page[Any]) -> list[Any]:
        start = max(0, page.start_index() - 1)
        pks = list(found.values_list("pk", flat=True)[start : page.end_index()])
        whole = self.complete(rows.order_by()).in_bulk(pks) if self.complete else {}
        return [whole[pk] for pk in pks if pk in whole]


def _sorted(rows: QuerySet[Any], columns: Sequence[Column], wanted: str) -> tuple[QuerySet[Any], str]:
    for column in columns:
        if column.sorts_by and column.name == wanted.removeprefix("-"):
            sign = "-" if wanted.startswith("-") else ""
            return rows.order_by(*(f"{sign}{name}" for name in column.sorts_by), "pk"), wanted
    return rows, ""
