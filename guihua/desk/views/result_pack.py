"""The report of a project's evaluation: as a page that prints, and as a Word document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from guihua.core.uploads.kinds import KINDS
from guihua.desk.pack import verdict, word
from guihua.evaluation import models as evaluation
from guihua.evaluation.rubric_policy import why_not_keep


def result_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read the result."""
    found = _visible(request, pk)
    back = reverse("evaluation:result", args=[pk])
    context = {"result": found, "pack": verdict.of(found, request.user, names=False), "back": back}
    return render(request, "desk/result_pack.html", context)


def result_pack_word(request: HttpRequest, pk: int) -> HttpResponse:
    """?names: with who gave which mark, for the office."""
    found = _visible(request, pk)
    keeps = why_not_keep(request.user, found.entered.round.subdistrict_id) is None
    pack = verdict.of(found, request.user, names=keeps and "names" in request.GET)
    answer = HttpResponse(word.written(pack, request.build_absolute_uri), content_type=KINDS[".docx"].media_type)
    name = _("%(number)s 评估报告.docx") % {"number": found.entered.project.number}
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _visible(request: HttpRequest, pk: int) -> evaluation.Result:
    rows = evaluation.Result.objects.visible_to(request.user).newest()
    around = (
        "entered__round__rubric",
        "entered__round__liaison_rubric",
        "entered__project__subdistrict",
        "entered__panel",
    )
    found: evaluation.Result = get_object_or_404(rows.select_related(*around), entered=pk)
    return found
