"""The year's account, and the rows behind each of its figures."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from guihua.core import listing
from guihua.reporting import annual, figures, lists, story, told, workbook
from guihua.reporting.access import overseen_by
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.models import DirtyMonth
from guihua.reporting.narrowing import Narrowing, described, narrowed
from guihua.reporting.opened import Opened

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book_for(request: HttpRequest) -> Book:
    """The account that the user oversees: the generation that the address names (`at`) while it is kept, else the
    newest; 404 where there is none."""
    try:
        return open_book(overseen_by(request.user).code, request.GET.get("at", ""))
    except NoFactsYet as none:
        raise Http404 from none


@login_required
def newest(request: HttpRequest) -> HttpResponse:
    """The newest year's report; where there is no year yet the first page, which says what comes first."""
    subdistrict = overseen_by(request.user)
    try:
        years = open_book(subdistrict.code).years
    except NoFactsYet:
        years = []
    return redirect("reporting:report", years[-1]) if years else redirect("/")


@login_required
def report(request: HttpRequest, year: int) -> HttpResponse:
    book = book_for(request)
    if not book.knows(year):
        return render(request, "reporting/no_year.html", {"year": year, "years": book.years}, status=404)
    told = story.of(book, year)
    is_stale = DirtyMonth.objects.of(book.subdistrict_code).exists()
    return render(request, "reporting/report.html", {**told, "on_site": True, "is_stale": is_stale})


@login_required
def figure(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    to = Narrowing.of(request.GET, code)
    book = narrowed(book_for(request), to)
    known = figures.of(book)
    if code not in known or not book.knows(year):
        raise Http404
    opened = Opened(known[code], book, year)
    if request.GET.get("export") == "xlsx":
        return _exported(opened)
    page, one = opened.number(request.GET.get("page", "")), opened.figure
    context = {
        "year": year,
        "figure": one,
        "value": opened.value,
        "rows": [lists.cells(one, row) for row in opened.page(page)],
        "columns": lists.heads(one),
        "conditions": described(book, to),
        "count": opened.count,
        "page": page,
        "pages": opened.pages,
        **_age(opened, to, request.GET.get("at", "")),
    }
    return render(request, "reporting/figure.html", context)


def _exported(opened: Opened) -> FileResponse:
    """All rows of a figure, with the columns that its page shows."""
    rows = ([cell.value for cell in lists.cells(opened.figure, row)] for row in opened.all())
    heads = [str(head) for head in opened.figure.columns.values()]
    return listing.download(f"{opened.figure.name}-{opened.year}", heads, rows)


def _age(opened: Opened, to: Narrowing, asked: str) -> dict[str, Any]:
    """How old the numbers are: records may wait to be counted, a newer generation may be there, or only that one is left."""
    book = opened.book
    newest = open_book(book.subdistrict_code)
    return {
        "generation": book.generation,
        "written_at": book.written_at,
        "is_stale": DirtyMonth.objects.of(book.subdistrict_code).exists(),
        "is_older": book.generation != newest.generation,
        "earlier": None if book.generation == asked else told.earlier(opened, to, asked),
    }


@login_required
def download(request: HttpRequest, year: int, extension: str) -> HttpResponse:
    account = annual.report(book_for(request), year)
    if extension == "json":
        return HttpResponse(json.dumps(account, ensure_ascii=False, indent=1), "application/json")
    if extension == "xlsx":
        return HttpResponse(workbook.of(account), WORKBOOK)
    raise Http404
