"""The registers: what the user may see, as a list or as a workbook."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from guihua.commissioning import models as commissioning
from guihua.core import listing
from guihua.desk import listings, registers
from guihua.desk.permission_terms import ACCOUNTING
from guihua.directory import models as directory
from guihua.directory.models import users


@login_required
def projects(request: HttpRequest) -> HttpResponseBase:
    found, rows = registers.projects(request.user)
    return listing.answer(request, found, rows)


@login_required
def sessions(request: HttpRequest) -> HttpResponseBase:
    found, rows = registers.sessions(request.user)
    return listing.answer(request, found, rows, later=reverse("desk:exports", args=["sessions"]))


@login_required
def funds(request: HttpRequest) -> HttpResponseBase:
    """Each instalment of the projects of whose money the user reads."""
    found, rows = registers.instalments(request.user)
    if not users.holds(request.user, *ACCOUNTING):
        raise Http404
    return listing.answer(request, found, rows)


@login_required
def organisations(request: HttpRequest) -> HttpResponseBase:
    rows = directory.Organisation.objects.visible_to(request.user).select_related("community")
    return listing.answer(
        request, listings.organisations(rows, may_add=users.holds(request.user, users.Role.OFFICE)), rows
    )


@login_required
def communities(request: HttpRequest) -> HttpResponseBase:
    rows = directory.Community.objects.visible_to(request.user)
    projects = commissioning.Project.objects.visible_to(request.user)
    counted = rows.annotate(projects=Count("stationed_projects")).order_by("code")
    return listing.answer(request, listings.communities(rows, projects), counted)
