"""「挂钩走访」: projects by when they were visited last, all visits, all tasks; and those of one project."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import models as commissioning
from guihua.core import clock, listing
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
        "visits": found.visits.prefetch_related("replies"),
        "tasks": found.tasks.in_turn(),
        "today": clock.today(),
    }
    return render(request, "desk/project_visits.html", context)
