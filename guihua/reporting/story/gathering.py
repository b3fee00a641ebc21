"""All numbers that the report's page shows, taken from one generation: plain values that can be kept as JSON."""

from __future__ import annotations

from typing import Any

from guihua.reporting import annual, late
from guihua.reporting.book import Book
from guihua.reporting.story import chapters
from guihua.reporting.tables import Tables

Gathered = dict[str, Any]


def gather(book: Book, year: int) -> Gathered:
    account = annual.report(book, year)
    before = annual.report(book, year - 1) if year - 1 in book.years else None
    return {
        "year": year,
        "subdistrict": book.subdistrict_code,
        "generation": book.generation,
        "written_at": book.written_at.isoformat(),
        "values": _values(account),
        "before": _values(before) if before else None,
        "months_before": before["tables"]["by_month"] if before else None,
        "tables": account["tables"],
        "campaigns": [list(campaign) for campaign in book.campaigns],
        "named_by_month": Tables(book, year).named_by_month(),
        **book.recall(("chapters", year), lambda: _chapters(book, year)),
        "late": late.changes(book, year).count(),
    }


def _chapters(book: Book, year: int) -> Gathered:
    return {
        "stationed": chapters.stationed(book, year),
        "domain_codes": chapters.domain_codes(book),
        "project_groups": chapters.project_groups(book),
        "schools": chapters.schools(book, year),
        "tours": chapters.tours(book, year),
    }


def _values(account: dict[str, Any]) -> dict[str, Any]:
    return {code: one["value"] for code, one in account["figures"].items()}
