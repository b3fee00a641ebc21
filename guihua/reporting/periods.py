"""The account of a part of a year: the year's own figures over fewer rows, beside the same part of the year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from guihua.reporting import annual, figures, late
from guihua.reporting.book import Book
from guihua.reporting.calc.periods import NAMED, Period
from guihua.reporting.narrowing import TAKEN, Narrowing, narrowed
from guihua.reporting.tables import Tables
from guihua.reporting.words import named, titled

OF_THE_YEAR = ("projects", "funding")
"""The columns of the tables that no part of a year has."""
Row = Mapping[str, Any]


def choices(year: int, today: date, to_date: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a reader may choose from, in groups: code and name of each."""
    halves, quarters = ([Period(*months) for months, code in NAMED.items() if code[0] == kind] for kind in "HQ")
    months = [Period(month, month) for month in MONTHS]
    groups = [(_("半年"), halves), (_("季度"), quarters), (_("月份"), months)]
    if year == today.year and not to_date.is_whole:
        groups.insert(0, (_("到今天"), [to_date]))
    return [(name, [(one.code, named(one)) for one in periods]) for name, periods in groups]


def is_of_a_period(code: str) -> bool:
    """Whether a figure can be counted for less than a year; those of the year's projects, places and schools cannot."""
    return "period" in TAKEN.get(code.partition(".")[0], ())


def account(book: Book, year: int, period: Period) -> dict[str, Any]:
    """The report as files give it away, with what was changed in its months after they were closed."""
    return report(book, year, period) | {"late_changes": late.in_account(book, year, period)}


def report(book: Book, year: int, period: Period) -> dict[str, Any]:
    """Like the year's in JSON; what is of the whole year only stands apart, so that nobody takes it for the period's."""
    part = narrowed(book, Narrowing(period=period.code))
    known = figures.of(book)
    whole = {code: one for code, one in known.items() if not is_of_a_period(code)}
    return {
        "year": year,
        "period": {
            "code": period.code,
            "name": titled(year, period),
            "first": period.begins(year).isoformat(),
            "last": period.ends(year).isoformat(),
        },
        "subdistrict": book.subdistrict_code,
        "generated_at": timezone.localtime(book.written_at).isoformat(timespec="seconds"),
        "sealed": None,
        "figures": {code: _described(one, part, year, period) for code, one in known.items() if code not in whole},
        "of_the_year": {code: annual.described(one, book, year) for code, one in whole.items()},
        "tables": _tables(part, year, period),
    }


def _described(figure: figures.Figure, part: Book, year: int, period: Period) -> dict[str, Any]:
    """`before`: the same period of the year before; null where nothing is known of that year."""
    told = annual.described(figure, part, year)
    before = figure.total(part, year - 1) if year - 1 in part.years else None
    rows = f"{told['rows']}?period={period.code}"
    return told | {"before": str(before) if isinstance(before, Decimal) else before, "rows": rows}


def _tables(part: Book, year: int, period: Period) -> dict[str, list[dict[str, Any]]]:
    tables = Tables(part, year)
    months = tables.by_month()[period.first - 1 : period.last]
    return {
        "by_domain": _of_period(tables.by_domain()),
        "by_community": tables.by_community(),
        "by_provider": _of_period(tables.by_provider()),
        "by_month": months,
        "by_project": _of_period(tables.by_project()),
    }


def _of_period(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in OF_THE_YEAR} for row in rows]
