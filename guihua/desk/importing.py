"""One way in for every kind of file: read, clean, check, then the one verb; all rows or none.

The command does all of it at once (`load`); in the wizard somebody looks at what was found before it is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.commissioning.actions import projects
from guihua.commissioning.importers import projects as commissioning
from guihua.core import audit, sheets
from guihua.core.refusal import refuse_if
from guihua.delivery import importers as delivery
from guihua.delivery.actions import attendances, duty, undoing
from guihua.delivery.models import ImportBatch
from guihua.desk.import_kinds import Kind
from guihua.desk.taking_over import TAKEN_OVER
from guihua.directory import importers as directory
from guihua.directory.actions import places
from guihua.directory.actions.places import Counted
from guihua.directory.models import Community, Organisation, Subdistrict


class BadRows(Exception):
    """Cells are bad, so that nothing was written."""

    def __init__(self, sheet: sheets.Sheet, marks: Sequence[sheets.Mark]) -> None:
        super().__init__(len(marks))
        self.sheet, self.marks = sheet, marks


@dataclass(frozen=True)
class Checked:
    """The rows of a file as they would be recorded, and what is wrong with them."""

    sheet: sheets.Sheet
    cleaned: sheets.Cleaned
    marks: Sequence[sheets.Mark]

    @property
    def is_sound(self) -> bool:
        return not any(mark.kind == "bad" for mark in self.marks)


@dataclass(frozen=True)
class Imported:
    counted: Counted
    doubtful: Sequence[sheets.Mark]
    batch: str  # by which the verbs that take an import back know what it wrote


def _attendance(
    subdistrict: Subdistrict, cleaned: sheets.Cleaned, by: Any, digest: str, batch: str, why: str = ""
) -> Counted:
    # what the file leaves open, nobody changes now
    Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    lines = delivery.attendance_lines(subdistrict, cleaned)
    return attendances.record_many(subdistrict, *lines, by=by, digest=digest, why=why)


def _duty(
    subdistrict: Subdistrict, cleaned: sheets.Cleaned, by: Any, digest: str, batch: str, why: str = ""
) -> Counted:
    return duty.record_many(subdistrict, delivery.duty_lines(cleaned), by=by, digest=digest, why=why)


def _undo_records(_place: Subdistrict, _word: str, batch: int, by: Any, why: str = "") -> undoing.Undone:
    return undoing.undo(ImportBatch.objects.get(pk=batch), by=by, why=why)


KINDS = {
    "communities": Kind(
        pgettext_lazy("several", "社区"),
        gettext_lazy("社区代码和名称"),
        directory.community_columns,
        directory.community_marks,
        directory.community_standing,
        lambda place, cleaned, by, digest, batch, _why: places.record_communities(
            place, directory.community_lines(cleaned), by=by, batch=batch
        ),
        lambda place, word, _batch, by, _why="": places.revert(place, Community, word, by=by),
    ),
    "organisations": Kind(
        pgettext_lazy("several", "机构"),
        gettext_lazy("承接机构、学校、医院和其他单位"),
        directory.organisation_columns,
        directory.organisation_marks,
        directory.organisation_standing,
        lambda place, cleaned, by, digest, batch, _why: places.record_organisations(
            place, directory.organisation_lines(cleaned), by=by, batch=batch
        ),
        lambda place, word, _batch, by, _why="": places.revert(place, Organisation, word, by=by),
    ),
    "projects": Kind(
        pgettext_lazy("several", "项目"),
        gettext_lazy("年度、合同金额和驻点"),
        commissioning.columns,
        commissioning.marks,
        commissioning.standing,
        lambda place, cleaned, by, digest, batch, _why: projects.record_many(
            place, commissioning.lines(cleaned), by=by, batch=batch
        ),
        lambda place, word, _batch, by, _why="": projects.revert(place, word, by=by),
    ),
    "attendance": Kind(
        gettext_lazy("参与记录"),
        gettext_lazy("场次，谁参加了，现场多少人"),
        delivery.attendance_columns,
        delivery.attendance_marks,
        delivery.attendance_standing,
        _attendance,
        _undo_records,
    ),
    "duty": Kind(
        gettext_lazy("值勤"),
        gettext_lazy("应急任务的起止时间；没有值勤可以不导入"),
        delivery.duty_columns,
        delivery.duty_marks,
        delivery.duty_standing,
        _duty,
        _undo_records,
    ),
    **TAKEN_OVER,
}


def check(
    subdistrict: Subdistrict,
    kind: str,
    sheet: sheets.Sheet,
    columns: Sequence[sheets.Column],
    *,
    besides: Callable[[sheets.Cleaned], Sequence[sheets.Mark]] = lambda _cleaned: (),
) -> Checked:
    """Every cell as its value, and all that is wrong with it. `besides` adds marks of the caller's own."""
    cleaned = sheets.clean(sheet, columns)
    marks = {*cleaned.marks, *KINDS[kind].marks(subdistrict, cleaned), *besides(cleaned)}
    return Checked(sheet, cleaned, sorted(marks))


def standing(subdistrict: Subdistrict, kind: str, checked: Checked) -> Mapping[int, sheets.Standing]:
    """How each row that could come in stands to what is on file."""
    bad = {mark.row for mark in checked.marks if mark.kind == "bad"}
    cleaned = checked.cleaned
    sound = replace(cleaned, frame=cleaned.frame.filter(~pl.col(sheets.ROW).is_in(sorted(bad))), marks=[])
    return KINDS[kind].standing(subdistrict, sound)


closed_said = delivery.closed_said


def record(
    subdistrict: Subdistrict, kind: str, checked: Checked, *, by: Any, batch: str, dry_run: bool = False, why: str = ""
) -> Counted:
    """Writes all rows; `batch` is the word by which they are known to be of this file, `why` the reason to change closed
    months. Raises BadRows where one is bad, Refused for what the rules forbid; then nothing is written."""
    refuse_if(audit.why_not_ours())  # under other keys nobody would be found again, and everybody entered twice
    if not checked.is_sound:
        raise BadRows(checked.sheet, checked.marks)
    with transaction.atomic():
        counted = KINDS[kind].record(subdistrict, checked.cleaned, by, checked.sheet.digest, batch, why)
        transaction.set_rollback(dry_run)
    return counted


def load(
    subdistrict: Subdistrict,
    kind: str,
    path: Path,
    *,
    by: Any,
    dry_run: bool = False,
    batch: str = "",
    why: str = "",
    tell: Callable[[str], None] = lambda _sentence: None,
) -> Imported:
    """Imports a file whole. Raises SheetRefused for the file, BadRows for its cells, Refused for what the rules forbid;
    each time nothing is written. `tell` is given a sentence at each step."""
    refuse_if(audit.why_not_ours())
    batch = batch or uuid4().hex
    tell(_("正在读取……"))
    columns = KINDS[kind].columns(subdistrict)
    sheet = sheets.read(path, columns)
    tell(_("正在核对 %(n)d 行……") % {"n": sheet.frame.height})
    checked = check(subdistrict, kind, sheet, columns)
    if checked.is_sound:
        tell(_("正在写入……"))
    counted = record(subdistrict, kind, checked, by=by, batch=batch, dry_run=dry_run, why=why)
    return Imported(counted, checked.marks, batch)
