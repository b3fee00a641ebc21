"""The rows behind a figure as people read them: money in yuan, numbers with commas, a way on to each row's own page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from guihua.core import measures
from guihua.reporting.book import OFFICE
from guihua.reporting.figures import Figure

PAGES = {"activity": "session", "project_name": "project", "number": "project"}
"""Which cell leads to which kind of page; the row names its pk in a column of that kind's name."""
MEASURES = ("amount_fen", "minutes", "count", "projects", "times", "shifts", "total_minutes", "sessions")
"""Columns that stand to the right, with commas; other numbers name something."""


@dataclass(frozen=True)
class Cell:
    value: Any
    is_number: bool = False
    address: str = ""


def heads(figure: Figure) -> list[Cell]:
    return [Cell(head, name in MEASURES) for name, head in figure.columns.items()]


def cells(figure: Figure, row: Mapping[str, Any]) -> list[Cell]:
    """What the list shows of one row, in the order of the figure's columns."""
    return [Cell(shown(name, row[name]), name in MEASURES, _address(name, row)) for name in figure.columns]


def shown(column: str, value: Any) -> Any:
    if column == "amount_fen":
        return measures.yuan(value)
    if isinstance(value, date):
        return value.isoformat()
    if column == "domain" or value == OFFICE:
        return gettext(value)
    return value if column in MEASURES or value is None else str(value)


def _address(column: str, row: Mapping[str, Any]) -> str:
    kind = PAGES.get(column)
    pk = row.get(kind) if kind and row[column] != OFFICE else None
    return reverse(settings.GUIHUA_PAGES[kind], args=[pk]) if pk and kind in settings.GUIHUA_PAGES else ""
