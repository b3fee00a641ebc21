"""A shift on emergency duty is entered by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock, measures
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions import duty
from guihua.delivery.duty_forms import ShiftForm


def shift_adding(request: HttpRequest) -> HttpResponse:
    """One shift; the next one begins with the same project, task and times."""
    refuse_if(policy.why_not_record_at_all(request.user))
    form = ShiftForm(_projects(request.user), initial=_as_last(request))
    if request.POST.get("deed") == "save":
        form = ShiftForm(_projects(request.user), request.POST, asks_why="why" in request.POST)
        refused = _refused(request, form) if form.is_valid() else None
        if form.is_valid() and refused is None:
            return redirect(f"{reverse('delivery:shift_adding')}?like=last")
        if refused is not None:
            form = _again(request, refused)
    mine = delivery.DutyShift.objects.filter(project__in=_projects(request.user)).select_related("project")
    tasks = list(dict.fromkeys(mine.order_by("-day", "-pk").values_list("task", flat=True)[:30]))
    status = 422 if form.errors else 200
    return render(request, "delivery/shift.html", {"form": form, "tasks": tasks}, status=status)


def _again(request: HttpRequest, refused: Refused) -> ShiftForm:
    """What was typed; where the month is closed it is asked why."""
    asks_why = "why" in request.POST or refused.refusal.code == "month-closed"
    form = ShiftForm(_projects(request.user), request.POST, asks_why=asks_why)
    form.add_error("day", refused.sentence)
    return form


def _refused(request: HttpRequest, form: ShiftForm) -> Refused | None:
    """The shift is entered; or why it is not."""
    said = form.cleaned_data
    try:
        counted = duty.record(said["project"], form.line, by=request.user, why=said.get("why", ""))
    except Refused as refused:
        if refused.refusal.code in FORBIDDEN:
            raise
        return refused
    added, changed = _("值勤已登记，一共 %(n)s 小时。"), _("这一班已经登记过，按新的时间更正了，一共 %(n)s 小时。")
    told = added if counted.added else changed if counted.changed else _("这一班已经登记过，一共 %(n)s 小时。")
    messages.success(request, told % {"n": measures.hours(form.line.minutes)})
    request.session["last_shift"] = {
        name: request.POST[name] for name in ("project", "task", "day", "starts_at", "ends_at")
    }
    return None


def _projects(user: Any) -> commissioning.ProjectQuerySet:
    """This year's first."""
    return commissioning.Project.objects.recorded_by(user).order_by("-year__year", "number")


def _as_last(request: HttpRequest) -> dict[str, Any]:
    if request.GET.get("like") == "last" and (last := request.session.get("last_shift")):
        return dict(last)
    return {"day": clock.today()}
