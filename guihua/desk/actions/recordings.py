"""The rows of a file come in: at once where they are few, else in the background; and go again within the days for that."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import jobs, lifecycle, sheets
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.core.sheets.headers import key_of
from guihua.desk import checks, importing, policy
from guihua.desk.actions import imports, resemblances
from guihua.desk.drafts import Draft
from guihua.desk.models import Import, ImportState, KnownHeader
from guihua.directory.actions.places import Counted

LONGEST_HEADER = 40
WORK = "imports.write"
AT_ONCE = 1_000  # rows: so many are in before a page is; more are written in the background


def record(found: Import, *, by: Any, why: str = "") -> Import:
    """All rows come in, or none: now, or by a worker where they are many. Raises BadRows where the register has moved
    on so that a cell is bad now. Rows of closed months come in with a reason alone."""
    return _record_now(found, by, why) if found.rows <= AT_ONCE else _ask(found, by, why)


@transaction.atomic
def _record_now(found: Import, by: Any, why: str) -> Import:
    found, draft = imports.locked(found, by)
    write(found, draft, _ready(found, draft, by), by=by, why=why)
    return found


@transaction.atomic
def _ask(found: Import, by: Any, why: str) -> Import:
    """Once asked for, the draft cannot be changed until the job has ended."""
    found, draft = imports.locked(found, by)
    refuse_if(_why_not_yet(draft, checks.of(found, draft, by=by).marks))
    asked = {"import": found.pk} | ({"why": why} if why else {})
    found.job = jobs.ask(WORK, asked, by=by, subdistrict=found.subdistrict, key=f"import {found.pk}")
    found.save(update_fields=["job"])
    return found


def write_for(running: jobs.Running) -> None:
    """What a worker does of it. Rows, state and the job's end are one transaction."""
    found = Import.objects.select_related("subdistrict").get(pk=running.payload["import"])
    by = running.by
    refuse_if(policy.why_not_write(by, found))
    draft = imports.draft_of(found)
    running.tell("checking")
    whole = _ready(found, draft, by)
    if not whole.is_sound:
        checks.renew(found, draft, by=by)
        raise Refused(Refusal("bad-rows", _("名录有变动，又有几处要改，一行都没有写入。改好后再导入。")))
    running.stop_if_wished()
    running.tell("writing")
    with running.finishing() as outcome:
        found = Import.objects.select_for_update(of=("self",)).select_related("subdistrict").get(pk=found.pk)
        refuse_if(policy.why_not_write(by, found))
        outcome |= write(found, draft, whole, by=by, why=running.payload.get("why", "")).counts


def _ready(found: Import, draft: Draft, by: Any) -> importing.Checked:
    whole = checks.checked(found, draft, by=by)
    refuse_if(_why_not_yet(draft, whole.marks))
    if whole.sheet.frame.is_empty():
        refuse_if(Refusal("empty", _("没有可导入的行。")))
    return whole


def write(found: Import, draft: Draft, whole: importing.Checked, *, by: Any, why: str = "") -> Counted:
    """In the caller's transaction, which has locked the import: the rows, what came of them, and what the office calls
    its columns."""
    newest = resemblances.newest(found.subdistrict)
    counted = importing.record(found.subdistrict, found.kind, whole, by=by, batch=found.file, why=why)
    for name, count in counted.counts.items():
        setattr(found, name, count)
    found.rows, found.batch_id, found.recorded_at = whole.sheet.frame.height, counted.batch, timezone.now()
    found.save(update_fields=[*counted.counts, "rows", "batch", "recorded_at"])
    lifecycle.move(found, ImportState.DONE, by=by)
    _learn(found, draft)
    resemblances.tell_two(found.subdistrict, draft, whole, by=by, newer_than=newest)
    resemblances.ask(found.subdistrict, newer_than=newest)
    return counted


def _why_not_yet(draft: Draft, marks: Any) -> Refusal | None:
    if not draft.is_laid_out:
        return Refusal("not-laid-out", _("请先对应好文件里的列，再核对。"))
    right = set(draft.confirmed)
    if any(mark.kind == "doubtful" and (mark.row, mark.column) not in right for mark in marks):
        return Refusal("unconfirmed", _("还有请确认的地方没有看过。"))
    return None


@transaction.atomic
def undo(found: Import, *, by: Any, why: str = "") -> Import:
    """What the file brought goes, what it changed says again what it said before. Refused, naming them, where later
    records stand on it, and where that changes closed months without a reason."""
    found = Import.objects.select_for_update(of=("self",)).select_related("subdistrict").get(pk=found.pk)
    refuse_if(policy.why_not_undo(by, found))
    importing.KINDS[found.kind].undo(found.subdistrict, found.file, found.batch_id, by, why)
    found.undone_at = timezone.now()
    found.save(update_fields=["undone_at"])
    lifecycle.move(found, ImportState.UNDONE, by=by)
    return found


def _learn(found: Import, draft: Draft) -> None:
    """Remembers what the office calls its columns."""
    header = sheets.header_at(checks.grid_of(found), draft.header_row)
    for column, n in draft.column_of.items():
        spelling = key_of(header.names[n]) if n < len(header.names) else ""
        if (
            spelling
            and spelling != key_of(column)
            and len(spelling) <= LONGEST_HEADER
            and not _is_of_somebody(spelling)
        ):
            KnownHeader.objects.update_or_create(
                subdistrict=found.subdistrict, kind=found.kind, spelling=spelling, defaults={"column": column}
            )


def _is_of_somebody(spelling: str) -> bool:
    """A long number in the header's place: a row was taken for it."""
    return sum(letter.isdigit() for letter in spelling) > 4
