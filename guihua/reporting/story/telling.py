"""All that the report's page shows, put together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from guihua.directory.models import Subdistrict
from guihua.reporting import figures, told
from guihua.reporting.addresses import Addresses
from guihua.reporting.book import Book
from guihua.reporting.story import chapters
from guihua.reporting.story.gathering import Gathered, gather
from guihua.reporting.story.shown import Shown, ordered


def of(book: Book, year: int, base: str | None = "") -> dict[str, Any]:
    """The context of the report's template, its links beginning with `base` (None: a file that cannot lead anywhere)."""
    gathered = gather(book, year)
    context = tell(gathered, base) | {"years": book.years}
    shown = {one.figure.code: one.value for one in context["all_figures"]}
    told.keep(book, year, shown, gathered["tables"] | {"by_community": context["places"]["all"]})
    return context


def tell(gathered: Gathered, base: str | None) -> dict[str, Any]:
    """The same from numbers that were gathered, now or when an edition was published."""
    year, tables, names = gathered["year"], gathered["tables"], dict(gathered["campaigns"])
    held = campaigns_held(gathered)
    shown = _shown(gathered, held[0] if held else None)
    return {
        "year": year,
        "is_public": True,
        "programme": Subdistrict.objects.get(code=gathered["subdistrict"]).programme,
        "addresses": Addresses(year, gathered["generation"], base),
        "f": {one.figure.code.replace(".", "_"): one for one in shown},
        "all_figures": shown,
        "has_before": gathered["before"] is not None,
        "campaigns": [_campaign(shown, code, names[code]) for code in held],
        "tables": tables,
        "money": chapters.money(tables["by_domain"]),
        "course": chapters.course(tables["by_month"], gathered["months_before"], gathered["named_by_month"]),
        "places": chapters.places(tables["by_community"], gathered["stationed"]),
        "domains": chapters.domains(tables["by_domain"], gathered["domain_codes"]),
        "schools": gathered["schools"],
        "tours": [{**tour, "day": date.fromisoformat(tour["day"])} for tour in gathered["tours"]],
        "providers": tables["by_provider"],
        "providers_count": sum(row["projects"] > 0 for row in tables["by_provider"]),
        "projects": tables["by_project"],
        "late_count": gathered.get("late", 0),  # editions of earlier releases did not count them
        "written_at": datetime.fromisoformat(gathered["written_at"]),
        "generation": gathered["generation"],
    }


def campaigns_held(gathered: Gathered) -> list[str]:
    """Codes of the campaigns that were held in the year, the largest first."""
    values = gathered["values"]
    times = {code: values[f"campaigns.{code}.person_times"] for code, _name in gathered["campaigns"]}
    held = [code for code in times if values[f"campaigns.{code}.sessions"]]
    return sorted(held, key=lambda code: (-times[code], code))


def _shown(gathered: Gathered, campaign: str | None) -> list[Shown]:
    known = figures.known(gathered["campaigns"])
    values, old = gathered["values"], gathered["before"] or {}
    return [Shown(known[code], values[code], old.get(code), n) for n, code in enumerate(ordered(known, campaign), 1)]


def _campaign(shown: list[Shown], code: str, name: str) -> dict[str, Any]:
    by_code = {one.figure.code: one for one in shown}
    return {"name": name} | {
        measure: by_code[f"campaigns.{code}.{measure}"] for measure in ("sessions", "person_times", "projects")
    }
