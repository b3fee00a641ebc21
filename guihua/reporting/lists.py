"""The rows behind a figure as people read them: money in yuan, numbers with commas, a way on to each row's own page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy

from guihua.core import measures
from guihua.core.listing import Column, Kind, Phone
from guihua.reporting import figures
from guihua.reporting.book import OFFICE
from guihua.reporting.figures import Figure, Text, Unit

PAGES = {"activity": "session", "project_name": "project"}
"""Which cell leads to which kind of page; the row names its pk in a column of that kind's name."""
MINUTES = Unit(pgettext_lazy("unit", "分钟"), pgettext_lazy("one unit", "分钟"))
MEASURES: Mapping[str, Unit] = {
    "amount_fen": Unit(pgettext_lazy("unit", "元")),
    "minutes": MINUTES,
    "count": figures.PERSON_TIMES,
    "projects": Unit(pgettext_lazy("unit", "个项目"), pgettext_lazy("one unit", "个项目")),
    "times": Unit(pgettext_lazy("unit", "次"), pgettext_lazy("one unit", "次")),
    "shifts": Unit(pgettext_lazy("unit", "班"), pgettext_lazy("one unit", "班")),
    "total_minutes": MINUTES,
    "sessions": figures.SESSIONS,
}
"""Columns that stand to the right, with commas, and what is said behind their numbers on a phone; other numbers name
something."""
SAID = ("who", "first", "last", "first_earlier", "first_later")
"""What nobody understands without the head of its column."""


def columns(figure: Figure, *, leads_to_projects: bool = True) -> list[Column]:
    """A row's columns in their order. On a phone the first is the card's title and the last number stands beside it."""
    key = next((name for name in [*figure.columns][::-1] if name in MEASURES), "")
    leading = {name for name, kind in PAGES.items() if leads_to_projects or kind != "project"}
    return [_column(name, head, is_key=name == key, leads=name in leading) for name, head in figure.columns.items()]


def _column(name: str, head: Text, *, is_key: bool, leads: bool) -> Column:
    return Column(
        name,
        head,
        partial(_shown, name),
        kind=Kind.NUMBER if name in MEASURES else Kind.TEXT,
        phone=Phone.KEY if is_key else Phone.MARK,
        unit=MEASURES[name].of if name in MEASURES else None,
        address=partial(_address, name) if leads else None,
        says_head=name in SAID,
    )


def _shown(column: str, row: Mapping[str, Any]) -> Any:
    value = row[column]
    if column == "amount_fen":
        return measures.yuan(value)
    if column == "domain" or value == OFFICE:
        return gettext(value)
    return value if column in MEASURES or not isinstance(value, int) else str(value)


def _address(column: str, row: Mapping[str, Any]) -> str:
    kind = PAGES[column]
    pk = row.get(kind) if row[column] != OFFICE else None
    return reverse(settings.GUIHUA_PAGES[kind], args=[pk]) if pk and kind in settings.GUIHUA_PAGES else ""
