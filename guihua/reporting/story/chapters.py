"""What each chapter draws: taken from the account's tables, nothing counted anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from guihua.core import measures
from guihua.reporting import figures, rows, words
from guihua.reporting.book import OFFICE, Book
from guihua.reporting.calc import months, scales
from guihua.reporting.story.shown import KeptBack
from guihua.reporting.tables import UNSTATED

Row = Mapping[str, Any]
RANKED = 10
LISTED = 12  # day tours


def money(by_domain: Sequence[Row]) -> dict[str, Any]:
    """The domains by their contracts' amounts, the dearest first, each with its share of the whole."""
    rows = sorted((row for row in by_domain if row["projects"]), key=lambda row: -Decimal(row["funding"]))
    whole = sum(Decimal(row["funding"]) for row in rows)
    most = max((Decimal(row["funding"]) for row in rows), default=Decimal(0))
    told = [{**row, "share": measures.ratio(int(Decimal(row["funding"]) * 100), int(whole * 100))} for row in rows]
    return {"rows": told, "most": most, "largest": told[0] if whole else None}


def course(now: Sequence[Row], before: Sequence[Row] | None, named: Mapping[str, int]) -> dict[str, Any]:
    """The twelve months, drawn and as rows, beside the same months of the year before where there are any."""
    old = before or [{"person_times": None}] * len(now)
    told = [
        months.Month(row["month"], row["person_times"], named.get(row["month"], 0), other["person_times"])
        for row, other in zip(now, old, strict=True)
    ]
    rows = [
        {**row, "named": month.named, "counted": _unnamed(month), "before": month.before}
        for row, month in zip(now, told, strict=True)
    ]
    return {"chart": months.chart(told), "rows": rows, "named": sum(month.named for month in told)}


def _unnamed(month: months.Month) -> int:
    is_kept_back = isinstance(month.named, KeptBack) or isinstance(month.total, KeptBack)
    return KeptBack() if is_kept_back else month.total - month.named


def stationed(book: Book, year: int) -> dict[str, int]:
    """How many projects are stationed in each community, by its code."""
    found = book.frame(figures.of(book)["communities.coverage"].rows(book, year))
    return {row["community_code"]: row["projects"] for row in found.iter_rows(named=True)}


def places(by_community: Sequence[Row], stationed: Mapping[str, int]) -> dict[str, Any]:
    """Every community in the order of its code, with its step of the map, and the ten where most was done."""
    known = [row for row in by_community if row["community"] != UNSTATED]
    unstated = [row for row in by_community if row["community"] == UNSTATED]
    steps = scales.steps(row["person_times"] for row in known)
    told = [
        {
            **row,
            "projects": stationed.get(row["community"], 0),
            "step": scales.step_of(row["person_times"], steps),
        }
        for row in known
    ]
    ranked = sorted(told, key=lambda row: (-row["person_times"], row["community"]))
    return {
        "rows": told,
        "all": [*told, *unstated],
        "ranked": ranked[:RANKED],
        "most": ranked[0]["person_times"] if ranked else 0,
        "steps": steps,
        "without": [row for row in told if not row["projects"]],
        "empty": [row for row in told if not row["person_times"]],
        "unstated": unstated[0] if unstated else None,
    }


def domain_codes(book: Book) -> dict[str, str]:
    return dict(book.frame(book.projects.select("domain", "domain_code").distinct()).rows())


def project_groups(book: Book) -> dict[str, list[str]]:
    """Whose numbers a project's are part of, by its number: its domain's and its provider's."""
    found = book.frame(book.projects.select("number", "domain", "provider"))
    return {number: [domain, provider] for number, domain, provider in found.iter_rows()}


def domains(by_domain: Sequence[Row], codes: Mapping[str, str]) -> list[dict[str, Any]]:
    """The domains with projects, each with what it is there for, the one that reached most first."""
    told = [
        {**row, "code": (code := codes.get(row["domain"], "")), "meaning": words.MEANINGS.get(code, "")}
        for row in by_domain
        if row["domain"] != OFFICE
    ]
    return sorted(told, key=lambda row: (-row["person_times"], row["domain"]))


def schools(book: Book, year: int) -> Sequence[Row]:
    rows = book.frame(figures.of(book)["schools.total"].rows(book, year))
    return rows.sort("school_name").to_dicts()


def tours(book: Book, year: int) -> Sequence[Row]:
    """The first day tours in the order of their days (ISO), each with its person-times."""
    taken = rows.on_tours(book, year)
    counted = taken.group_by("session").aggregate(person_times=taken["count"].sum())
    held = rows.tours(book, year).left_join(counted, "session").drop("session_right")
    told = held.mutate(person_times=held.person_times.fill_null(0)).order_by("day", "code", "session").limit(LISTED)
    listed = book.frame(told.select("day", "activity", "person_times"))
    return [{**row, "day": row["day"].isoformat()} for row in listed.iter_rows(named=True)]
