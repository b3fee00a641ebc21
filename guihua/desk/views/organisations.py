"""One organisation's page: what it is, how to reach it, what it does here, who belongs to it, and what was changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import models as commissioning
from guihua.core import clock, history, measures, secrecy
from guihua.desk.policy import knows_who_changed
from guihua.desk.views.remembering import remember
from guihua.directory import models as directory
from guihua.directory import policy
from guihua.directory.models import Role, users


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        directory.Organisation.objects.visible_to(request.user).select_related("community", "subdistrict"), pk=pk
    )
    remember(request, found)
    projects = commissioning.Project.objects.visible_to(request.user).select_related("domain", "year")
    projects = projects.order_by("-year__year", "number")
    context = {
        "organisation": found,
        "phone": secrecy.masked_phone(found.contact_phone),
        "provided": [_line(project) for project in projects.filter(provider=found)],
        "stationed": [_line(project) for project in projects.filter(organisations=found)],
        "partnered": [_line(project) for project in _partnered(projects, found)],
        "members": _members(request.user, found),
        "may_staff": policy.why_not_edit_organisation(request.user, found) is None,
        "changes": history.told(found, reads=secrecy.DataClass.PERSONAL) if knows_who_changed(request.user) else None,
        "may_edit": policy.why_not_edit_organisation(request.user, found) is None,
    }
    return render(request, "desk/organisation.html", context)


def _partnered(projects: commissioning.ProjectQuerySet, found: directory.Organisation) -> commissioning.ProjectQuerySet:
    """Those in which it takes part today."""
    taking_part = commissioning.Partner.objects.on(clock.today()).filter(organisation=found)
    return projects.filter(pk__in=taking_part.values("project"))


def _line(project: commissioning.Project) -> dict[str, Any]:
    return {"project": project, "amount": measures.yuan(project.amount_fen)}


def _members(user: Any, found: directory.Organisation) -> list[directory.Membership] | None:
    """Who holds a role there today, for those who oversee the programme and those who run the place; None for others."""
    oversees = users.subdistricts_of(user, *users.OVERSEERS).filter(subdistrict=found.subdistrict_id).exists()
    if not oversees and found.pk not in users.organisations_of(user, Role.MANAGER):
        return None
    today = directory.Membership.objects.filter(organisation=found, user__is_active=True).select_related("user")
    return list(today.on(clock.today()).order_by("role", "user__name", "pk"))
