"""「挂钩走访」: projects by when they were visited last, all visits, all tasks; and those of one project."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import models as commissioning
from guihua.core import clock, listing
from guihua.delivery import models as delivery
from guihua.desk import visit_listing
from guihua.desk.permission_terms import READING
from guihua.desk.views import projects
from guihua.directory.models import users


@login_required
def watched(request: HttpRequest) -> HttpResponseBase:
    _for_readers(request.user)
    return listing.answer(request, visit_listing.projects(request.user), visit_listing.watched(request.user))


@login_required
def visits(request: HttpRequest) -> HttpResponseBase:
    _for_readers(request.user)
    rows = commissioning.LiaisonVisit.objects.visible_to(request.user).select_related("project")
    return listing.answer(request, visit_listing.visits(rows, request.user), rows)


@login_required
def tasks(request: HttpRequest) -> HttpResponseBase:
    _for_readers(request.user)
    rows = commissioning.ProjectTask.objects.visible_to(request.user).select_related("project__provider").in_turn()
    return listing.answer(request, visit_listing.tasks(request.user), rows)


def _for_readers(user: Any) -> None:
    if not users.holds(user, *READING):
        raise Http404


def project_visits(request: HttpRequest, pk: int) -> HttpResponse:
    """How one project was watched over: its visits as they came, and its tasks."""
    rows = commissioning.Project.objects.open_to(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    context = {
        **projects.frame(request, found, "visits"),
        "visits": _with_sessions(request.user, found),
        "tasks": found.tasks.in_turn(),
        "today": clock.today(),
    }
    return render(request, "desk/project_visits.html", context)


def _with_sessions(user: Any, found: commissioning.Project) -> list[commissioning.LiaisonVisit]:
    """Each visit with `held`: the sessions of its day, which its officer may have looked at."""
    visits = list(found.visits.prefetch_related("replies"))
    seen = delivery.Session.objects.visible_to(user).filter(project=found, day__in={one.day for one in visits})
    held: dict[Any, list[delivery.Session]] = defaultdict(list)
    for session in seen.select_related("activity").order_by("day", "starts_at", "pk"):
        held[session.day].append(session)
    for visit in visits:
        visit.held = held[visit.day]  # type: ignore[attr-defined]  # - for the page alone
    return visits
