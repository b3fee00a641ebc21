"""What a leaders' meeting needs to decide about a project: as a page that prints, and as a Word document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.uploads.kinds import KINDS
from guihua.desk import pack
from guihua.desk.pack import word


def project_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who oversee the programme: it has what others bid."""
    found = _overseen(request, pk)
    back = reverse("desk:project", args=[found.pk])
    context = {"project": found, "pack": pack.of(found, request.user), "back": back}
    return render(request, "desk/project_pack.html", context)


def project_pack_word(request: HttpRequest, pk: int) -> HttpResponse:
    found = _overseen(request, pk)
    content = word.written(pack.of(found, request.user), request.build_absolute_uri)
    answer = HttpResponse(content, content_type=KINDS[".docx"].media_type)
    name = _("%(number)s 决策材料.docx") % {"number": found.number}
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _overseen(request: HttpRequest, pk: int) -> commissioning.Project:
    rows = commissioning.Project.objects.overseen_by(request.user)
    around = ("domain", "provider", "year", "method", "mode", "subdistrict")
    found: commissioning.Project = get_object_or_404(rows.select_related(*around), pk=pk)
    return found
