"""What a project's people tell each other, what went wrong, and its periodic reports, on its page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import incident_listing, incident_policy, message_policy, post_policy, staff, thread_listing
from guihua.commissioning import models as commissioning
from guihua.core import listing
from guihua.desk import report_listing
from guihua.desk.views import projects
from guihua.desk.views.reports import years_of


def project_messages(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Its threads, for those who talk on it and those who listen."""
    rows = commissioning.Project.objects.open_to(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    if not message_policy.hears(request.user, found):
        raise Http404
    may_tell = message_policy.why_not_tell(request.user, found) is None
    around = {**projects.frame(request, found, "messages"), "may_tell": may_tell}
    told = thread_listing.rows_for(request.user).filter(project=found)
    return listing.answer(request, thread_listing.of_project(), told, page="desk/project_messages.html", said=around)


def project_incidents(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What went wrong there, and what was complained of."""
    rows = commissioning.Project.objects.open_to(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    if not incident_policy.hears(request.user, found):
        raise Http404
    may_report = incident_policy.why_not_report(request.user, found) is None
    around = {**projects.frame(request, found, "incidents"), "may_report": may_report}
    told = incident_listing.rows_for(request.user).filter(project=found)
    return listing.answer(request, incident_listing.of_project(), told, page="desk/project_incidents.html", said=around)


def project_posts(request: HttpRequest, pk: int) -> HttpResponse:
    """Its staff against what its mode asks, what they learn, and who left; a worker sees the own line."""
    rows = commissioning.Project.objects.open_to(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    if not found.is_bought:
        raise Http404
    accounts = commissioning.Project.objects.accounted_to(request.user).filter(pk=found.pk).exists()
    learnings = found.learnings.prefetch_related("posts")
    context = {
        **projects.frame(request, found, "posts"),
        **staff.of(found, request.user),
        **(staff.figures(found) if accounts else {}),
        "accounts": accounts,
        "keeps": post_policy.why_not_keep(request.user, found) is None,
        "learnings": learnings if accounts else learnings.filter(posts__user=request.user.pk),
    }
    return render(request, "desk/project_posts.html", context)


def project_reports(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Its periodic reports, for those who read its account and its workers."""
    rows = commissioning.Project.objects.open_to(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    told = report_listing.rows_for(request.user).filter(project=found)
    around = projects.frame(request, found, "reports")
    own = report_listing.of_project(years_of(told))
    return listing.answer(request, own, told, page="desk/project_reports.html", said=around)
