"""The year's account, and the rows behind each of its figures."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guihua.core import measures
from guihua.core.listing import as_workbook
from guihua.core.listing.pages import PAGE
from guihua.reporting import annual, figures, webpage, workbook
from guihua.reporting.access import overseen_by
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.models import DirtyMonth

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book_for(request: HttpRequest) -> Book:
    """The newest generation of the account that the user oversees; 404 where there is none."""
    try:
        return open_book(overseen_by(request.user).code)
    except NoFactsYet as none:
        raise Http404 from none


@login_required
def newest(request: HttpRequest) -> HttpResponse:
    years = book_for(request).years
    if not years:
        raise Http404
    return redirect("reporting:report", years[-1])


@login_required
def report(request: HttpRequest, year: int) -> HttpResponse:
    book = book_for(request)
    return render(request, "reporting/report.html", webpage.context_of(book, year))


@login_required
def figure(request: HttpRequest, year: int, code: str) -> HttpResponse:
    book = book_for(request)
    known = figures.of(book)
    if code not in known:
        raise Http404
    one = known[code]
    frame = book.frame(one.rows(book, year)).sort(pl_order(one))
    shown = frame.select(list(one.columns))
    if request.GET.get("export") == "xlsx":
        rows = ([cell_of(one, name, cell) for name, cell in zip(one.columns, row, strict=True)] for row in shown.rows())
        content = as_workbook([str(head) for head in one.columns.values()], rows)
        return HttpResponse(content, WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{code}.xlsx"'})
    page = max(1, min(int(p) if (p := request.GET.get("page", "")).isdigit() else 1, -(-frame.height // PAGE)))
    part = shown.slice((page - 1) * PAGE, PAGE).rows()
    total = frame.get_column(one.of).sum() if one.of else frame.height
    context = {
        "year": year,
        "figure": one,
        "value": one.value(int(total or 0), frame.height),
        "rows": [[cell_of(one, name, cell) for name, cell in zip(one.columns, row, strict=True)] for row in part],
        "count": frame.height,
        "page": page,
        "pages": max(1, -(-frame.height // PAGE)),
        "written_at": book.written_at,
        "is_stale": DirtyMonth.objects.filter(subdistrict__code=book.subdistrict_code).exists(),
    }
    return render(request, "reporting/figure.html", context)


def pl_order(one: figures.Figure) -> list[str]:
    """Rows stand in the order of their own columns, so that pages are stable."""
    return list(one.columns)


def cell_of(one: figures.Figure, name: str, cell: Any) -> Any:
    if name == "amount_fen":
        return measures.yuan(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


@login_required
def download(request: HttpRequest, year: int, extension: str) -> HttpResponse:
    account = annual.report(book_for(request), year)
    if extension == "json":
        return HttpResponse(json.dumps(account, ensure_ascii=False, indent=1), "application/json")
    if extension == "xlsx":
        return HttpResponse(workbook.of(account), WORKBOOK)
    raise Http404
