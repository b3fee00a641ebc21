"""The first page: the programme's year for those who oversee it, one's own projects for everybody else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.commissioning import models as commissioning
from guihua.core import measures
from guihua.delivery import models as delivery
from guihua.desk import charts
from guihua.directory.models import users
from guihua.reporting import figures
from guihua.reporting.access import overseen_by
from guihua.reporting.book import Book, NoFactsYet, open_book
from guihua.reporting.tables import Tables

SHOWN = ["attendance.person_times", "communities.coverage", "funding.committed", "projects.count"]
ALSO = ["attendance.people_served", "attendance.sessions", "schools.covered", "duty.hours"]


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    if not users.holds(request.user, *users.OVERSEERS):
        return _own_projects(request)
    try:
        book = open_book(overseen_by(request.user).code)
    except NoFactsYet:
        return render(request, "desk/empty.html")
    years = book.years
    if not years:
        return render(request, "desk/empty.html")
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdigit() and int(wanted) in years else years[-1]
    return render(
        request, "desk/overview.html", _of_year(book, year) | {"year": year, "years": [(one, one) for one in years]}
    )


def _of_year(book: Book, year: int) -> dict[str, Any]:
    known = figures.of(book)
    tables = Tables(book, year)
    before = Tables(book, year - 1).by_month()
    months = tables.by_month()
    domains = tables.by_domain()
    values = {code: known[code].total(book, year) for code in [*SHOWN, *ALSO, "communities.covered", "domains.count"]}
    person_times = values["attendance.person_times"]
    last_year = sum(row["person_times"] for row in before)
    return {
        "figures": known,
        "tiles": {code.replace(".", "_"): {"figure": known[code], "value": value} for code, value in values.items()},
        "growth": _growth(person_times, last_year),
        "months": months,
        "chart": charts.months(months, before, tables.named_by_month()),
        "spark": charts.line([row["person_times"] for row in months]),
        "domains": sorted(domains, key=lambda row: -row["person_times"]),
        "most": max((row["person_times"] for row in domains), default=0),
        "places": book.frame(known["communities.coverage"].rows(book, year)).sort("community_code").to_dicts(),
        "written_at": book.written_at,
    }


def _growth(now: Any, before: int) -> str | None:
    """How much more or less than the year before, in words; None where there is nothing to compare with."""
    if not before:
        return None
    change = measures.rounded((measures.ratio(int(now), before) - 1) * 100, 1)
    return f"{'↑' if change >= 0 else '↓'} {abs(change)}%"


def _own_projects(request: HttpRequest) -> HttpResponse:
    projects = commissioning.Project.objects.visible_to(request.user).select_related("domain", "year")
    sessions = delivery.Session.objects.filter(project__in=projects)
    served = delivery.Attendance.objects.filter(session__in=sessions, part=delivery.Part.SERVED)
    context = {
        "projects": projects.annotate(held=Count("delivery_sessions")).order_by("-year__year", "number"),
        "held": sessions.count(),
        "person_times": served.aggregate(total=Sum("count"))["total"] or 0,
    }
    return render(request, "desk/own.html", context)
