"""The first page: the programme's year for those who oversee it, one's own projects for everybody else."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.desk import first_steps, glance
from guihua.desk.views import own
from guihua.directory.models import Subdistrict, users
from guihua.reporting.access import overseen_by
from guihua.reporting.book import NoFactsYet, open_book
from guihua.reporting.store import Damaged


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    if not users.holds(request.user, *users.OVERSEERS):
        return own.projects(request)
    subdistrict = overseen_by(request.user)
    try:
        return _year(request, subdistrict)
    except NoFactsYet:
        return _beginning(request, subdistrict)
    except Damaged as damaged:
        return render(request, "desk/failing.html", {"refusal": damaged.refusal}, status=503)


def _year(request: HttpRequest, subdistrict: Subdistrict) -> HttpResponse:
    book = open_book(subdistrict.code)
    if not book.years:
        return _beginning(request, subdistrict)
    wanted = request.GET.get("year", "")
    year = next((one for one in book.years if str(one) == wanted), book.years[-1])
    shown = {"choices": [(one, one) for one in book.years], "subdistrict": subdistrict}
    return render(request, "desk/overview.html", glance.of(book, year, request.user) | shown)


def _beginning(request: HttpRequest, subdistrict: Subdistrict) -> HttpResponse:
    """What comes first: the files to bring in, or nothing but waiting where they are in already."""
    steps = first_steps.of(subdistrict)
    may_import = users.holds(request.user, users.Role.OFFICE)
    return render(request, "desk/beginning.html", {"steps": steps, "may_import": may_import})
