"""What a contract and its amendments say, before it is written: sums in whole fen, by instalment and by heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guihua.commissioning.models import MEASURED


@dataclass(frozen=True)
class InstalmentLine:
    """One part of the sum: what it waits for, and how many days after that it may be asked for."""

    amount_fen: int
    waits_for: str
    least_grade: str = ""
    on: date | None = None
    days: int = 0


@dataclass(frozen=True)
class Terms:
    """`budget` is by the key of a budget category."""

    number: str
    signed_on: date
    amount_fen: int
    starts_on: date
    ends_on: date
    instalments: tuple[InstalmentLine, ...]
    budget: Mapping[int, int]
    term_reason: str = ""

    @staticmethod
    def line_of(instalment: Any) -> InstalmentLine:
        """An instalment on file as a line."""
        names = ("amount_fen", "waits_for", "least_grade", "on", "days")
        return InstalmentLine(*(getattr(instalment, name) for name in names))

    def line_at(self, position: int) -> InstalmentLine | None:
        return self.instalments[position - 1] if 0 < position <= len(self.instalments) else None


@dataclass(frozen=True)
class IndicatorLine:
    """One promise of a contract, in numbers. `measure`: what records say of it, "" where it is counted by hand; None: as its
    kind is measured."""

    kind: str
    name: str
    target: int
    unit: str
    source: str = ""
    measure: str | None = None

    def __post_init__(self) -> None:
        if self.measure is None:
            object.__setattr__(self, "measure", MEASURED.get(self.kind, ""))

    @staticmethod
    def of(indicator: Any) -> IndicatorLine:
        """An indicator on file as a line."""
        return IndicatorLine(
            *(getattr(indicator, name) for name in ("kind", "name", "target", "unit", "source", "measure"))
        )

    @property
    def told(self) -> str:
        return f"{self.target} {self.unit}"
