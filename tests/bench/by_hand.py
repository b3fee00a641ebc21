"""The account of a year in polars alone: the fewest readings of the files that we found, without definitions or lists."""

from __future__ import annotations

from typing import Any

import polars as pl

from guihua.core import measures
from guihua.reporting import store
from guihua.reporting.book import OFFICE, open_book
from guihua.reporting.tables import UNSTATED

KEYS = {"by_domain": "domain", "by_provider": "provider", "by_project": "number", "by_month": "month",
        "by_community": "community_code"}  # fmt: skip
SAID = {"by_project": "project", "by_community": "community"}


def account(code: str, year: int) -> dict[str, Any]:
    """Every figure by its code and every table by its name, as the report has them."""
    manifest = open_book(code).manifest
    scan = {name: store.scan(code, manifest, name) for name in store.SCHEMAS}
    attendance = scan["attendance"].select("session", "who", "part", "count", "month")
    whens = scan["session"].select("session", pl.col("day").dt.combine(pl.col("starts_at")).alias("moment"))
    sessions, served, firsts, duty, *small = pl.collect_all(
        [
            _sessions(scan).filter(_of_year(year)),
            attendance.filter(_of_year(year), pl.col("part") == "served").select("session", "who", "count"),
            attendance.filter(pl.col("who").is_not_null()).join(whens, on="session").group_by("part", "who").agg(pl.col("moment").min()),
            scan["duty"].filter(_of_year(year)),
            *(scan[name] for name in ("project", "station", "community", "school", "campaign")),
        ]
    )  # fmt: skip
    served = served.join(sessions.drop("day"), on="session")
    return {
        **_figures(sessions, served, duty),
        **_standing(year, *small[:4]),
        **_campaigns(small[4], sessions, served),
        **_giving_back(firsts, year),
        **_tables(year, sessions, served, small[0].filter(pl.col("year") == year), small[2]),
    }


def _of_year(year: int) -> pl.Expr:
    return pl.col("month").is_between(year * 100 + 1, year * 100 + 12)


def _sessions(scan: dict[str, pl.LazyFrame]) -> pl.LazyFrame:
    words = ["domain", "domain_code", "provider", "provider_name", "number", "project_name"]
    project = scan["project"].select("project", *words)
    own = pl.col("domain", "provider", "provider_name", "number", "project_name").fill_null(OFFICE)
    held = scan["session"].select("session", "month", "day", "minutes", "project", "community", "form", "campaign")
    return (
        held.join(project, on="project", how="left")
        .join(scan["community"], on="community", how="left")
        .with_columns(own)
    )


def _figures(sessions: pl.DataFrame, served: pl.DataFrame, duty: pl.DataFrame) -> dict[str, Any]:
    corrected = served.filter(pl.col("domain_code") == "corrections")
    tours = pl.col("form") == "tour"
    return {
        "attendance.person_times": served["count"].sum(),
        "attendance.people_served": served["who"].drop_nulls().n_unique(),
        "attendance.sessions": sessions.height,
        "attendance.service_hours": str(measures.hours(sessions["minutes"].sum())),
        "corrections.person_times": corrected["count"].sum(),
        "corrections.hours": str(measures.hours((corrected["minutes"] * corrected["count"]).sum())),
        "tours.sessions": sessions.filter(tours).height,
        "tours.person_times": served.filter(tours)["count"].sum(),
        "duty.projects": duty["project"].n_unique(),
        "duty.hours": str(measures.hours(duty["minutes"].sum())),
    }


def _standing(
    year: int, project: pl.DataFrame, station: pl.DataFrame, community: pl.DataFrame, school: pl.DataFrame
) -> dict[str, Any]:
    bought, there = project.filter(pl.col("year") == year), station.filter(pl.col("year") == year)
    public = school.filter(pl.col("nature") == "public")
    covered = there["community"].drop_nulls().n_unique()
    return {
        "funding.committed": str(measures.yuan(bought["amount_fen"].sum())),
        "projects.count": bought.height,
        "domains.count": bought["domain"].n_unique(),
        "communities.total": community.height,
        "communities.covered": covered,
        "communities.coverage": str(measures.ratio(covered, community.height)),
        "schools.total": public.height,
        "schools.covered": public.filter(
            pl.col("organisation").is_in(there["organisation"].drop_nulls().to_list())
        ).height,
    }


def _campaigns(campaigns: pl.DataFrame, sessions: pl.DataFrame, served: pl.DataFrame) -> dict[str, Any]:
    found = {}
    for code in campaigns["campaign"]:
        own = sessions.filter(pl.col("campaign") == code)
        found |= {
            f"campaigns.{code}.sessions": own.height,
            f"campaigns.{code}.person_times": served.filter(pl.col("campaign") == code)["count"].sum(),
            f"campaigns.{code}.projects": own["project"].drop_nulls().n_unique(),
        }
    return found


def _giving_back(firsts: pl.DataFrame, year: int) -> dict[str, Any]:
    def became(earlier: str, later: str) -> int:
        one, other = (firsts.filter(pl.col("part") == part).select("who", "moment") for part in (earlier, later))
        both = other.filter(pl.col("moment").dt.year() == year).join(one, on="who")
        return both.filter(pl.col("moment_right") < pl.col("moment")).height

    return {
        "giving_back.served_to_volunteer": became("served", "volunteer"),
        "giving_back.volunteer_to_organiser": became("volunteer", "organiser"),
    }


def _tables(
    year: int, sessions: pl.DataFrame, served: pl.DataFrame, bought: pl.DataFrame, community: pl.DataFrame
) -> dict[str, Any]:
    named = dict(community.select("community_code", "community_name").iter_rows())
    names = {"by_community": named}
    for table, key, name in (("by_provider", "provider", "provider_name"), ("by_project", "number", "project_name")):
        names[table] = dict(pl.concat([one.select(key, name) for one in (bought, sessions)]).unique().iter_rows())
    return {table: _table(table, year, sessions, served, bought, names.get(table, {})) for table in KEYS}


def _table(
    table: str, year: int, sessions: pl.DataFrame, served: pl.DataFrame, bought: pl.DataFrame, names: dict[str, str]
) -> list[dict[str, Any]]:
    key = KEYS[table]
    held = sessions.group_by(key).agg(pl.len(), pl.col("minutes").sum())
    came = served.group_by(key).agg(pl.col("count").sum(), pl.col("who").drop_nulls().n_unique())
    money = bought.group_by(key).agg(pl.len(), pl.col("amount_fen").sum()) if key in bought.columns else pl.DataFrame()
    counts = [{row[0]: row[1:] for row in frame.iter_rows()} for frame in (held, came, money)]
    rows = []
    for one in _order(table, year, counts, names):
        (sessions_, minutes), (times, people), (projects, fen) = (each.get(one, (0, 0)) for each in counts)
        said = f"{one // 100}-{one % 100:02d}" if table == "by_month" else one or UNSTATED
        row = {SAID.get(table, key): said}
        row |= {"name": names.get(one, UNSTATED)} if names else {}
        row |= {"projects": projects, "funding": str(measures.yuan(fen))} if money.width else {}
        rows.append(row | {"sessions": sessions_, "person_times": times, "people_served": people,
                           "service_hours": str(measures.hours(minutes))})  # fmt: skip
    return rows


def _order(table: str, year: int, counts: list[dict[Any, Any]], names: dict[str, str]) -> list[Any]:
    if table == "by_month":
        return [year * 100 + n for n in range(1, 13)]
    if table == "by_community":
        return [*names, *([None] if None in counts[0] else [])]
    found = {*counts[0], *counts[2]}
    return [*sorted(found - {OFFICE}), *([OFFICE] if OFFICE in found else [])]
