"""A project's indicators: what was promised, how far it is, how that is counted, and who counted by hand."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.desk import promised, scales
from guihua.desk.views import projects


def project_indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever reads the account of the project, and its workers."""
    visible = commissioning.Project.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    if not promised.reads(found, request.user):
        raise Http404
    lines = promised.of(found, request.user)
    readings = commissioning.Reading.objects.of_projects([found.pk])
    readings = readings.select_related("indicator", "by", "evidence", "corrected_by")
    papers = commissioning.ProjectFile.objects.visible_to(request.user).filter(project=found)
    open_ones = set(papers.values_list("pk", flat=True))  # a file's name may say who somebody is
    context = {
        **projects.frame(request, found, "indicators"),
        "promised": lines,
        "share": promised.share_of(found),
        "readings": [(one, promised.told(one.value), one.evidence_id in open_ones) for one in readings],
        "may_count": any(line.may_count for line in lines),
        **scales.of(found, request.user),
        "may_promise": policy.why_not_edit(request.user, found) is None,
        "has_contract": commissioning.Contract.objects.filter(project=found).exists(),
    }
    return render(request, "desk/project_indicators.html", context)
