"""A part of a year: to date, a month, a quarter, half a year, or from one month to another."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guihua.core import clock
from guihua.reporting import periods as accounts
from guihua.reporting import story, workbook
from guihua.reporting.calc.periods import NAMED, Period, read, until
from guihua.reporting.forms import MonthsForm
from guihua.reporting.models import DirtyMonth
from guihua.reporting.views.reports import WORKBOOK, book_for

FIRST_QUARTER = next(iter(NAMED.values()))


@login_required
def choosing(request: HttpRequest, year: int) -> HttpResponse:
    """The period that was chosen by its months; where none was, the year so far, or its first quarter."""
    if not book_for(request).knows(year):
        raise Http404
    form = MonthsForm(request.GET if "first" in request.GET else None)
    if not form.is_bound:
        to_date = until(clock.today())
        is_running = year == clock.today().year and not to_date.is_whole
        return redirect("reporting:period", year, to_date.code if is_running else FIRST_QUARTER)
    if form.is_valid():
        return _shown(year, Period(form.cleaned_data["first"], form.cleaned_data["last"]))
    return render(request, "reporting/months_chosen.html", {"year": year, "form": form}, status=422)


def _shown(year: int, period: Period) -> HttpResponse:
    if period.is_whole:
        return redirect("reporting:report", year)
    return redirect("reporting:period", year, period.code)


def _period(code: str) -> Period:
    if (period := read(code)) is None:
        raise Http404
    return period


@login_required
def page(request: HttpRequest, year: int, code: str) -> HttpResponse:
    period, book = _period(code), book_for(request)
    if not book.knows(year):
        raise Http404
    if period.is_whole or period.code != code:
        return _shown(year, period)
    context = story.of_period(book, year, period) | {
        "on_site": True,
        "is_stale": DirtyMonth.objects.of(book.subdistrict_code).exists(),
        "months_form": MonthsForm(initial={"first": period.first, "last": period.last}),
    }
    return render(request, "reporting/period.html", context)


@login_required
def download(request: HttpRequest, year: int, code: str, extension: str) -> HttpResponse:
    period, book = _period(code), book_for(request)
    if not book.knows(year):
        raise Http404
    account = accounts.account(book, year, period)
    if extension == "json":
        return HttpResponse(json.dumps(account, ensure_ascii=False, indent=1), "application/json")
    if extension == "xlsx":
        return HttpResponse(workbook.of(account), WORKBOOK)
    raise Http404
