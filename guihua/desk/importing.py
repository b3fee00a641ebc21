"""One way in for every kind of file: read, clean, check, then the one verb; all rows or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from guihua.commissioning import importers as commissioning
from guihua.commissioning.actions import projects
from guihua.core import sheets
from guihua.delivery import importers as delivery
from guihua.delivery.actions import attendances, duty
from guihua.directory import importers as directory
from guihua.directory.actions import places
from guihua.directory.actions.places import Counted
from guihua.directory.models import Subdistrict


class BadRows(Exception):
    """Cells are bad, so that nothing was written."""

    def __init__(self, sheet: sheets.Sheet, marks: Sequence[sheets.Mark]) -> None:
        super().__init__(len(marks))
        self.sheet, self.marks = sheet, marks


@dataclass(frozen=True)
class Kind:
    columns: Callable[[Subdistrict], list[sheets.Column]]
    marks: Callable[[sheets.Cleaned], Sequence[sheets.Mark]]
    record: Callable[..., Counted]


@dataclass(frozen=True)
class Imported:
    counted: Counted
    doubtful: Sequence[sheets.Mark]


def _attendance(subdistrict: Subdistrict, cleaned: sheets.Cleaned, by: Any, digest: str) -> Counted:
    return attendances.record_many(subdistrict, *delivery.attendance_lines(cleaned), by=by, digest=digest)


def _duty(subdistrict: Subdistrict, cleaned: sheets.Cleaned, by: Any, digest: str) -> Counted:
    return duty.record_many(subdistrict, delivery.duty_lines(cleaned), by=by, digest=digest)


KINDS = {
    "communities": Kind(
        directory.community_columns,
        lambda cleaned: directory.repeated(cleaned, "社区代码"),
        lambda place, cleaned, by, digest: places.record_communities(place, directory.community_lines(cleaned), by=by),
    ),
    "organisations": Kind(
        directory.organisation_columns,
        lambda cleaned: [*directory.organisation_marks(cleaned), *directory.repeated(cleaned, "统一社会信用代码")],
        lambda place, cleaned, by, digest: places.record_organisations(
            place, directory.organisation_lines(cleaned), by=by
        ),
    ),
    "projects": Kind(
        commissioning.columns,
        lambda cleaned: [*commissioning.marks(cleaned), *directory.repeated(cleaned, "项目编号")],
        lambda place, cleaned, by, digest: projects.record_many(place, commissioning.lines(cleaned), by=by),
    ),
    "attendance": Kind(delivery.attendance_columns, delivery.attendance_marks, _attendance),
    "duty": Kind(delivery.duty_columns, delivery.duty_marks, _duty),
}


def load(subdistrict: Subdistrict, kind: str, path: Path, *, by: Any, dry_run: bool = False) -> Imported:
    """Imports a file whole. Raises SheetRefused for the file, BadRows for its cells; in both cases nothing is written."""
    how = KINDS[kind]
    columns = how.columns(subdistrict)
    sheet = sheets.read(path, columns)
    cleaned = sheets.clean(sheet, columns)
    marks = sorted({*cleaned.marks, *how.marks(cleaned)})
    if any(mark.kind == "bad" for mark in marks):
        raise BadRows(sheet, marks)
    digest = sha256(path.read_bytes()).hexdigest()
    with transaction.atomic():
        counted = how.record(subdistrict, cleaned, by, digest)
        transaction.set_rollback(dry_run)
    return Imported(counted, marks)
