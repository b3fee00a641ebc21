"""What somebody says of a file's rows before they come in: cells mended, rows left out, doubts settled."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core import sheets
from guihua.core.listing.workbooks import WORKBOOK
from guihua.core.refusal import refuse_if
from guihua.desk import checks, policy, previews
from guihua.desk.actions import imports as actions
from guihua.desk.drafts import Edit
from guihua.desk.views.import_checks import preview_of
from guihua.desk.views.imports import own


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
    preview = preview_of(found, draft, request.user)
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
    preview = preview_of(found, draft, request.user)
    target = BytesIO()
    sheets.write_marked_into(target, preview.sheet, preview.marks)
    target.seek(0)
    name = _("%(what)s-标错.xlsx") % {"what": found.label}
    return FileResponse(target, as_attachment=True, filename=name, content_type=WORKBOOK)
