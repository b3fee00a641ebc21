"""The account's tables: one row a domain, community, provider, month or project."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.utils.translation import gettext_noop

from guihua.core import measures
from guihua.reporting.book import OFFICE, Book

UNSTATED = gettext_noop("未注明")


class Tables:
    """All five tables of a year, from one reading of its sessions and attendance."""

    def __init__(self, book: Book, year: int) -> None:
        months = (year * 100 + 1, year * 100 + 12)
        self.year = year
        self.sessions = book.frame(book.sessions.filter(book.sessions.month.between(*months)))
        attendance = book.engine.table("attendance")
        self.attendance = book.frame(attendance.filter(attendance.part == "served")).join(
            self.sessions, on="session", how="inner"
        )
        self.projects = book.frame(book.projects.filter(book.projects.year == year))
        self.communities = book.frame(book.communities)

    def by_domain(self) -> list[dict[str, Any]]:
        return self._with_projects("domain", {})

    def by_provider(self) -> list[dict[str, Any]]:
        return self._with_projects("provider", dict(self._pairs("provider", "provider_name")))

    def by_project(self) -> list[dict[str, Any]]:
        rows = self._with_projects("number", dict(self._pairs("number", "project_name")))
        return [{"project": row.pop("number"), **row} for row in rows]

    def by_month(self) -> list[dict[str, Any]]:
        months = [self.year * 100 + n for n in range(1, 13)]
        rows = self._measured("month", months)
        return [{"month": f"{row['key'] // 100}-{row['key'] % 100:02d}", **_measures(row)} for row in rows]

    def named_by_month(self) -> dict[str, int]:
        """Named attendances of people served, by month."""
        named = self.attendance.filter(pl.col("who").is_not_null()).group_by("month").agg(pl.len())
        return {f"{month // 100}-{month % 100:02d}": count for month, count in named.iter_rows()}

    def by_community(self) -> list[dict[str, Any]]:
        names = dict(self.communities.select("community_code", "community_name").iter_rows())
        keys = [*names, *([None] if self.sessions.get_column("community_code").null_count() else [])]
        rows = self._measured("community_code", keys)
        return [
            {"community": row["key"] or UNSTATED, "name": names.get(row["key"], UNSTATED), **_measures(row)}
            for row in rows
        ]

    def _pairs(self, key: str, name: str) -> list[tuple[str, str]]:
        frames = [frame.select(key, name) for frame in (self.projects, self.sessions)]
        return pl.concat(frames).unique().rows()

    def _with_projects(self, key: str, names: dict[str, str]) -> list[dict[str, Any]]:
        bought = self.projects.group_by(key).agg(pl.len(), pl.col("amount_fen").sum())
        count = {k: (n, fen) for k, n, fen in bought.iter_rows()}
        keys = sorted({*count, *self.sessions.get_column(key).unique()} - {OFFICE})
        keys += [OFFICE] if OFFICE in self.sessions.get_column(key) else []
        return [self._row(key, row, *count.get(row["key"], (0, 0)), names) for row in self._measured(key, keys)]

    @staticmethod
    def _row(key: str, row: dict[str, Any], projects: int, fen: int, names: dict[str, str]) -> dict[str, Any]:
        named = {"name": names[row["key"]]} if names else {}
        return {key: row["key"], **named, "projects": projects, "funding": str(measures.yuan(fen)), **_measures(row)}

    def _measured(self, key: str, keys: list[Any]) -> list[dict[str, Any]]:
        held = self.sessions.group_by(key).agg(sessions=pl.len(), minutes=pl.col("minutes").cast(pl.Int64).sum())
        served = self.attendance.group_by(key).agg(
            person_times=pl.col("count").sum(), people_served=pl.col("who").drop_nulls().n_unique()
        )
        counted = {row[key]: row for row in held.iter_rows(named=True)}
        reached = {row[key]: row for row in served.iter_rows(named=True)}
        none = {"sessions": 0, "minutes": 0, "person_times": 0, "people_served": 0}
        return [none | counted.get(k, {}) | reached.get(k, {}) | {"key": k} for k in keys]


def _measures(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "sessions": row["sessions"],
        "person_times": row["person_times"],
        "people_served": row["people_served"],
        "service_hours": str(measures.hours(row["minutes"])),
    }
