"""The rows of one domain, provider, project, community, month or period: what a cell of a table, a tile or a bar opens.

A narrowed book answers every figure from fewer sessions, projects and shifts, so that a figure counts within them exactly
as it counts within the year: people are still told apart, ratios still divided, and a list still shows what was counted.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.reporting.book import DAYS_OF_A_YEAR, MOMENTS_OF_A_DAY, Book
from guihua.reporting.calc import periods
from guihua.reporting.tables import UNSTATED
from guihua.reporting.words import named

if TYPE_CHECKING:
    from ibis.expr.types import Table

PROJECT = ("domain", "provider", "project")
SESSION = (*PROJECT, "community", "month", "period")
TAKEN = {
    "funding": (*PROJECT, "community"),
    "projects": (*PROJECT, "community"),
    "domains": PROJECT,
    "communities": ("community",),
    "attendance": SESSION,
    "corrections": SESSION,
    "tours": SESSION,
    "campaigns": SESSION,
    "duty": (*PROJECT, "month", "period"),
    "giving_back": ("period",),
}
"""By what the rows of a group of figures can be narrowed; those that are left out stand for the whole year only."""


@dataclass(frozen=True)
class Narrowing:
    """What rows must have, by the keys of the account's tables; None: anything."""

    domain: str | None = None
    provider: str | None = None  # credit code
    project: str | None = None  # number
    community: str | None = None  # code; UNSTATED for what has none
    month: str | None = None  # 2022-03
    period: str | None = None  # of the year, see `calc.periods`

    @classmethod
    def of(cls, query: Mapping[str, Any], code: str) -> Self:
        """What an address asks of a figure, as far as its rows can be narrowed by it."""
        return cls(**{name: query[name] for name in TAKEN.get(code.partition(".")[0], ()) if query.get(name)})

    @property
    def days(self) -> periods.Period:
        """From when to when its rows reach within their year; the whole year where no period is asked, or none that is."""
        return periods.read(self.period or "") or periods.Period(1, 12)

    def __iter__(self) -> Any:
        """Name and value of each condition."""
        return iter((one.name, value) for one in fields(self) if (value := getattr(self, one.name)) is not None)

    def of_projects(self, rows: Table) -> Table:
        for name, column in (("domain", "domain"), ("provider", "provider"), ("project", "number")):
            if (value := getattr(self, name)) is not None:
                rows = rows.filter(rows[column] == value)
        return rows

    def of_places(self, rows: Table) -> Table:
        if self.community is None:
            return rows
        code = rows.community_code
        return rows.filter(code.isnull() if self.community == UNSTATED else code == self.community)

    def of_months(self, rows: Table) -> Table:
        if self.month is None:
            return rows
        digits = self.month.replace("-", "")
        return rows.filter(rows.month == (int(digits) if digits.isascii() and digits.isdigit() else -1))

    def of_days(self, rows: Table, day: Any = None) -> Table:
        """`day`: as a number of the calendar, 305 for the fifth of March; that of the rows themselves where not given."""
        if self.period is None:
            return rows
        if (period := periods.read(self.period)) is None:
            return rows.limit(0)
        if day is None:
            day = (rows.month % 100).cast("int64") * 100 + rows.day.day().cast("int64")
        return rows.filter(day.between(period.first * 100 + 1, period.last * 100 + period.day))


@dataclass(frozen=True)
class NarrowedBook(Book):
    whole: Book
    to: Narrowing

    @property
    def key(self) -> Hashable:
        return self.whole.key, self.to

    @cached_property
    def projects(self) -> Table:
        rows = self.to.of_projects(self.whole.projects)
        if self.to.community is None:
            return rows
        there = self.whole.stations.inner_join(self.to.of_places(self.whole.communities), "community")
        return rows.semi_join(there, "project")

    @cached_property
    def communities(self) -> Table:
        return self.to.of_places(self.whole.communities)

    @cached_property
    def sessions(self) -> Table:
        return self.to.of_days(self.to.of_months(self.to.of_places(self.to.of_projects(self.whole.sessions))))

    @cached_property
    def duty(self) -> Table:
        return self.to.of_days(self.to.of_months(self.to.of_projects(self.whole.duty)))

    @property
    def history(self) -> Table:
        """A period has what was before it behind it."""
        return self.whole.history if [*dict(self.to)] == ["period"] else self.attendance

    def within(self, rows: Table, moment: Any) -> Table:
        return self.to.of_days(rows, moment // MOMENTS_OF_A_DAY % DAYS_OF_A_YEAR)


HEADS = {
    "domain": _("服务领域"),
    "provider": _("承接机构"),
    "project": _("项目"),
    "community": _("社区"),
    "month": _("月份"),
    "period": _("时段"),
}


def described(book: Book, to: Narrowing) -> list[dict[str, Any]]:
    """Each condition in words: what it is, the name behind its code, and what to leave out of the address to drop it."""
    return [
        {"head": HEADS[name], "value": _said(book, name, value), "dropped": {name: None, "page": None}}
        for name, value in to
    ]


def _said(book: Book, name: str, value: str) -> str:
    if name == "period":
        found = periods.read(value)
        return named(found) if found else value
    sources = {
        "provider": (book.sessions, "provider", "provider_name"),
        "project": (book.sessions, "number", "project_name"),
        "community": (book.communities, "community_code", "community_name"),
    }
    return gettext(_named(book, value, *sources[name]) if name in sources else value)


def _named(book: Book, code: str, rows: Table, key: str, name: str) -> str:
    found = book.frame(rows.filter(rows[key] == code).select(name).limit(1))
    return str(found.item()) if found.height else code


def narrowed(book: Book, to: Narrowing) -> Book:
    """The book's rows that fit; the book itself where nothing is asked."""
    return NarrowedBook(book.subdistrict_code, book.manifest, book.engine, book, to) if tuple(to) else book
