"""A long list is asked for, and its file is fetched."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guihua.core.listing import WORKBOOK
from guihua.desk.actions import exports as acts
from guihua.desk.models import Export
from guihua.desk.registers import REGISTERS

LONGEST_QUERY = 2000  # characters: far more than any of the lists' filters fill


@require_POST
def exports(request: Any, register: str) -> HttpResponse:
    """Asks for it, and leads to where one sees how far it is."""
    if register not in REGISTERS:
        raise Http404
    job = acts.ask(register, request.POST.get("query", "")[:LONGEST_QUERY], by=request.user)
    return redirect("desk:job", job.pk)


@never_cache
@require_safe
def export(request: Any, pk: int) -> HttpResponse:
    """The file, for whoever asked for it and may still see what it holds."""
    found = get_object_or_404(Export.objects.opened_by(request.user), pk=pk)
    try:
        content = acts.opened(found, by=request.user)
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = HttpResponse(content, content_type=WORKBOOK)
    answer["Content-Disposition"] = content_disposition_header(True, f"{found.title}.xlsx")
    return answer
