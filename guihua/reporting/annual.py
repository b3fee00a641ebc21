"""The annual report: every figure with its definition and the way to its rows, and the tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from guihua.reporting import figures, late
from guihua.reporting.book import Book
from guihua.reporting.tables import Tables


def account(book: Book, year: int) -> dict[str, Any]:
    """The report as files give it away, with what was changed in its months after they were closed."""
    return report(book, year) | {"late_changes": late.in_account(book, year)}


def report(book: Book, year: int) -> dict[str, Any]:
    """The report as promised in JSON: counts are integers; money, hours and ratios decimal strings."""
    tables = Tables(book, year)
    return {
        "year": year,
        "subdistrict": book.subdistrict_code,
        "generated_at": timezone.localtime(book.written_at).isoformat(timespec="seconds"),
        "sealed": None,
        "figures": {code: described(figure, book, year) for code, figure in figures.of(book).items()},
        "tables": {
            "by_domain": tables.by_domain(),
            "by_community": tables.by_community(),
            "by_provider": tables.by_provider(),
            "by_month": tables.by_month(),
            "by_project": tables.by_project(),
        },
    }


def described(figure: figures.Figure, book: Book, year: int) -> dict[str, Any]:
    value = figure.total(book, year)
    return {
        "name": str(figure.name),
        "value": str(value) if isinstance(value, Decimal) else value,
        "unit": str(figure.unit.many),
        "definition": str(figure.definition),
        "rows": f"/reports/{year}/figures/{figure.code}/",
    }
