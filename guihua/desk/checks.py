"""What is wrong with the rows of a file that is not recorded yet, kept sealed beside it so that a page is quick to show.

It is asked for anew after each change, and once more when the rows are recorded: the register may have moved on since.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import polars as pl
from django.utils.translation import get_language

from guihua.core import sheets, uploads
from guihua.core.sheets import Mark, Standing
from guihua.core.sheets.standing import Month, State
from guihua.desk import importing, policy
from guihua.desk.drafts import Draft, Edit, edited, leaves_empty
from guihua.desk.models import Import

PARTS = 3  # of a check: cells and rows, how they stand to what is on file, and keeping it


@dataclass(frozen=True)
class Found:
    """`states` is how the rows that could come in stand to what is on file, `old` what is on file where they differ,
    `months` which rows would change which month. `said` is what one has to know of a row's cells now, and is not kept."""

    height: int
    marks: Sequence[Mark]
    states: dict[int, State]
    old: dict[int, dict[str, str]]
    language: str
    draft: str  # the mark of what it was found in
    months: Sequence[tuple[int | None, int, list[int]]] = ()  # project, month, rows
    said: dict[int, dict[str, str]] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(replace(self, said={})), ensure_ascii=False).encode()

    @classmethod
    def of_bytes(cls, content: bytes) -> Found:
        said: dict[str, Any] = json.loads(content)
        by_row = {name: {int(row): one for row, one in said[name].items()} for name in ("states", "old")}
        return cls(**said | by_row | {"marks": [Mark(*mark) for mark in said["marks"]]})

    def open_marks(self, draft: Draft) -> list[Mark]:
        """Those that still wait for somebody: what is bad, and what is doubtful and not confirmed."""
        right = set(draft.confirmed)
        return [mark for mark in self.marks if mark.kind == "bad" or (mark.row, mark.column) not in right]


def columns_of(found: Import) -> list[sheets.Column]:
    return policy.columns_for(found.by, found.subdistrict, found.kind)


def grid_of(found: Import) -> sheets.Grid:
    return sheets.Grid.of_bytes(uploads.read(f"{found.file}.rows", key=found.key))


def sheet_of(found: Import, draft: Draft, columns: Sequence[sheets.Column]) -> sheets.Sheet:
    """The rows as they would be recorded. Raises SheetRefused where there are none."""
    whole = sheets.laid_out(
        grid_of(found),
        columns,
        draft.column_of,
        below=draft.header_row,
        constants=draft.constants,
        digest=found.digest,
        kept=draft.kept,
    )
    return edited(whole, draft.edits)


def checked(found: Import, draft: Draft, *, by: Any) -> importing.Checked:
    columns = columns_of(found)
    besides = policy.marks_for(by, found.subdistrict, found.kind)
    return importing.check(found.subdistrict, found.kind, sheet_of(found, draft, columns), columns, besides=besides)


def renew(found: Import, draft: Draft, *, by: Any, at: Callable[[int], None] = lambda _part: None) -> Found:
    """Checks every row again and keeps what was found. `at` is told each of the `PARTS` before it begins, from 0."""
    at(0)
    whole = checked(found, draft, by=by)
    at(1)
    stands = importing.standing(found.subdistrict, found.kind, whole)
    kept = Found(
        whole.sheet.frame.height,
        whole.marks,
        {row: one.state for row, one in stands.items()},
        {row: dict(one.old) for row, one in stands.items() if one.old},
        get_language() or "",
        draft.mark,
        [(*month, rows) for month, rows in _by_month(stands).items()],
    )
    at(2)
    uploads.write(f"{found.file}.found", kept.as_bytes(), key=found.key)
    return kept


def _by_month(stands: Mapping[int, Standing]) -> dict[Month, list[int]]:
    found: dict[Month, list[int]] = {}
    for row, one in stands.items():
        for month in one.months:
            found.setdefault(month, []).append(row)
    return found


def is_fresh(found: Import, draft: Draft) -> bool:
    """Whether what is kept was found in the draft as it stands, in the reader's language."""
    return _kept(found, draft) is not None


def of(found: Import, draft: Draft, *, by: Any) -> Found:
    """What was found in the draft as it stands, in the reader's language; and which rows it meets in months that are
    closed now, since a month may close, or open again, after the check."""
    kept = _kept(found, draft) or renew(found, draft, by=by)
    rows_of = {(project, month): rows for project, month, rows in kept.months}
    return replace(kept, said=importing.closed_said(found.subdistrict, rows_of))


def _kept(found: Import, draft: Draft) -> Found | None:
    try:
        kept = Found.of_bytes(uploads.read(f"{found.file}.found", key=found.key))
    except FileNotFoundError:
        return None
    return kept if (kept.language, kept.draft) == (get_language() or "", draft.mark) else None


@dataclass(frozen=True)
class Repeated:
    """A text that is bad in many cells of one column, and what may be meant by it."""

    column: str
    text: str
    cells: int
    meant: str


def repeated(sheet: sheets.Sheet, marks: Sequence[Mark], columns: Sequence[sheets.Column]) -> list[Repeated]:
    """The mistakes that one change mends everywhere, the most frequent first."""
    bad: dict[str, set[int]] = {}
    for mark in marks:
        if mark.kind == "bad":
            bad.setdefault(mark.column, set()).add(mark.row)
    found = []
    for column in columns:
        rows = bad.get(column.name, set())
        texts = sheet.frame.filter(sheet.frame[sheets.ROW].is_in(sorted(rows))).get_column(column.name)
        for text, cells in Counter(texts.to_list()).items():
            meant = sheets.meant(text, column.options)
            if text and (cells > 1 or meant):
                found.append(Repeated(column.name, text, cells, meant))
    return sorted(found, key=lambda one: (-one.cells, not one.meant, one.text))


def as_above(columns: Sequence[sheets.Column]) -> Edit:
    """The change by which rows say what they leave empty since it is as in the row above them."""
    shared = [column for column in columns if column.is_shared]
    needed, along = ([one.name for one in shared if one.takes_nothing is empty] for empty in (False, True))
    return Edit(as_above=needed, along=along)


def as_one(found: Import, draft: Draft, row: int, other: int) -> Edit:
    """The change by which whoever is written in `row` is written everywhere as in the row `other`, which says it first.
    What only the later one says of them stays. Raises StopIteration where the file has not both rows."""
    columns = [column for column in columns_of(found) if column.tells_who]
    sheet = sheet_of(found, draft, columns_of(found))
    names = [column.name for column in columns]
    values = sheets.clean(sheet, columns).frame.select(sheets.ROW, *names)
    later, first = (next(values.filter(pl.col(sheets.ROW) == n).iter_rows(named=True)) for n in (row, other))
    written = next(sheet.frame.filter(pl.col(sheets.ROW) == other).iter_rows(named=True))
    same = values.filter(pl.all_horizontal(pl.col(name).eq_missing(pl.lit(later[name])) for name in names))
    said = {name: written[name] for name in names if first[name] and first[name] != later[name]}
    return Edit(rows=same.get_column(sheets.ROW).to_list(), said=said)


def unsaid(sheet: sheets.Sheet, columns: Sequence[sheets.Column]) -> int:
    """How many rows leave empty what the row above them says."""
    names = [name for name in as_above(columns).as_above if name in sheet.columns_in_file]
    return sheet.frame.slice(1).filter(leaves_empty(names)).height if len(names) > 1 else 0
