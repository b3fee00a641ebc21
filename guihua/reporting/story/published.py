"""A year's numbers as anybody may read them: few people are kept back, and so is what would give them away."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from guihua.commissioning.models import CORRECTIONS
from guihua.reporting import figures
from guihua.reporting.book import Book
from guihua.reporting.calc.suppression import Sum, kept_back
from guihua.reporting.story.gathering import Gathered, gather
from guihua.reporting.story.shown import COUNTS_PEOPLE, FEW, KeptBack, is_few

COUNTED = ("person_times", "people_served")
IS_FEW = "few"
OF_CORRECTIONS = "corrections.person_times"
KEYS = {
    "by_domain": "domain",
    "by_community": "community",
    "by_provider": "provider",
    "by_month": "month",
    "by_project": "project",
}
Rows = list[dict[str, Any]]
Cell = tuple[str, str]  # a table, and the key of a row


def for_everybody(book: Book, year: int) -> Gathered:
    """What would be published of the year now."""
    return masked(gather(book, year))


def masked(gathered: Gathered) -> Gathered:
    """What an edition keeps: None stands where a number is not told, IS_FEW where no more is told than that."""
    told = deepcopy(gathered)
    for column in COUNTED:
        _mask_tables(told, column)
    for rows in (told["tours"], told["months_before"] or []):
        _mask(rows, "person_times")
    _mask_named(told)
    for part in ("values", "before"):
        told[part] = told[part] and _masked(told[part], figures.known(told["campaigns"]))
    _mask_corrections(told)
    return told


def opened(told: Gathered) -> Gathered:
    """An edition's numbers, ready to be told: what is None was kept back."""
    told = deepcopy(told)
    tables: list[Rows] = [*told["tables"].values(), told["tours"], told["months_before"] or []]
    for row in (row for rows in tables for row in rows):
        row.update({column: KeptBack() for column in COUNTED if column in row and row[column] is None})
    for part in ("values", "before", "named_by_month"):
        told[part] = told[part] and {key: _opened(one) for key, one in told[part].items()}
    return told


def _opened(value: Any) -> Any:
    return KeptBack(is_few=value == IS_FEW) if value in (None, IS_FEW) else value


def _mask_tables(told: Gathered, column: str) -> None:
    """All five at once: a project's number is part of its domain's and of its provider's, which stand beside it."""
    rows = {(name, row[key]): row for name, key in KEYS.items() for row in told["tables"][name]}
    cells = {cell: row[column] for cell, row in rows.items()}
    whole = [Sum(frozenset(cell for cell in cells if cell[0] == name)) for name in KEYS]
    for cell in kept_back(cells, [*whole, *_of_projects(told)], FEW):
        rows[cell][column] = None


def _mask(rows: Rows, column: str) -> None:
    """Rows that make one sum."""
    cells = {place: row[column] for place, row in enumerate(rows)}
    for place in kept_back(cells, [Sum(frozenset(cells))], FEW):
        rows[place][column] = None


def _of_projects(told: Gathered) -> list[Sum[Cell]]:
    """The projects of each domain and of each provider. What the office holds itself stands as itself everywhere."""
    parts: dict[Cell, set[Cell]] = {}
    for row in told["tables"]["by_project"]:
        project = row["project"]
        domain, provider = told["project_groups"].get(project, [project, project])
        for total in (("by_domain", domain), ("by_provider", provider)):
            parts.setdefault(total, set()).add(("by_project", project))
    return [Sum(frozenset(projects), total) for total, projects in parts.items()]


def _mask_named(told: Gathered) -> None:
    """Named and unnamed make a month's person-times: where the one is few, or the sum is not told, neither is."""
    for row in told["tables"]["by_month"]:
        month, total = row["month"], row["person_times"]
        named = told["named_by_month"].get(month, 0)
        if total is None or is_few(named) or is_few(total - named):
            told["named_by_month"][month] = None


def _masked(values: Mapping[str, Any], known: Mapping[str, figures.Figure]) -> dict[str, Any]:
    def is_kept_back(code: str, value: Any) -> bool:
        return known[code].unit in COUNTS_PEOPLE and is_few(value)

    return {code: IS_FEW if is_kept_back(code, value) else value for code, value in values.items()}


def _mask_corrections(told: Gathered) -> None:
    """One domain's person-times stand in a table and as a figure of their own: both are told, or neither."""
    named = [name for name, code in told["domain_codes"].items() if code == CORRECTIONS]
    for row in told["tables"]["by_domain"]:
        if row["domain"] in named and row["person_times"] is None:
            told["values"][OF_CORRECTIONS] = None
