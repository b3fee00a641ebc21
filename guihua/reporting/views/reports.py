"""The year's account, and the rows behind each of its figures."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from guihua.core import clock, listing
from guihua.core.ui.pages import page_of
from guihua.directory.models import Community, Subdistrict
from guihua.reporting import access, annual, figures, late, lists, policy, story, told, workbook
from guihua.reporting.access import is_overseeing, overseen_by
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.closed import without
from guihua.reporting.models import DirtyMonth, Edition, Passage
from guihua.reporting.narrowing import Narrowing, described, narrowed
from guihua.reporting.opened import Opened
from guihua.reporting.views import public
from guihua.reporting.words import titled

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book_for(request: HttpRequest) -> Book:
    """The account that the user oversees: the generation that the address names (`at`) while it is kept, else the
    newest; 404 where there is none."""
    return book_of(overseen_by(request.user), request)


def book_of(subdistrict: Subdistrict, request: HttpRequest) -> Book:
    try:
        return open_book(subdistrict.code, request.GET.get("at", ""))
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
    return redirect("reporting:report", clock.running(years)) if years else redirect("/")


@login_not_required
def report(request: HttpRequest, year: int) -> HttpResponse:
    """As the numbers stand now, for those who oversee the programme; for everybody else as it was published."""
    if "public" in request.GET or not is_overseeing(request.user):
        return public.answer(request, year)
    book = book_for(request)
    if not book.knows(year):
        return render(request, "reporting/no_year.html", {"year": year, "years": book.years}, status=404)
    subdistrict = overseen_by(request.user)
    context = story.of(book, year) | {
        "on_site": True,
        "is_stale": DirtyMonth.objects.of(book.subdistrict_code).exists(),
        "passages": Passage.objects.of_report(subdistrict, year).words(),
        "may_write": policy.why_not_write(request.user, subdistrict) is None,
        "edition": Edition.objects.of_report(subdistrict, year).open_to_all().first(),
        "late": late.of_report(request.user, book, year),
    }
    return render(request, "reporting/report.html", context)


@login_required
def figure(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    reads = access.reader(request.user)
    if reads is None:
        raise Http404
    to = Narrowing.of(request.GET, code)
    book = narrowed(book_of(reads.subdistrict, request), to)
    known = figures.of(book)
    if code not in known or not book.knows(year) or not reads.may_open(known[code], to):
        raise Http404
    opened = Opened(known[code], book, year)
    listed = Opened(known[code], without(book, reads.closed), year)
    columns = lists.columns(opened.figure, leads_to_projects=reads.leads_to_projects(opened.figure))
    if request.GET.get("export") == "xlsx":
        return _exported(listed, columns)
    context = _rows(request, listed, columns, _age(opened, to, request.GET.get("at", "")))
    home = _home(reads, to)
    context |= {
        "year": year,
        "figure": opened.figure,
        "value": opened.value,
        "summed_only": opened.value - listed.value,
        "conditions": described(book, to),
        "period": to.days if to.period else None,
        "period_name": titled(year, to.days),
        "begins": to.days.begins(year),
        "ends": to.days.ends(year),
        "home": home,
        "home_page": page_of(home) if home else "",
        "late": late.of_figure(request.user, opened, to),
    }
    return render(request, "reporting/figure.html", context)


def _home(reads: access.Reader, to: Narrowing) -> Community | None:
    """The community whose page the reader comes from, where that is all that they read of."""
    places = Community.objects.filter(subdistrict=reads.subdistrict, code=to.community or "")
    return places.first() if reads.is_bounded else None


def _rows(request: HttpRequest, listed: Opened, columns: list[listing.Column], age: dict[str, Any]) -> dict[str, Any]:
    query = request.GET.copy()
    query["at"] = age["generation"]
    page = listing.paged(listed, query)
    return {
        "heads": [listing.Head(column) for column in columns],
        "lines": [[listing.Cell.of(column, row) for column in columns] for row in page],
        "page": page,
        "query": query,
        "sizes": listing.SIZES,
        **age,
    }


def _exported(opened: Opened, columns: list[listing.Column]) -> FileResponse:
    """All rows of a figure, with the columns that its page shows."""
    rows = ([column.cell(row) for column in columns] for row in opened)
    return listing.download(f"{opened.figure.name}-{opened.year}", [str(column.head) for column in columns], rows)


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
    book = book_for(request)
    if not book.knows(year):
        raise Http404
    account = annual.account(book, year)
    if extension == "json":
        return HttpResponse(json.dumps(account, ensure_ascii=False, indent=1), "application/json")
    if extension == "xlsx":
        return HttpResponse(workbook.of(account), WORKBOOK)
    raise Http404
