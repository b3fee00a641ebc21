"""「宣传报道」: what media told of all projects, and of one."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from guihua.commissioning import coverage_policy as policy
from guihua.commissioning import models as commissioning
from guihua.core import listing
from guihua.desk import coverage_listing
from guihua.desk.views import projects


@login_required
def coverage(request: HttpRequest) -> HttpResponseBase:
    rows = commissioning.Coverage.objects.visible_to(request.user).select_related("project")
    return listing.answer(request, coverage_listing.coverage(rows), rows)


def project_coverage(request: HttpRequest, pk: int) -> HttpResponseBase:
    seen = commissioning.Project.objects.visible_to(request.user).bought()
    found = get_object_or_404(seen.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    rows = commissioning.Coverage.objects.visible_to(request.user).filter(project=found).select_related("project")
    whole = coverage_listing.coverage(rows)
    own = replace(whole, columns=[one for one in whole.columns if one.name != "project"], name="")
    around = {
        **projects.frame(request, found, "coverage"),
        "told": coverage_listing.told(rows),
        "refused": policy.why_not_tell(request.user, found),
    }
    return listing.answer(request, own, rows, page="desk/project_coverage.html", said=around)
