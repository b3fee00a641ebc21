"""What the parts of a pack are made of: values with the page that shows the rows behind them, as pairs, tables and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from guihua.commissioning import models as commissioning
from guihua.core import clock, measures

NONE = "–"


@dataclass(frozen=True)
class Said:
    """A value in words, and where its rows are."""

    text: str
    address: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Facts:
    pairs: Sequence[tuple[str, Said]]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Table:
    """`numbers` are the places of the columns that hold figures."""

    label: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Said]]
    numbers: Sequence[int] = ()
    kind: Literal["table"] = "table"

    @property
    def lined_up(self) -> list[list[tuple[str, Said, bool]]]:
        """Each value with the head of its column, and whether it is a figure."""
        return [[(self.heads[n], one, n in self.numbers) for n, one in enumerate(row)] for row in self.rows]


@dataclass(frozen=True)
class Lines:
    lines: Sequence[Said]
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True)
class Prose:
    """What somebody wrote, a line each."""

    lines: Sequence[str]
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True)
class Section:
    title: str
    pieces: Sequence[Facts | Table | Lines | Prose]
    empty: str = ""  # what is said where there is nothing

    @property
    def is_empty(self) -> bool:
        return not self.pieces


@dataclass(frozen=True)
class Pack:
    project: commissioning.Project
    sections: Sequence[Section]
    on: date = field(default_factory=clock.today)
    title: str = ""  # 决策材料, where it is no other


def said(value: Any, address: str = "") -> Said:
    """Days as ISO, nothing as –."""
    return Said(NONE if value in (None, "") else str(value), address if value not in (None, "") else "")


def yuan(fen: int | None, address: str = "") -> Said:
    """An amount as accounts write it: cents only where there are any."""
    if fen is None:
        return Said(NONE)
    amount = measures.yuan(fen)
    return Said(f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,}", address)


def facts(*pairs: tuple[str, Any]) -> Facts:
    """Pairs of a label and a value; those without a value are left out."""
    told = [(label, value if isinstance(value, Said) else said(value)) for label, value in pairs]
    return Facts([(label, value) for label, value in told if value.text != NONE])
