"""All that the page of a part of a year shows."""

from __future__ import annotations

from typing import Any

from guihua.core import clock
from guihua.directory.models import Subdistrict
from guihua.reporting import figures, periods
from guihua.reporting.addresses import Addresses
from guihua.reporting.book import Book
from guihua.reporting.calc.periods import Period, until
from guihua.reporting.story.shown import Shown

MAIN = [
    "attendance.person_times",
    "attendance.people_served",
    "attendance.sessions",
    "attendance.service_hours",
]
"""The figures above the others, in this order."""


def of_period(book: Book, year: int, period: Period, base: str | None = "") -> dict[str, Any]:
    """The context of the page's template, its links beginning with `base` (None: a file that cannot lead anywhere)."""
    account, known = periods.report(book, year, period), figures.of(book)
    codes = [*MAIN, *(code for code in account["figures"] if code not in MAIN)]
    told = [account["figures"][code] for code in codes]
    counted = [
        Shown(known[c], one["value"], one["before"], n) for n, (c, one) in enumerate(zip(codes, told, strict=True), 1)
    ]
    whole = account["of_the_year"].items()
    return {
        "year": year,
        "years": book.years,
        "period": period,
        "name": account["period"]["name"],
        "begins": period.begins(year),
        "ends": period.ends(year),
        "is_running": period.ends(year) > clock.today(),
        "has_before": year - 1 in book.years,
        "is_public": True,
        "programme": Subdistrict.objects.get(code=book.subdistrict_code).programme,
        "addresses": Addresses(year, book.generation, base, within={"period": period.code}),
        "addresses_of_the_year": Addresses(year, book.generation, base),
        "main": counted[: len(MAIN)],
        "all_figures": counted,
        "of_the_year": [Shown(known[c], one["value"], None, n) for n, (c, one) in enumerate(whole, len(counted) + 1)],
        "tables": account["tables"],
        "choices": periods.choices(year, clock.today(), until(clock.today())),
        "written_at": book.written_at,
        "generation": book.generation,
    }
