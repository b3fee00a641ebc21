"""The files that came in, and the first step of another one."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core import sheets, uploads
from guihua.core.listing.workbooks import WORKBOOK
from guihua.core.refusal import Refused
from guihua.core.sheets import SheetRefused
from guihua.core.ui.steps import Step
from guihua.delivery.models.closes import LONGEST_REASON
from guihua.desk import import_listing, importing, outlooks, policy
from guihua.desk.actions import imports as actions
from guihua.desk.actions import recordings
from guihua.desk.import_forms import MOST_MEGABYTES, StartForm
from guihua.desk.models import Import
from guihua.directory.models import Subdistrict

CHOOSE, LAY_OUT, CHECK, RECORD = range(4)


@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """What came in, and what can be brought in."""
    place = place_of(request.user)
    rows = Import.objects.visible_to(request.user).filter(subdistrict=place).select_related("by")
    listed = import_listing.imports(request.user)
    context = {"kinds": policy.kinds_for(request.user, place), "shown": listed.show(rows, request.GET, request.user)}
    return render(request, "desk/imports/list.html", context)


@login_required
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """A file is chosen, or rows are pasted."""
    place = place_of(request.user)
    if kind not in policy.kinds_for(request.user, place):
        raise Http404
    form = StartForm(request.POST, request.FILES) if request.method == "POST" else StartForm()
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            found = actions.begin(place, kind, given["file"] or given["text"], by=request.user)
        except (SheetRefused, uploads.NoRoom) as refused:
            form.add_error("file" if form.cleaned_data["file"] else "text", refused.sentence)
        else:
            return redirect("desk:import", found.pk)
    columns = policy.columns_for(request.user, place, kind)
    context = {
        "form": form,
        "kind": kind,
        "what": importing.KINDS[kind],
        "columns": columns,
        "steps": steps_at(CHOOSE),
        "megabytes": MOST_MEGABYTES,
    }
    return render(request, "desk/imports/start.html", context, status=422 if form.errors else 200)


@login_required
def blank(request: HttpRequest, kind: str) -> FileResponse:
    """A file of this kind to be filled in."""
    place = place_of(request.user)
    if kind not in policy.kinds_for(request.user, place):
        raise Http404
    target, what = BytesIO(), importing.KINDS[kind]
    sheets.write_blank(target, what.label, policy.columns_for(request.user, place, kind))
    target.seek(0)
    name = _("%(what)s-模板.xlsx") % {"what": what.label}
    return FileResponse(target, as_attachment=True, filename=name, content_type=WORKBOOK)


@login_required
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a file stands: the step that it waits at, or what came of it."""
    found = get_object_or_404(Import.objects.visible_to(request.user).select_related("by", "job", "batch"), pk=pk)
    if not found.is_draft:
        return _result(request, found)
    if found.is_being_written:
        return redirect("desk:job", found.job_id)
    draft = actions.draft_of(found)
    if draft.header_row < 0:
        return redirect("desk:import_worksheet", pk)
    return redirect("desk:import_check" if draft.is_laid_out else "desk:import_columns", pk)


def _result(request: HttpRequest, found: Import, refused: str = "") -> HttpResponse:
    why_not_undo = policy.why_not_undo(request.user, found)
    context = {
        "import": found,
        "is_own": found.by_id == request.user.pk,
        "steps": steps_at(RECORD + 1),
        "is_nothing_new": not found.added and not found.changed,
        "why_not_undo": why_not_undo,
        "outlook": outlooks.of(found.batch) if found.batch and not why_not_undo else [],
        "refused": refused,
        "why": typed_why(request),
        "may_be_closed": policy.writes_into_closed_months(found),
    }
    return render(request, "desk/imports/result.html", context, status=409 if refused else 200)


@require_POST
@login_required
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """A refusal is said on the page of the import, since its reader is going to do something about it."""
    found = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    try:
        recordings.undo(found, by=request.user, why=typed_why(request))
    except Refused as refused:
        return _result(request, found, refused.sentence)
    return redirect("desk:import", pk)


@require_POST
@login_required
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    actions.discard(own(request, pk), by=request.user)
    messages.success(request, _("已放弃，上传的文件也删掉了。"))
    return redirect("desk:imports")


def typed_why(request: HttpRequest) -> str:
    """Why closed months are changed."""
    return request.POST.get("why", "").strip()[:LONGEST_REASON]


def place_of(user: Any) -> Subdistrict:
    """Where somebody brings files in. Raises Http404 for who may bring none."""
    places = policy.places_of(user)
    if not places:
        raise Http404
    return places[0]


def own(request: HttpRequest, pk: int) -> Import:
    """A file that the user sent. Raises Http404 for every other."""
    return get_object_or_404(Import.objects.opened_by(request.user).select_related("subdistrict", "job"), pk=pk)


def steps_at(now: int) -> list[Step]:
    names = [_("选文件"), _("对应列"), _("核对"), _("导入")]
    return [Step(name, "", "done" if n < now else "now" if n == now else "later") for n, name in enumerate(names)]
