"""What happened to a project, the latest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guihua.commissioning.models import Project
from guihua.desk import timeline
from guihua.desk.views import projects


@require_safe
def project_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """From every context that touches it, as far as the reader may see each."""
    rows = Project.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    asked, page, months = timeline.page_of(found, request.user, request.GET)
    around = projects.frame(request, found, "timeline")
    return render(
        request,
        "desk/project_timeline.html",
        around | {"asked": asked, "page": page, "months": months},
        status=200 if asked.is_valid() else 422,
    )
