"""The annual report as one HTML file that opens anywhere: its styles lie inside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from guihua.core.ui.context import chosen_in
from guihua.core.ui.sheets import CSS
from guihua.reporting import annual, figures
from guihua.reporting.book import Book


def context_of(book: Book, year: int) -> dict[str, Any]:
    """What the report's template shows."""
    account = annual.report(book, year)
    domains = [row for row in account["tables"]["by_domain"] if row["projects"]]
    return {
        "year": year,
        "account": account,
        "f": {code.replace(".", "_"): figure for code, figure in account["figures"].items()},
        "domains": sorted(domains, key=lambda row: -float(row["funding"])),
        "most": max((float(row["funding"]) for row in domains), default=0),
        "communities": book.frame(figures.of(book)["communities.coverage"].rows(book, year)).to_dicts(),
        "written_at": book.written_at,
    }


def of(book: Book, year: int) -> bytes:
    styles = "\n".join(_stylesheet(name) for name in CSS)
    context = {**context_of(book, year), "chosen": chosen_in({}), "inline_styles": styles}
    return render_to_string("reporting/report.html", context).encode()


def _stylesheet(name: str) -> str:
    found = finders.find(f"css/{name}.css")
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")
