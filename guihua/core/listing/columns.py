"""What a list shows of a row: on the page, on a phone's card, and in a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from django.utils.functional import Promise


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"  # to the right, with commas
    CHIP = "chip"  # one of a few words
    STATUS = "status"  # how it stands, by shape and word


class Status(str):
    """A word, with the shape by which it is told: good, warn, bad or info."""

    sign: str

    def __new__(cls, word: Any, sign: str) -> Self:
        found = super().__new__(cls, str(word))
        found.sign = sign
        return found


class Phone(StrEnum):
    """Where a cell stands on a phone's card. The first column is the card's title."""

    KEY = "k"  # beside the title
    MARK = "m"  # below it
    NOT = "x"  # on the row's own page


@dataclass(frozen=True)
class Column:
    """A column: its head, what it shows of a row, and the fields by which it sorts (none: it does not)."""

    name: str
    head: str | Promise
    cell: Callable[[Any], Any]
    sorts_by: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    phone: Phone = Phone.NOT
    unit: Callable[[Any], str | Promise] | None = None
    """What is said behind the number on a phone, where no head stands above it: 1 project, 2 projects."""
    address: Callable[[Any], str] | None = None
    says_head: bool = False  # on a phone the head stands before it, where it would not be understood without
    is_extra: bool = False  # it is shown to who chose it alone
    is_for: Callable[[Any], bool] | None = None
    """Who may see it: everybody who sees the list, or the readers of whom this is true."""

    @property
    def is_number(self) -> bool:
        return self.kind == Kind.NUMBER


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Any
    address: str = ""
    phone: Phone = Phone.NOT
    says_head: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing that a phone's card should keep a place for."""
        return self.value in ("", None) and not self.says_head

    @property
    def unit(self) -> str | Promise:
        return self.column.unit(self.value) if self.column.unit else ""

    @classmethod
    def of(cls, column: Column, row: Any, *, was_chosen: bool = False) -> Cell:
        """What somebody chose to see stands on a phone's card too, there with its head before it."""
        shown = was_chosen and column.phone == Phone.NOT
        return cls(
            column,
            column.cell(row),
            column.address(row) if column.address else "",
            Phone.MARK if shown else column.phone,
            column.says_head or shown,
        )
