"""One project's page, and one session's."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import ProjectState
from guihua.core import measures
from guihua.core.ui.steps import on_the_way
from guihua.delivery import models as delivery
from guihua.delivery.actions import codenames
from guihua.delivery.models import Part

RECENT = 10


@login_required
def project(request: HttpRequest, pk: int) -> HttpResponse:
    projects = commissioning.Project.objects.visible_to(request.user)
    found = get_object_or_404(projects.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    sessions = delivery.Session.objects.visible_to(request.user).filter(project=found)
    served = Sum("attendances__count", filter=Q(attendances__part=Part.SERVED))
    context = {
        "project": found,
        "amount": measures.yuan(found.amount_fen),
        "stages": on_the_way(ProjectState.choices, found.state, {}),
        "communities": found.communities.all(),
        "organisations": found.organisations.all(),
        "held": sessions.count(),
        "person_times": sessions.aggregate(total=served)["total"] or 0,
        "recent": sessions.select_related("activity", "community")
        .annotate(person_times=served)
        .order_by("-day", "-starts_at", "pk")[:RECENT],
    }
    return render(request, "desk/project.html", context)


@login_required
def session(request: HttpRequest, pk: int) -> HttpResponse:
    return _show_session(request, _visible_session(request, pk), {})


@require_POST
@login_required
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """The names behind the session's codenames, shown once to a worker of its project; the reading is audited."""
    found = _visible_session(request, pk)
    coded = delivery.Codename.objects.filter(delivery_attendances__session=found).distinct().order_by("code")
    return _show_session(request, found, codenames.read_names(list(coded), by=request.user))


def _visible_session(request: HttpRequest, pk: int) -> delivery.Session:
    sessions = delivery.Session.objects.visible_to(request.user)
    found: delivery.Session = get_object_or_404(sessions.select_related("activity", "project", "community"), pk=pk)
    return found


def _show_session(request: HttpRequest, found: delivery.Session, known: dict[int, str]) -> HttpResponse:
    parts = found.attendances.values("part").annotate(
        named=Count("pk", filter=Q(person__isnull=False) | Q(codename__isnull=False)), total=Sum("count")
    )
    labels = dict(Part.choices)
    coded = found.attendances.filter(codename__isnull=False).select_related("codename").order_by("codename__code")
    context = {
        "session": found,
        "counts": [{"name": labels[r["part"]], "named": r["named"], "total": r["total"]} for r in parts.order_by()],
        "coded": [{"code": a.codename.code, "name": known.get(a.codename.pk, "")} for a in coded if a.codename],
        "may_read": found.project in commissioning.Project.objects.worked_on_by(request.user),
        "are_read": bool(known),
    }
    return render(request, "desk/session.html", context)
