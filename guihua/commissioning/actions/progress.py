"""How far projects are comes in from whoever holds their records, in the transaction that changed these."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from guihua.commissioning.models import Progress, Project
from guihua.core import bulk

FIELDS = ("value", "last_on")


class Line(NamedTuple):
    """`measure`: of `models.Measure`. A measure that came to nothing in a month has no line."""

    project: int
    month: int
    measure: str
    value: int
    last_on: date | None = None

    @property
    def key(self) -> tuple[int, int, str]:
        return self.project, self.month, self.measure


def report(projects: Collection[int], lines: Iterable[Line]) -> int:
    """All that there is of these projects (keys), so that what is told twice counts once. The caller holds the lock of their
    sub-district. Returns how many rows changed.

    It is counted from records of which each change is on record itself, with the old figure where a month was closed: nobody
    signs for it here.
    """
    wanted = {line.key: line for line in lines}
    rows = [row for some in bulk.portions(projects) for row in Progress.objects.of(some)]
    there = {(row.project_id, row.month, row.measure): row for row in rows}
    changed = [row for key, row in there.items() if key in wanted and _follows(row, wanted[key])]
    gone = [row.pk for key, row in there.items() if key not in wanted]
    for pks in bulk.portions(gone):
        Progress.objects.filter(pk__in=pks).delete()
    Progress.objects.bulk_update(changed, FIELDS, batch_size=bulk.MOST_PARAMETERS)
    new = [line for key, line in wanted.items() if key not in there]
    _create(new)
    return len(changed) + len(gone) + len(new)


def _follows(row: Progress, line: Line) -> bool:
    """Whether the row changes by saying what the line says."""
    said = (row.value, row.last_on)
    row.value, row.last_on = line.value, line.last_on
    return said != (line.value, line.last_on)


def _create(lines: Collection[Line]) -> None:
    places: dict[int, int] = {}
    for some in bulk.portions({line.project for line in lines}):
        places |= dict(Project.objects.filter(pk__in=some).values_list("pk", "subdistrict"))
    Progress.objects.bulk_create(
        [
            Progress(
                subdistrict_id=places[line.project],
                project_id=line.project,
                month=line.month,
                measure=line.measure,
                value=line.value,
                last_on=line.last_on,
            )
            for line in lines
        ],
        batch_size=bulk.MOST_PARAMETERS,
    )
