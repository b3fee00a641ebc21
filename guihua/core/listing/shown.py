"""A list as it was asked for in the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict

from guihua.core.listing.addresses import EVERYTHING, SEARCH, SIZES, address
from guihua.core.listing.choosing import Columns, Offer
from guihua.core.listing.columns import Cell, Column

if TYPE_CHECKING:
    from guihua.core.listing.pages import Listing

MOST = 5_000  # rows that are picked at once
FEW = 2  # so many choices stand in the open, the others behind 「更多条件」


@dataclass(frozen=True)
class Head:
    """A column's head: where a click on it leads, and how the list is sorted by it now ("" where it is not)."""

    column: Column
    address: str = ""
    sorted: str = ""


class Line(list[Cell]):
    """A row as it is shown, and its key."""

    def __init__(self, cells: Iterable[Cell], *, key: Any) -> None:
        super().__init__(cells)
        self.key = key


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
    columns: Columns
    is_ticked: bool = False  # whether every row of the page comes picked, as without scripts its link asks for

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
    def everything(self) -> str:
        """The address of the whole list, which is no view of it."""
        return EVERYTHING if self.listing.name else "?"

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns.shown]

    @property
    def lines(self) -> Iterator[Line]:
        return (Line(self._cells(row), key=getattr(row, "pk", None)) for row in self.page)

    @property
    def picks(self) -> bool:
        """Whether rows can be picked, for something to be done to them."""
        return bool(self.listing.deeds)

    @property
    def all_ticked(self) -> str:
        """The address of this page with every row of it picked, or none of them."""
        return address(self.query, pick=None if self.is_ticked else "page", page=self.page.number)

    @property
    def pickable(self) -> int:
        """How many rows can be picked at once."""
        return min(self.total, MOST)

    @property
    def offers(self) -> list[Offer]:
        """The columns that can be chosen."""
        return self.columns.choice(self.query)

    @property
    def as_usual(self) -> str:
        """The address of the list with the columns that it has when nobody chose."""
        return address(self.query, columns=None)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What stays in the address while columns are chosen."""
        without = ("columns", "page")
        return [(name, value) for name, values in self.query.lists() if name not in without for value in values]

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

    @property
    def remembered(self) -> dict[str, Any]:
        """What a view of the list as it is now keeps: neither the words that were searched for nor the page."""
        heads = {bound.name: str(bound.label) for bound in self._choices if self._asked.get(bound.name)}
        query = {name: self.query[name] for name in heads}
        query |= {name: value for name, value in (("sort", self.sort), ("size", self.size)) if value}
        if self.columns.asked:
            heads |= {one.name: str(one.head) for one in self.columns.shown}
        return {"query": query, "columns": self.columns.asked, "heads": heads}

    def _cells(self, row: Any) -> list[Cell]:
        usual = self.columns.usual
        was_chosen = bool(self.columns.asked)
        return [Cell.of(one, row, was_chosen=was_chosen or one not in usual) for one in self.columns.shown]

    def _head(self, column: Column) -> Head:
        if not column.sorts_by:
            return Head(column)
        match self.sort:
            case column.name:
                return Head(column, address(self.query, sort=f"-{column.name}"), "ascending")
            case turned if turned == f"-{column.name}":
                return Head(column, address(self.query, sort=None), "descending")
        return Head(column, address(self.query, sort=column.name))


def _words(bound: BoundField, value: str) -> str:
    options = dict(getattr(bound.field, "choices", ()))
    return str(options.get(value, value))
