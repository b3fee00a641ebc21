"""The audit trail, for those who audit; that it was read is audited itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guihua.core import audit, listing
from guihua.core.jobs import OPEN, Job
from guihua.desk import trail as told
from guihua.desk.actions import trails
from guihua.directory.models import Role, Subdistrict


def trail(request: HttpRequest) -> HttpResponseBase:
    place = _audited_by(request.user)
    rows = told.rows_for(request.user, request.GET.get("about", ""))
    register = told.listing_for(request.user)
    answer = listing.answer(request, register, rows, above="desk/trail.html", said=_verified(place))
    if request.method != "POST" and answer.status_code == 200:  # else a view was saved, or is about to be opened
        is_taken = request.GET.get("export") == "xlsx"
        trails.read(place, narrowed=_narrowed(register, rows, request), is_taken=is_taken, by=request.user)
    return answer


@require_safe
def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """One row in full. That it was opened is audited as a reading of the trail."""
    place = _audited_by(request.user)
    row = get_object_or_404(told.completed(told.all_for(request.user)), pk=pk)
    trails.read(place, narrowed={"row": str(row.pk)}, by=request.user)
    return render(request, "desk/deed.html", told.in_full(row, request.user))


def _narrowed(register: listing.Listing, rows: Any, request: HttpRequest) -> dict[str, str]:
    """The conditions that hold, as the list understood them."""
    form = register.asked(rows, request.GET).form
    form.is_valid()
    return {name: str(value) for name, value in form.cleaned_data.items() if value}


def _audited_by(user: Any) -> Subdistrict:
    return get_object_or_404(Subdistrict.objects.held_by(user, Role.AUDITOR, Role.AUDIT)[:1])


def _verified(place: Subdistrict) -> dict[str, Any]:
    """How the trail stood when it was last looked at as a whole, and the last block that seals it."""
    jobs = Job.objects.filter(name=trails.WORK, subdistrict=place).order_by("-asked_at", "-pk")
    return {
        "last": jobs.exclude(state__in=OPEN).first(),
        "open_job": jobs.filter(state__in=OPEN).first(),
        "sealed": audit.head(),
    }


@require_POST
def trail_verification(request: HttpRequest) -> HttpResponseBase:
    """Every row and every block is looked at in the background."""
    trails.ask(_audited_by(request.user), by=request.user)
    messages.success(request, _("已排队核对。结果会出现在这里，也会进收件箱。"))
    return redirect("desk:trail")
