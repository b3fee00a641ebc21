"""Which worksheet, and what stands in which column."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from guihua.core import sheets
from guihua.core.refusal import refuse_if
from guihua.core.sheets import SheetRefused
from guihua.core.sheets.headers import DEPTH
from guihua.desk import checks, policy
from guihua.desk.actions import imports as actions
from guihua.desk.import_forms import ColumnsForm, initial_of
from guihua.desk.importing import KINDS
from guihua.desk.views.imports import CHOOSE, LAY_OUT, own, steps_at


@login_required
def worksheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the workbook's worksheets."""
    found = own(request, pk)
    refuse_if(policy.why_not_change(request.user, found))
    draft, refused = actions.draft_of(found), ""
    wanted = request.POST.get("worksheet", "")
    if wanted in [name for name, *_rest in draft.worksheets]:
        try:
            actions.choose_worksheet(found, wanted, by=request.user)
        except SheetRefused as why:
            refused = why.sentence
        else:
            return redirect("desk:import_columns", pk)
    context = {"import": found, "worksheets": draft.worksheets, "chosen": draft.worksheet, "refused": refused}
    context["steps"] = steps_at(CHOOSE)
    return render(request, "desk/imports/worksheet.html", context, status=422 if refused else 200)


@login_required
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column of the file holds."""
    found = own(request, pk)
    refuse_if(policy.why_not_change(request.user, found))
    draft = actions.draft_of(found)
    if draft.header_row < 0:
        return redirect("desk:import_worksheet", pk)
    grid = checks.grid_of(found)
    header_row = _row_asked_for(request, draft.header_row)
    ours = checks.columns_of(found)
    column_of = draft.column_of
    header = sheets.header_at(grid, header_row)
    if header_row != draft.header_row:
        column_of = sheets.placed(header, grid.width, actions.spellings_of(found.subdistrict, found.kind))
    heads = [_head(header, n) for n in range(grid.width)]
    form = ColumnsForm(ours, heads, request.POST or None, initial=initial_of(column_of, draft.constants, ours))
    if request.method == "POST" and form.is_valid():
        try:
            actions.lay_out(
                found, header_row=header_row, column_of=form.column_of, constants=form.constants, by=request.user
            )
        except SheetRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("desk:import_check", pk)
    context = {
        "import": found,
        "form": form,
        "steps": steps_at(LAY_OUT),
        "header_row": header_row,
        "header_rows": range(min(DEPTH, len(grid.top)) + 1),
        "is_workbook": len(draft.worksheets) > 1,
        "worksheet": draft.worksheet,
        "adds_only": KINDS[found.kind].adds_only,
        **_shown(form, grid, ours, column_of, header_row),
    }
    return render(request, "desk/imports/columns.html", context, status=422 if form.errors else 200)


def _row_asked_for(request: HttpRequest, otherwise: int) -> int:
    asked = (request.POST or request.GET).get("header", "")
    return int(asked) if asked.isdigit() and int(asked) <= DEPTH else otherwise


def _head(header: sheets.Header, n: int) -> str:
    """What a column is called; one without a name by its letter."""
    name = header.names[n] if n < len(header.names) else ""
    return name or _("%(letter)s 列（没有列名）") % {"letter": xl_col_to_name(n)}


def _shown(form: Any, grid: sheets.Grid, ours: Any, column_of: Any, header_row: int) -> dict[str, Any]:
    """Each column of the file with what stands in it, and those that it lacks."""
    held = {n: column for column in ours for name, n in column_of.items() if name == column.name}
    theirs = []
    for n in range(grid.width):
        samples = grid.samples(n, header_row)
        hide = (held[n].masked or str) if n in held else _hidden
        theirs.append(
            {"letter": xl_col_to_name(n), "field": form[f"column_{n}"], "samples": [hide(s) for s in samples]}
        )
    placed = set(form.column_of if form.is_bound else column_of)
    lacking = [
        {
            "field": form[f"constant_{n}"],
            "may_be_empty": column.takes_nothing,
            "stays": column.stays,
            "options": column.options,
        }
        for n, column in enumerate(ours)
        if column.name not in placed
    ]
    return {"theirs": [one for one in theirs if one["samples"] or one["field"].value()], "lacking": lacking}


def _hidden(sample: str) -> str:
    """Long numbers are somebody's; who sends the file knows them."""
    digits = sum(letter.isdigit() for letter in sample)
    return sample if digits < 11 else f"{sample[:3]}****{sample[-4:]}"
