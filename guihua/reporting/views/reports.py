"""The year's account, and the rows behind each of its figures."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guihua.core.listing import as_workbook
from guihua.reporting import annual, figures, lists, webpage, workbook
from guihua.reporting.access import overseen_by
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.models import DirtyMonth
from guihua.reporting.narrowing import Narrowing, described, narrowed
from guihua.reporting.opened import Opened

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
    to = Narrowing.of(request.GET, code)
    book = narrowed(book_for(request), to)
    known = figures.of(book)
    if code not in known:
        raise Http404
    one = known[code]
    opened = Opened(one, book, year)
    if request.GET.get("export") == "xlsx":
        rows = ([cell.value for cell in lists.cells(one, row)] for row in opened.all())
        content = as_workbook([str(head) for head in one.columns.values()], rows)
        return HttpResponse(content, WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{code}.xlsx"'})
    page = opened.number(request.GET.get("page", ""))
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
        "written_at": book.written_at,
        "is_stale": DirtyMonth.objects.filter(subdistrict__code=book.subdistrict_code).exists(),
    }
    return render(request, "reporting/figure.html", context)


@login_required
def download(request: HttpRequest, year: int, extension: str) -> HttpResponse:
    account = annual.report(book_for(request), year)
    if extension == "json":
        return HttpResponse(json.dumps(account, ensure_ascii=False, indent=1), "application/json")
    if extension == "xlsx":
        return HttpResponse(workbook.of(account), WORKBOOK)
    raise Http404
