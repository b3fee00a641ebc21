"""One community's year, as the account tells it: what was done there in figures, by month and by service domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from guihua.directory import models as directory
from guihua.reporting import figures
from guihua.reporting.access import Reader
from guihua.reporting.addresses import Addresses
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.calc import months
from guihua.reporting.models import DirtyMonth
from guihua.reporting.narrowing import Narrowing, narrowed
from guihua.reporting.store import Damaged
from guihua.reporting.story import chapters
from guihua.reporting.story.shown import Shown
from guihua.reporting.tables import Tables

TOLD = {
    "projects.count": "projects",
    "attendance.sessions": "sessions",
    "attendance.person_times": "person_times",
    "attendance.people_served": "people_served",
    "attendance.service_hours": "service_hours",
}
"""The figures of a community's page, and the column of a table in which each stands."""
CHART_HEIGHT = 248


def account_of(reader: Reader) -> Book | None:
    """The newest account; None where there is none yet, or where it cannot be read: the page does without."""
    try:
        return open_book(reader.subdistrict.code)
    except (NoFactsYet, Damaged):
        return None


def of(book: Book, year: int, community: directory.Community, reader: Reader) -> dict[str, Any]:
    """The context of the page. Where somebody reads of this community alone, few people are not counted out."""
    to = Narrowing(community=community.code)
    here, known = narrowed(book, to), figures.of(book)
    now, before = Tables(here, year), _before(here, year)
    chart = chapters.course(now.by_month(), before.by_month() if before else None, now.named_by_month())
    sums, old = _sums(now, here, year), _sums(before, here, year - 1) if before else {}
    return {
        "is_public": reader.is_bounded,
        "told": [Shown(known[code], sums[name], old.get(name), 0) for code, name in TOLD.items()],
        "course": chart | {"chart": months.chart([bar.month for bar in chart["chart"].bars], CHART_HEIGHT)},
        "domains": chapters.domains(now.by_domain(), chapters.domain_codes(here)),
        "addresses": Addresses(
            year, book.generation, within={"community": community.code}, shut=reader.shut(known.values(), to)
        ),
        "written_at": book.written_at,
        "is_stale": DirtyMonth.objects.of(book.subdistrict_code).exists(),
    }


def _before(here: Book, year: int) -> Tables | None:
    return Tables(here, year - 1) if year - 1 in here.years else None


def _sums(tables: Tables, here: Book, year: int) -> dict[str, Any]:
    """The community's row of the account's table, with the projects that are stationed there."""
    [row] = tables.by_community()
    hours = Decimal(row["service_hours"])
    return row | {"service_hours": hours, "projects": figures.of(here)["projects.count"].total(here, year)}
