"""A year's numbers as anybody may read them: few people are kept back, and so is what would give them away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from guihua.commissioning.models import CORRECTIONS
from guihua.reporting import figures
from guihua.reporting.calc.suppression import kept_back
from guihua.reporting.story.gathering import Gathered
from guihua.reporting.story.shown import COUNTS_PEOPLE, FEW, KeptBack, is_few

COUNTED = ("person_times", "people_served")
OF_CORRECTIONS = "corrections.person_times"
Rows = list[dict[str, Any]]


def masked(gathered: Gathered) -> Gathered:
    """What an edition keeps: None stands where a number is not told."""
    told = deepcopy(gathered)
    for name, rows in told["tables"].items():
        sums = _of_projects(rows, told["project_groups"]) if name == "by_project" else []
        for column in COUNTED:
            _mask(rows, column, [range(len(rows)), *sums])
    for rows in (told["tours"], told["months_before"] or []):
        _mask(rows, "person_times", [range(len(rows))])
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
        told[part] = told[part] and {key: KeptBack() if one is None else one for key, one in told[part].items()}
    return told


def _mask(rows: Rows, column: str, sums: Iterable[Iterable[int]]) -> None:
    """Keeps back what must not be told of a column whose rows, by their places, make the sums."""
    cells = {place: row[column] for place, row in enumerate(rows)}
    for place in kept_back(cells, map(frozenset, sums), FEW):
        rows[place][column] = None


def _of_projects(rows: Rows, groups: Mapping[str, Sequence[str]]) -> list[list[int]]:
    """The projects of each domain and of each provider, whose numbers are told beside theirs."""
    made: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        for group in groups.get(row["project"], [row["project"]]):
            made.setdefault(group, []).append(place)
    return list(made.values())


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

    return {code: None if is_kept_back(code, value) else value for code, value in values.items()}


def _mask_corrections(told: Gathered) -> None:
    """One domain's person-times stand in a table and as a figure of their own: both are told, or neither."""
    named = [name for name, code in told["domain_codes"].items() if code == CORRECTIONS]
    for row in told["tables"]["by_domain"]:
        if row["domain"] in named and row["person_times"] is None:
            told["values"][OF_CORRECTIONS] = None
