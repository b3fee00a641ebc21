"""What is being done in the background: the office and the system's administrator see all of their sub-district,
everybody else their own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guihua.core import tenancy
from guihua.core.jobs import OPEN, Job, JobState, try_again, wish_to_cancel
from guihua.core.listing import PAGE
from guihua.desk.actions import integrity
from guihua.desk.jobs import ShownJob
from guihua.directory.models import Role, Subdistrict

WHICH = {"open": OPEN, "failed": (JobState.FAILED,)}


@require_safe
def jobs(request: Any) -> HttpResponse:
    """The newest first."""
    which = request.GET.get("which", "")
    rows = Job.objects.visible_to(request.user).select_related("asked_by").order_by("-asked_at", "-pk")
    if which in WHICH:
        rows = rows.filter(state__in=WHICH[which])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    choices = [("", _("全部")), ("open", _("没有结束的")), ("failed", _("没有做完的"))]
    runs = frozenset(tenancy.jobs_run_by(request.user))
    shown = [ShownJob(job, request.user, runs) for job in page]
    return render(
        request,
        "desk/jobs.html",
        {
            "page": page,
            "shown": shown,
            "which": which,
            "choices": choices,
            "query": request.GET,
            "integrity": _integrity(request.user, runs),
        },
    )


def _integrity(user: Any, runs: frozenset[int]) -> dict[str, ShownJob | None] | None:
    """How the records stood when they were last looked over, for who runs jobs."""
    if not runs:
        return None
    asked = Job.objects.filter(name=integrity.WORK, subdistrict__in=runs).order_by("-asked_at", "-pk")
    found = {"open": asked.open().first(), "last": asked.exclude(state__in=OPEN).first()}
    return {name: ShownJob(one, user, runs) if one else None for name, one in found.items()}


@require_POST
def integrity_checking(request: Any) -> HttpResponse:
    """The records are looked over in the background."""
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE, Role.SYSTEM)[:1])
    asked = integrity.ask(place, by=request.user)
    return redirect("desk:job", asked.pk)


@never_cache
@require_safe
def job(request: Any, pk: int) -> HttpResponse:
    """How far it is. The page asks for its live part again every two seconds, for as long as the job is open."""
    shown = ShownJob(_job_of(request, pk), request.user, frozenset(tenancy.jobs_run_by(request.user)))
    context = {"shown": shown, "is_news": request.GET.get("told", "") != shown.tenth}
    return render(request, "desk/job.html#live" if request.htmx else "desk/job.html", context)


@require_POST
def cancelling(request: Any, pk: int) -> HttpResponse:
    done = wish_to_cancel(_job_of(request, pk), by=request.user)
    is_over = done.state == JobState.CANCELLED
    messages.success(request, _("已取消。") if is_over else _("正在取消，停下来要一会儿。"))
    return redirect("desk:job", pk)


@require_POST
def trial(request: Any, pk: int) -> HttpResponse:
    """Another try of what failed or was cancelled."""
    try_again(_job_of(request, pk), by=request.user)
    messages.success(request, _("已重新排队。"))
    return redirect("desk:job", pk)


def _job_of(request: Any, pk: int) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user).select_related("asked_by"), pk=pk)
