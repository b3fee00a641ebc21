"""Every row looked at before it comes in: what is wrong, and what was meant."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core import sheets
from guihua.core.jobs import OPEN, Job, JobState
from guihua.core.jobs.ending import failure_words
from guihua.core.listing.workbooks import WORKBOOK
from guihua.core.refusal import refuse_if
from guihua.desk import checks, policy, previews
from guihua.desk.actions import imports as actions
from guihua.desk.actions import recordings
from guihua.desk.drafts import Draft, Edit
from guihua.desk.models import Import
from guihua.desk.previews import ALL, ASIDE, KNOWN_BY, STATES, TROUBLE, Preview
from guihua.desk.views.imports import CHECK, own, steps_at

LONGEST_SEARCH = 60
FEW = 3  # mistakes that one tap mends everywhere, in the open


@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    found = own(request, pk)
    if not found.is_draft or found.is_being_written:
        return redirect("desk:import", pk)
    draft = actions.draft_of(found)
    if not draft.is_laid_out:
        return redirect("desk:import", pk)
    if not checks.is_fresh(found, draft) and (job := _to_check(found, request.user)):
        return redirect("desk:job", job.pk) if job.state in OPEN else _unchecked(request, found, job)
    preview = _preview(found, draft, request.user)
    shown = _shown(request, found, draft, preview)
    shown["may_be_closed"] = policy.writes_into_closed_months(found)
    if wanted := request.POST.get("wanted", "").strip()[:LONGEST_SEARCH]:
        shown |= _looked_for(preview, wanted)
    return render(request, "desk/imports/check.html", shown)


def _to_check(found: Import, by: Any) -> Job | None:
    """The job in whose hands a file of very many rows is, or the one that came to nothing."""
    if found.rows <= settings.GUIHUA_ROWS_CHECKED_AT_ONCE:
        return None
    if not found.job or found.job.state == JobState.DONE or found.job.name != actions.CHECK:
        found = actions.check_again(found, by=by)
    return found.job


def _unchecked(request: HttpRequest, found: Import, job: Job) -> HttpResponse:
    """The check was cancelled, or failed: nothing can be said of the rows, but the file can still be dealt with."""
    context = {"import": found, "steps": steps_at(CHECK), "failure": failure_words(job)}
    return render(request, "desk/imports/unchecked.html", context)


def _looked_for(preview: Preview, wanted: str) -> dict[str, Any]:
    """Never in the address: what is looked for is somebody's name."""
    count, lines = preview.looked_for(wanted)
    return {"wanted": wanted, "count": count, "lines": lines, "columns": preview.mended_first}


def _preview(found: Import, draft: Draft, by: Any) -> Preview:
    columns = checks.columns_of(found)
    return Preview(checks.sheet_of(found, draft, columns), columns, checks.of(found, draft, by=by), draft)


def _shown(request: HttpRequest, found: Import, draft: Draft, preview: Preview) -> dict[str, Any]:
    counts = preview.counts
    only = _only(request, counts)
    at = request.GET.get("at", "")
    place = int(at) if at.isdigit() else None
    page, lines = preview.page(only, request.GET.get("page"), place)
    again = checks.repeated(preview.sheet, preview.marks, preview.columns)
    return {
        "import": found,
        "steps": steps_at(CHECK),
        "counts": counts,
        "tabs": _tabs(counts),
        "only": only,
        "columns": preview.columns_of(only),
        "failed": _failed(found),
        "wanted": "",
        "titles": KNOWN_BY,
        "page": page,
        "lines": lines,
        "notes": preview.notes,
        "asides": preview.sheet.asides,
        "unsaid": checks.unsaid(preview.sheet, preview.columns),
        "again": again[:FEW],
        "more_again": again[FEW : 10 * FEW],
        "edits": len(draft.edits),
        "is_worksheet": draft.worksheet,
        "query": request.GET,
        **_places(preview, place),
    }


def _tabs(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """What one can look at alone: its word in the address, on screen, and how many rows it has."""
    words = {
        ALL: _("全部"),
        TROUBLE: _("要处理"),
        "new": _("新增"),
        "changed": _("更正"),
        "same": _("已有"),
        "sealed": _("保密"),
        ASIDE: _("不导入"),
    }
    return [(only, word, counts[only]) for only, word in words.items() if counts[only] or only in (ALL, TROUBLE)]


def _failed(found: Import) -> str:
    """Why the last attempt to write it came to nothing, "" where none did."""
    job = found.job
    return failure_words(job) if job and job.name == recordings.WORK and job.state == JobState.FAILED else ""


def _only(request: HttpRequest, counts: dict[str, int]) -> str:
    asked = request.GET.get("only", "")
    if asked in (ALL, TROUBLE, ASIDE, *STATES):
        return asked
    return TROUBLE if counts["trouble"] else ALL


def _places(preview: Preview, place: int | None) -> dict[str, Any]:
    """Which trouble one is at, and the ones beside it."""
    last = len(preview.places) - 1
    now = min(place or 0, last)
    return {
        "places": len(preview.places),
        "now": now + 1,
        "before": now - 1 if now > 0 else None,
        "after": (now if place is None else now + 1) if now < last or place is None else None,
    }


@require_POST
@login_required
def mending(request: HttpRequest, pk: int) -> HttpResponse:
    actions.mend(own(request, pk), _edit(request), by=request.user)
    return _back(request, pk)


def _edit(request: HttpRequest) -> Edit:
    """A cell's new text or, where `old` is given, that of every cell of its column that says so."""
    column, new = request.POST.get("column", ""), request.POST.get("new", "").strip()
    old, row = request.POST.get("old"), request.POST.get("row", "")
    if column and old is not None:
        return Edit(new=new, column=column, old=old)
    if column and row.isdigit():
        return Edit(new=new, column=column, row=int(row))
    raise Http404


@require_POST
@login_required
def omitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that are none, such as remarks under the table, are left out."""
    actions.mend(own(request, pk), Edit(omitted=_rows(request)), by=request.user)
    return _back(request, pk)


@require_POST
@login_required
def filling(request: HttpRequest, pk: int) -> HttpResponse:
    """What rows leave empty since it is as in the row above them (同上) is written out."""
    found = own(request, pk)
    actions.mend(found, checks.as_above(checks.columns_of(found)), by=request.user)
    return _back(request, pk)


@require_POST
@login_required
def keeping(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that look like a sum or a remark are records, and come in."""
    actions.mend(own(request, pk), Edit(kept=_rows(request)), by=request.user)
    return redirect("desk:import_check", pk)


def _rows(request: HttpRequest) -> list[int]:
    rows = [int(row) for row in request.POST.getlist("row") if row.isdigit()]
    if not rows:
        raise Http404
    return rows


@require_POST
@login_required
def confirming(request: HttpRequest, pk: int) -> HttpResponse:
    """Doubtful cells are right: one, or all. That two who look like one are two is said of one cell alone; where all are let
    in at once, nobody looked at each, and the pair waits for the office as any other does."""
    found = own(request, pk)
    draft = actions.draft_of(found)
    row, column = request.POST.get("row", ""), request.POST.get("column", "")
    marks = [mark for mark in checks.of(found, draft, by=request.user).open_marks(draft) if mark.kind == "doubtful"]
    right = [mark for mark in marks if not row or (str(mark.row), mark.column) == (row, column)]
    two = [(mark.row, mark.other) for mark in right if row and mark.other]
    actions.confirm(found, [(mark.row, mark.column) for mark in right], two=two, by=request.user)
    return _back(request, pk)


@require_POST
@login_required
def joining(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever a row names is the person of an earlier row, written another way: they are written as there from now on."""
    found = own(request, pk)
    draft = actions.draft_of(found)
    row = request.POST.get("row", "")
    marks = checks.of(found, draft, by=request.user).open_marks(draft)
    mark = next((mark for mark in marks if mark.other and str(mark.row) == row), None)
    if mark:  # else it was tapped twice
        actions.mend(found, checks.as_one(found, draft, mark.row, mark.other), by=request.user)
    return _back(request, pk)


@require_POST
@login_required
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    actions.take_back(own(request, pk), by=request.user)
    return _back(request, pk)


@require_POST
@login_required
def checking_again(request: HttpRequest, pk: int) -> HttpResponse:
    actions.check_again(own(request, pk), by=request.user)
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """To the rows that one was looking at. Nothing but these three words of the address comes along."""
    kept = {name: request.POST[name] for name in ("only", "page", "at") if request.POST.get(name)}
    return redirect(reverse("desk:import_check", args=[pk], query=kept))


@login_required
def row(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """A whole row at once, as a phone shows it best. Numbers that are somebody's stay hidden until they are written anew."""
    found = own(request, pk)
    refuse_if(policy.why_not_change(request.user, found))
    draft = actions.draft_of(found)
    preview = _preview(found, draft, request.user)
    line = preview.line(row)
    if line is None:
        raise Http404
    if request.method == "POST":
        edits = _changed(request, line)
        if edits:
            actions.mend(found, *edits, by=request.user)
        return redirect("desk:import_check", pk)
    columns = {column.name: column for column in preview.columns}
    cells = [(n, cell, columns[cell.column].options) for n, cell in enumerate(line.cells)]
    return render(request, "desk/imports/row.html", {"import": found, "line": line, "cells": cells})


def _changed(request: HttpRequest, line: previews.Line) -> list[Edit]:
    edits = []
    for n, cell in enumerate(line.cells):
        new = request.POST.get(f"cell_{n}", "").strip()
        is_hidden = cell.shown != cell.text
        if (is_hidden and new) or (not is_hidden and new != cell.text):
            edits.append(Edit(new=new, column=cell.column, row=line.row))
    return edits


@login_required
def marked(request: HttpRequest, pk: int) -> FileResponse:
    """The file again with what is wrong shown where it is wrong."""
    found = own(request, pk)
    refuse_if(policy.why_not_change(request.user, found))
    draft = actions.draft_of(found)
    preview = _preview(found, draft, request.user)
    target = BytesIO()
    sheets.write_marked_into(target, preview.sheet, preview.marks)
    target.seek(0)
    name = _("%(what)s-标错.xlsx") % {"what": found.label}
    return FileResponse(target, as_attachment=True, filename=name, content_type=WORKBOOK)
