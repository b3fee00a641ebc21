"""Home of who stands for a partner: its projects, when they run, and how much they did. Never anybody's name."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.commissioning import models as commissioning
from guihua.commissioning import request_policy
from guihua.core import clock
from guihua.delivery import models as delivery
from guihua.desk.views.own import with_records
from guihua.directory import models as directory
from guihua.directory.models import users

LATEST = 5  # requests


def projects(request: HttpRequest) -> HttpResponse:
    year = clock.today().year
    places = directory.Organisation.objects.filter(pk__in=users.organisations_of(request.user, users.Role.PARTNER))
    rows = with_records(commissioning.Project.objects.counted_for(request.user))
    mine = list(rows.select_related("domain", "provider", "year").order_by("-year__year", "number"))
    lines = _lines(mine, list(places))
    now = [line for line in lines if line["project"].year.year == year]
    context = {
        "year": year,
        "places": places,
        "requests": commissioning.PartnerRequest.objects.visible_to(request.user).select_related("project")[:LATEST],
        "may_hand_in": request_policy.projects(request.user).exists(),
        "now": now,
        "earlier": [line for line in lines if line not in now],
        "held": delivery.Session.objects.visible_to(request.user).of_year(year).count(),
        "person_times": sum(line["project"].person_times for line in now),
    }
    return render(request, "desk/partnered.html", context)


def _lines(projects: list[Any], places: list[directory.Organisation]) -> list[dict[str, Any]]:
    """Each project with what the partner does in it, and the people that it served."""
    served = delivery.Attendance.objects.served().filter(session__project__in=projects).known_as()
    counted = served.order_by().values("session__project").annotate(people=Count("known_as", distinct=True))
    people = {row["session__project"]: row["people"] for row in counted}
    taking_part = commissioning.Partner.objects.on(clock.today()).filter(organisation__in=places)
    parts: dict[int, list[str]] = {}
    for one in taking_part:
        parts.setdefault(one.project_id, []).append(one.part)
    return [
        {"project": project, "people": people.get(project.pk, 0), "parts": parts.get(project.pk, [])}
        for project in projects
    ]
