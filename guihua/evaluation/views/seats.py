"""One project's panel: when and how it meets, who sits on it and why, and each change by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core import editing
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.evaluation import arranging
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_policy as policy
from guihua.evaluation.actions import panels
from guihua.evaluation.panel_forms import LeavingForm, MeetingForm, SeatForm
from guihua.evaluation.panel_listing import Looked
from guihua.evaluation.panel_words import slot_words
from guihua.evaluation.rubric_policy import why_not_keep
from guihua.evaluation.seating import PanelLooked
from guihua.evaluation.views.answering import put, record
from guihua.evaluation.views.panels import panels_page

Panel = evaluation.Panel
Seat = evaluation.Seat


@login_required
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is kept out by which rule is for the office, which knows the ties."""
    found = _visible(request, pk)
    entered, looked = found.entered, _looked(found)
    why_not = policy.why_not_change(request.user, entered)
    is_judged = entered.withdrawn_at is None
    context = {
        **_about(found),
        "seats": looked.seats() if is_judged else [],
        "empty": range(looked.empty) if is_judged else (),
        "broken": looked.broken if is_judged else [],
        "points": looked.points if is_judged else 0,
        "left": found.seats.exclude(left_at=None).select_related("assessor").order_by("left_at"),
        "may_change": why_not is None,
        "may_free": policy.why_not_free(request.user, entered) is None,
        "why_not": why_not if why_not and why_not.code != "no-role" else None,
        "keeps": why_not_keep(request.user, entered.round.subdistrict_id) is None,
    }
    return render(request, "evaluation/panel.html", context)


@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    found = _changed(request, pk)
    form = MeetingForm(found, request.POST if request.method == "POST" else None)

    def save(form: MeetingForm) -> Panel:
        given = form.cleaned_data
        return panels.meet(found, form.said, seen=given["seen"], why=given["why"] or "", by=request.user)

    about = {
        "title": _("评估时间和方式"),
        "verb": _("保存"),
        "via": found.entered.project.name,
        "back": panel_page(found),
    }
    return editing.answer(request, form, save, back=panel_page, said=_("已保存。"), about=about)


@login_required
def seating(request: HttpRequest, pk: int) -> HttpResponse:
    """Who could sit on an empty seat, or with ?instead= on somebody's, what that costs and which rules it breaks."""
    found = _changed(request, pk)
    asked = request.GET.get("instead", "")
    instead = get_object_or_404(_taken(found), pk=int(asked)) if asked.isdecimal() else None
    form = SeatForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            panels.seat(
                found, given["assessor"], seen=given["seen"], instead=instead, why=given["why"] or "", by=request.user
            )
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, _("已坐上席位。"))
            return redirect(panel_page(found))
    wanted = request.GET.get("q", "").strip()[:40]
    candidates, others = _looked(found).candidates(instead, wanted)
    context = _about(found) | {
        "form": form,
        "instead": instead,
        "candidates": candidates,
        "others": others,
        "q": wanted,
    }
    context |= {"back": panel_page(found), "picked": form.data.get("assessor", "")}
    return render(request, "evaluation/panel_seating.html", context, status=422 if form.errors else 200)


@login_required
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    refuse_if(policy.why_not_free(request.user, seat.panel.entered) or policy.why_not_leave(seat))
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        panels.leave(seat, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("席位空出来了，原因已记下。"))
        return redirect(panel_page(seat.panel))
    about = {"title": _("离开评估组：%(name)s") % {"name": seat.assessor.name}, "verb": _("离开评估组")}
    return record(request, form, about | {"via": seat.panel.entered.project.name, "back": panel_page(seat.panel)})


@login_required
@require_POST
def fixing(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    is_fixed = request.POST.get("fix") == "1"
    panels.fix(seat, is_fixed=is_fixed, by=request.user)
    messages.success(request, _("再排的时候这个席位不动。") if is_fixed else _("再排的时候这个席位可以换人。"))
    return redirect(panel_page(seat.panel))


def panel_page(found: Panel) -> str:
    return reverse("evaluation:panel", args=[found.pk])


def _about(found: Panel) -> dict[str, Any]:
    entered = found.entered
    return {
        "panel": found,
        "round": entered.round,
        "project": entered.project,
        "project_page": page_of(entered.project),
        "panels_page": panels_page(entered.round),
        "time": slot_words(arranging.slot_of(found.day, found.half)) if found.day else "",
    }


def _looked(found: Panel) -> PanelLooked:
    one = found.entered.round
    return PanelLooked(Looked(one, arranging.suggested(one)), found)


def _visible(request: HttpRequest, pk: int) -> Panel:
    rows = Panel.objects.visible_to(request.user).select_related("entered__round", "entered__project__provider")
    found: Panel = get_object_or_404(rows, pk=pk)
    return found


def _changed(request: HttpRequest, pk: int) -> Panel:
    found = _visible(request, pk)
    refuse_if(policy.why_not_change(request.user, found.entered))
    return found


def _taken(found: Panel) -> Any:
    return found.seats.taken().select_related("assessor")


def _seat(request: HttpRequest, pk: int) -> Seat:
    rows = Seat.objects.filter(panel__in=Panel.objects.visible_to(request.user))
    found: Seat = get_object_or_404(
        rows.select_related("assessor", "panel__entered__round", "panel__entered__project"), pk=pk
    )
    return found
