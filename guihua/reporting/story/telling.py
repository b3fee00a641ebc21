"""All that the report's page shows, put together."""

from __future__ import annotations

from typing import Any

from guihua.directory.models import Subdistrict
from guihua.reporting import annual, figures, told
from guihua.reporting.addresses import Addresses
from guihua.reporting.book import Book
from guihua.reporting.story import chapters
from guihua.reporting.story.shown import Shown, ordered
from guihua.reporting.tables import Tables


def of(book: Book, year: int, base: str | None = "") -> dict[str, Any]:
    """The context of the report's template, its links beginning with `base` (None: a file that cannot lead anywhere)."""
    account = annual.report(book, year)
    before = annual.report(book, year - 1) if year - 1 in book.years else None
    tables, campaigns = account["tables"], campaigns_of(book, account)
    shown = _shown(book, account, before, campaigns[0] if campaigns else None)
    places = chapters.places(book, year, tables["by_community"])
    told.keep(book, year, {one.figure.code: one.value for one in shown}, tables | {"by_community": places["all"]})
    return {
        "year": year,
        "is_public": True,
        "years": book.years,
        "programme": Subdistrict.objects.get(code=book.subdistrict_code).programme,
        "addresses": Addresses(year, book.generation, base),
        "f": {one.figure.code.replace(".", "_"): one for one in shown},
        "all_figures": shown,
        "has_before": before is not None,
        "campaigns": [_campaign(shown, code, dict(book.campaigns)[code]) for code in campaigns],
        "tables": tables,
        "money": chapters.money(tables["by_domain"]),
        "course": chapters.course(
            tables["by_month"],
            before["tables"]["by_month"] if before else None,
            Tables(book, year).named_by_month(),
        ),
        "places": places,
        "domains": chapters.domains(book, tables["by_domain"]),
        "schools": chapters.schools(book, year),
        "tours": chapters.tours(book, year),
        "providers": tables["by_provider"],
        "providers_count": sum(row["projects"] > 0 for row in tables["by_provider"]),
        "projects": tables["by_project"],
        "written_at": book.written_at,
        "generation": book.generation,
    }


def campaigns_of(book: Book, account: dict[str, Any]) -> list[str]:
    """Codes of the campaigns that were held in the year, the largest first."""
    times = {code: account["figures"][f"campaigns.{code}.person_times"]["value"] for code, _name in book.campaigns}
    held = [code for code in times if account["figures"][f"campaigns.{code}.sessions"]["value"]]
    return sorted(held, key=lambda code: (-times[code], code))


def _shown(book: Book, account: dict[str, Any], before: dict[str, Any] | None, campaign: str | None) -> list[Shown]:
    known = figures.of(book)
    values = {code: one["value"] for code, one in account["figures"].items()}
    old = {code: one["value"] for code, one in before["figures"].items()} if before else {}
    return [Shown(known[code], values[code], old.get(code), n) for n, code in enumerate(ordered(known, campaign), 1)]


def _campaign(shown: list[Shown], code: str, name: str) -> dict[str, Any]:
    by_code = {one.figure.code: one for one in shown}
    return {"name": name} | {
        measure: by_code[f"campaigns.{code}.{measure}"] for measure in ("sessions", "person_times", "projects")
    }
