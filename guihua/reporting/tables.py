"""The account's tables: one row a domain, community, provider, month or project."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.utils.translation import gettext_noop

from guihua.core import measures
from guihua.reporting import rows
from guihua.reporting.book import OFFICE, Book

UNSTATED = gettext_noop("未注明")
Row = dict[str, Any]
WANTED = ["session", "month", "minutes", "community_code", "domain", "provider", "provider_name", "number"]


class Tables:
    """All five tables of a year. A generation is counted once for them, and remembered."""

    def __init__(self, book: Book, year: int) -> None:
        self._counted: dict[str, list[Row]] = book.recall(("tables", year), lambda: Counting(book, year).all())

    def by_domain(self) -> list[Row]:
        return self._rows("by_domain")

    def by_provider(self) -> list[Row]:
        return self._rows("by_provider")

    def by_project(self) -> list[Row]:
        return self._rows("by_project")

    def by_month(self) -> list[Row]:
        return self._rows("by_month")

    def by_community(self) -> list[Row]:
        return self._rows("by_community")

    def named_by_month(self) -> dict[str, int]:
        """Named attendances of people served, by month."""
        return {row["month"]: row["named"] for row in self._counted["named_by_month"]}

    def _rows(self, name: str) -> list[Row]:
        return [dict(row) for row in self._counted[name]]


class Counting:
    """One reading of a year's sessions and attendance, from which all tables are counted."""

    def __init__(self, book: Book, year: int) -> None:
        self.year = year
        self.sessions = book.frame(rows.sessions(book, year).select(*WANTED, "project_name"))
        served = rows.served(book, year).select("session", "who", "count")
        self.attendance = book.frame(served).join(self.sessions.drop("project_name", "provider_name"), on="session")
        self.projects = book.frame(rows.projects(book, year))
        self.communities = book.frame(book.communities)

    def all(self) -> dict[str, list[Row]]:
        return {
            "by_domain": self._with_projects("domain", {}),
            "by_provider": self._with_projects("provider", dict(self._pairs("provider", "provider_name"))),
            "by_project": self._by_project(),
            "by_month": self._by_month(),
            "by_community": self._by_community(),
            "named_by_month": self._named_by_month(),
        }

    def _by_project(self) -> list[Row]:
        counted = self._with_projects("number", dict(self._pairs("number", "project_name")))
        return [{"project": row.pop("number"), **row} for row in counted]

    def _by_month(self) -> list[Row]:
        months = [self.year * 100 + n for n in range(1, 13)]
        return [{"month": _month(row["key"]), **_measures(row)} for row in self.measured("month", months)]

    def _named_by_month(self) -> list[Row]:
        named = self.attendance.filter(pl.col("who").is_not_null()).group_by("month").agg(pl.len())
        return [{"month": _month(month), "named": count} for month, count in named.sort("month").iter_rows()]

    def _by_community(self) -> list[Row]:
        names = dict(self.communities.select("community_code", "community_name").iter_rows())
        keys = [*names, *([None] if self.sessions.get_column("community_code").null_count() else [])]
        return [
            {"community": row["key"] or UNSTATED, "name": names.get(row["key"], UNSTATED), **_measures(row)}
            for row in self.measured("community_code", keys)
        ]

    def _pairs(self, key: str, name: str) -> list[tuple[str, str]]:
        frames = [frame.select(key, name) for frame in (self.projects, self.sessions)]
        return pl.concat(frames).unique().rows()

    def _with_projects(self, key: str, names: dict[str, str]) -> list[Row]:
        bought = self.projects.group_by(key).agg(pl.len(), pl.col("amount_fen").sum())
        count = {k: (n, fen) for k, n, fen in bought.iter_rows()}
        keys = sorted({*count, *self.sessions.get_column(key).unique()} - {OFFICE})
        keys += [OFFICE] if OFFICE in self.sessions.get_column(key) else []
        return [self._row(key, row, *count.get(row["key"], (0, 0)), names) for row in self.measured(key, keys)]

    @staticmethod
    def _row(key: str, row: Row, projects: int, fen: int, names: dict[str, str]) -> Row:
        named = {"name": names[row["key"]]} if names else {}
        return {key: row["key"], **named, "projects": projects, "funding": str(measures.yuan(fen)), **_measures(row)}

    def measured(self, key: str, keys: list[Any]) -> list[Row]:
        """For each key what was done, length in minutes."""
        held = self.sessions.group_by(key).agg(sessions=pl.len(), minutes=pl.col("minutes").sum())
        served = self.attendance.group_by(key).agg(
            person_times=pl.col("count").sum(), people_served=pl.col("who").drop_nulls().n_unique()
        )
        counted = {row[key]: row for row in held.iter_rows(named=True)}
        reached = {row[key]: row for row in served.iter_rows(named=True)}
        none = {"sessions": 0, "minutes": 0, "person_times": 0, "people_served": 0}
        return [none | counted.get(k, {}) | reached.get(k, {}) | {"key": k} for k in keys]


def _month(number: int) -> str:
    """202203 as 2022-03."""
    return f"{number // 100}-{number % 100:02d}"


def _measures(row: Row) -> Row:
    return {
        "sessions": row["sessions"],
        "person_times": row["person_times"],
        "people_served": row["people_served"],
        "service_hours": str(measures.hours(row["minutes"])),
    }
