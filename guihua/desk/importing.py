"""One way in for every kind of file: read, clean, check, then the one verb; all rows or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import importers as commissioning
from guihua.commissioning.actions import projects
from guihua.core import audit, sheets
from guihua.core.refusal import refuse_if
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
    marks: Callable[[Subdistrict, sheets.Cleaned], Sequence[sheets.Mark]]
    record: Callable[..., Counted]


@dataclass(frozen=True)
class Imported:
    counted: Counted
    doubtful: Sequence[sheets.Mark]
    batch: str  # by which the verbs that take an import back know what it wrote


def _attendance(subdistrict: Subdistrict, cleaned: sheets.Cleaned, by: Any, digest: str, batch: str) -> Counted:
    return attendances.record_many(subdistrict, *delivery.attendance_lines(cleaned), by=by, digest=digest)


def _duty(subdistrict: Subdistrict, cleaned: sheets.Cleaned, by: Any, digest: str, batch: str) -> Counted:
    return duty.record_many(subdistrict, delivery.duty_lines(cleaned), by=by, digest=digest)


KINDS = {
    "communities": Kind(
        directory.community_columns,
        directory.community_marks,
        lambda place, cleaned, by, digest, batch: places.record_communities(
            place, directory.community_lines(cleaned), by=by, batch=batch
        ),
    ),
    "organisations": Kind(
        directory.organisation_columns,
        directory.organisation_marks,
        lambda place, cleaned, by, digest, batch: places.record_organisations(
            place, directory.organisation_lines(cleaned), by=by, batch=batch
        ),
    ),
    "projects": Kind(
        commissioning.columns,
        commissioning.marks,
        lambda place, cleaned, by, digest, batch: projects.record_many(
            place, commissioning.lines(cleaned), by=by, batch=batch
        ),
    ),
    "attendance": Kind(delivery.attendance_columns, delivery.attendance_marks, _attendance),
    "duty": Kind(delivery.duty_columns, delivery.duty_marks, _duty),
}


def load(
    subdistrict: Subdistrict,
    kind: str,
    path: Path,
    *,
    by: Any,
    dry_run: bool = False,
    batch: str = "",
    tell: Callable[[str], None] = lambda _sentence: None,
) -> Imported:
    """Imports a file whole. Raises SheetRefused for the file, BadRows for its cells, Refused for what the rules forbid;
    each time nothing is written. `tell` is given a sentence at each step."""
    how, batch = KINDS[kind], batch or uuid4().hex
    refuse_if(audit.why_not_ours())  # under other keys nobody would be found again, and everybody entered twice
    tell(_("正在读取……"))
    columns = how.columns(subdistrict)
    sheet = sheets.read(path, columns)
    tell(_("正在核对 %(n)d 行……") % {"n": sheet.frame.height})
    cleaned = sheets.clean(sheet, columns)
    marks = sorted({*cleaned.marks, *how.marks(subdistrict, cleaned)})
    if any(mark.kind == "bad" for mark in marks):
        raise BadRows(sheet, marks)
    tell(_("正在写入……"))
    with transaction.atomic():
        counted = how.record(subdistrict, cleaned, by, sheet.digest, batch)
        transaction.set_rollback(dry_run)
    return Imported(counted, marks, batch)
