"""A file comes in: uploaded, laid out, mended, recorded or given up, perhaps undone, and removed in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guihua.core import audit, jobs, lifecycle, secrecy, sheets, uploads
from guihua.core.refusal import Refusal, refuse_if
from guihua.desk import checks, importing, policy
from guihua.desk.drafts import MOST_EDITS, Draft, Edit
from guihua.desk.models import DAYS_TO_UNDO, Import, ImportState, KnownHeader
from guihua.directory.models import Subdistrict

CHECK = "imports.check"
LONGEST_NAME = 120  # characters of a file's name


def begin(subdistrict: Subdistrict, kind: str, file: uploads.Arriving | str, *, by: Any) -> Import:
    """Keeps a file, or rows that were pasted, sealed. Raises SheetRefused where it is no table.

    It is read before the transaction begins, which others wait for.
    """
    refuse_if(policy.why_not_import(by, subdistrict, kind))
    content = file.encode() if isinstance(file, str) else file.read()
    worksheets = sheets.worksheets(content, list(spellings_of(subdistrict, kind)))
    name, wrapped, key = _kept(file, content)
    found = Import(subdistrict=subdistrict, kind=kind, by=by, file=name, data_key=wrapped)
    found.digest = sha256(content).hexdigest()
    label = _("粘贴的内容") if isinstance(file, str) else (file.name or "")[-LONGEST_NAME:]
    found.name = secrecy.sealed(label, key=key, place="desk_import.name")
    draft = Draft(worksheets=[(one.name, one.rows, one.known) for one in worksheets])
    try:
        if (only := _meant(worksheets)) is not None:
            draft = _opened(found, draft, only, content)
    except (sheets.SheetRefused, uploads.NoRoom):
        uploads.remove(name)
        raise
    with transaction.atomic():
        _save(found, draft)
        audit.record("import.uploaded", found, by=by, kind=kind, size=len(content), digest=found.digest)
    return found


def spellings_of(subdistrict: Subdistrict, kind: str) -> dict[str, str]:
    """By what a column may be called, which column it is; the office's own words last, so that they win."""
    columns = importing.KINDS[kind].columns(subdistrict)
    spelt = {also: column.name for column in columns for also in column.also}
    learnt = KnownHeader.objects.filter(subdistrict=subdistrict, kind=kind)
    spelt |= dict(learnt.values_list("spelling", "column"))
    return spelt | {column.name: column.name for column in columns}


def _kept(file: uploads.Arriving | str, content: bytes) -> tuple[str, bytes, bytes]:
    if not isinstance(file, str):
        return uploads.keep(file), file.wrapped_key, file.key
    wrapped, key = secrecy.new_wrapped_key()
    name = uploads.new_name()
    uploads.write(name, content, key=key)
    return name, wrapped, key


def _meant(worksheets: Sequence[sheets.Worksheet]) -> str | None:
    """The worksheet that must be meant; "" where the file has none to choose from, None where somebody has to say."""
    if not worksheets:
        return ""
    best, *others = sorted(worksheets, key=lambda one: -one.known)
    return best.name if all(best.known > 2 * other.known for other in others) else None


def choose_worksheet(found: Import, worksheet: str, *, by: Any) -> Import:
    """This worksheet is the one. What was said of another one is forgotten."""
    refuse_if(policy.why_not_change(by, found))
    content = uploads.read(found.file, key=found.key)
    opened = _opened(found, draft_of(found), worksheet, content)
    return _change(found, lambda _draft: opened, by)


def _opened(found: Import, draft: Draft, worksheet: str, content: bytes) -> Draft:
    """Reads the rows, and lays them out as far as the names of the columns tell."""
    spellings = spellings_of(found.subdistrict, found.kind)
    grid = sheets.grid(content, list(spellings), worksheet)
    uploads.write(f"{found.file}.rows", grid.as_bytes(), key=found.key)
    header = sheets.header_of(grid, spellings)
    return Draft(worksheet, header.row, sheets.placed(header, grid.width, spellings), worksheets=draft.worksheets)


def lay_out(
    found: Import, *, header_row: int, column_of: Mapping[str, int], constants: Mapping[str, str], by: Any
) -> Import:
    """What stands in which column, as somebody says. Raises SheetRefused where no row is left below the header."""
    said: dict[str, Any] = {
        "header_row": header_row,
        "column_of": dict(column_of),
        "constants": dict(constants),
        "is_laid_out": True,
    }
    checks.sheet_of(found, replace(draft_of(found), **said), checks.columns_of(found))
    return check_again(_change(found, lambda draft: replace(draft, **said), by), by=by)


def mend(found: Import, *edits: Edit, by: Any) -> Import:
    """Changes cells, or leaves rows out. The file stays as it was sent."""

    def mended(draft: Draft) -> Draft:
        if len(draft.edits) + len(edits) > MOST_EDITS:
            refuse_if(Refusal("too-many", _("改动太多了。请下载标错表格，改好后再传。")))
        return draft.with_edits(*edits)

    return check_again(_change(found, mended, by), by=by)


def take_back(found: Import, *, by: Any) -> Import:
    """The last change was none."""
    return check_again(_change(found, Draft.without_last, by), by=by)


def confirm(found: Import, cells: Sequence[tuple[int, str]], *, by: Any, two: Sequence[tuple[int, int]] = ()) -> Import:
    """These doubtful cells are right; and of these pairs of rows somebody said that they name two people."""
    return _change(found, lambda draft: draft.confirming(cells, two), by)


def check_again(found: Import, *, by: Any) -> Import:
    """Every row, outside of any transaction: at once, or by a worker where they are many. The register may know more by now:
    a campaign that was added, a project that came in."""
    refuse_if(policy.why_not_change(by, found))
    draft = draft_of(found)
    found.rows = checks.sheet_of(found, draft, checks.columns_of(found)).frame.height
    if found.rows > settings.GUIHUA_ROWS_CHECKED_AT_ONCE:
        return _ask_to_check(found, by)
    checks.renew(found, draft, by=by)
    Import.objects.filter(pk=found.pk).update(rows=found.rows)
    return found


@transaction.atomic
def _ask_to_check(found: Import, by: Any) -> Import:
    """Until the job has ended nothing more is said of the file."""
    rows, (found, _draft) = found.rows, locked(found, by)
    payload = {"import": found.pk, "language": get_language() or ""}
    found.rows = rows
    found.job = jobs.ask(CHECK, payload, by=by, subdistrict=found.subdistrict, key=f"import {found.pk}")
    found.save(update_fields=["rows", "job"])
    return found


def check_for(running: jobs.Running) -> None:
    """What a worker does of it. What is found is kept beside the file; there is nothing to take back where it stops."""
    found = Import.objects.select_related("subdistrict").get(pk=running.payload["import"])
    refuse_if(policy.why_not_write(running.by, found))

    def at(part: int) -> None:
        running.stop_if_wished()
        running.tell("checking", part, checks.PARTS)

    with translation.override(running.payload["language"]):
        kept = checks.renew(found, draft_of(found), by=running.by, at=at)
    with running.finishing() as outcome:
        outcome["rows"] = kept.height


@transaction.atomic
def _change(found: Import, said: Callable[[Draft], Draft], by: Any) -> Import:
    """Something more is said of the file."""
    found, draft = locked(found, by)
    _save(found, said(draft))
    return found


@transaction.atomic
def discard(found: Import, *, by: Any) -> Import:
    """Nothing of it comes in; the file is gone for good."""
    found = Import.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if by is not audit.SYSTEM:
        refuse_if(policy.why_not_change(by, found))
    lifecycle.move(found, ImportState.DISCARDED, by=by)
    _forget(found)
    return found


def forget_old() -> int:
    """Drafts that nobody touched, and files that can no longer be undone, are gone; returns how many."""
    before = timezone.now() - timedelta(days=DAYS_TO_UNDO)
    drafts = Import.objects.filter(state=ImportState.DRAFT, saved_at__lt=before)
    for found in drafts:
        discard(found, by=audit.SYSTEM)
    recorded = Import.objects.filter(recorded_at__lt=before).exclude(data_key=b"")
    for found in recorded:
        with transaction.atomic():
            _forget(found)
            audit.record("import.file_removed", found, by=audit.SYSTEM)
    return len(drafts) + len(recorded)


def _forget(found: Import) -> None:
    """Destroys the key, and with it what any backup holds; the file goes once that is certain."""
    found.data_key, found.name, found.draft = b"", b"", b""
    found.save(update_fields=["data_key", "name", "draft"])
    names = [found.file, f"{found.file}.rows", f"{found.file}.found"]
    transaction.on_commit(lambda: uploads.remove(*names))


def draft_of(found: Import) -> Draft:
    return Draft.of_text(secrecy.opened(found.draft, key=found.key, place="desk_import.draft"))


def locked(found: Import, by: Any) -> tuple[Import, Draft]:
    """The import under its lock, with what was said of it. Refused where its draft is not the user's to change now."""
    found = Import.objects.select_for_update(of=("self",)).select_related("subdistrict").get(pk=found.pk)
    refuse_if(policy.why_not_change(by, found))
    return found, draft_of(found)


def _save(found: Import, draft: Draft) -> None:
    found.draft = secrecy.sealed(draft.as_text(), key=found.key, place="desk_import.draft")
    found.saved_at = timezone.now()
    found.save()
