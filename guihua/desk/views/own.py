"""Home of whoever does not oversee the programme: the projects that one runs, works on or watches."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.commissioning import call_listing
from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.delivery import models as delivery
from guihua.delivery import open_months
from guihua.desk import attention
from guihua.directory.models import users


def projects(request: HttpRequest) -> HttpResponse:
    year = clock.today().year
    mine = with_records(commissioning.Project.objects.visible_to(request.user))
    rows = list(mine.select_related("domain", "provider", "year").order_by("-year__year", "number"))
    now = [row for row in rows if row.year.year == year]
    context = {
        "year": year,
        "now": now,
        "earlier": [row for row in rows if row.year.year != year],
        "held": sum(row.held for row in now),
        "person_times": sum(row.person_times for row in now),
        "open_months": open_months.of(request.user),
        "attention": attention.of(request.user),
        "calls": call_listing.open_for(request.user),
        "may_rule": False,
        "may_visit": users.holds(request.user, users.Role.LIAISON),
        "may_record": users.holds(request.user, users.Role.MANAGER, users.Role.WORKER),
    }
    return render(request, "desk/own.html", context)


def with_records(rows: commissioning.ProjectQuerySet) -> QuerySet[Any]:
    """Each project with its sessions and person-times, all that its own page counts, and the day of its last record."""
    sessions = delivery.Session.objects.filter(project=OuterRef("pk"))
    served = delivery.Attendance.objects.served().filter(session__project=OuterRef("pk"))
    return rows.annotate(
        held=_alone(sessions.order_by().values("project").annotate(n=Count("pk"))),
        person_times=_alone(served.order_by().values("session__project").annotate(n=Sum("count"))),
        last_day=Subquery(sessions.order_by().values("project").annotate(n=Max("day")).values("n")),
    )


def _alone(counted: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
