"""When an assessor cannot come: a grid of the half-days of the visits that are still to come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import arranging
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import absences as deeds
from guihua.evaluation.assessor_listing import assessor_page
from guihua.evaluation.assessor_policy import why_not_declare


@login_required
def absences(request: HttpRequest, pk: int) -> HttpResponse:
    """Of each round with visits ahead; a ticked half-day is one on which they cannot come."""
    rows = evaluation.Assessor.objects.visible_to(request.user)
    one: evaluation.Assessor = get_object_or_404(rows, pk=pk)
    refuse_if(why_not_declare(request.user, one))
    rounds = coming(one)
    if request.method == "POST":
        ticked = set(request.POST.getlist("away"))
        for each in rounds:
            deeds.say(one, each, {half for slot, half in halves_of(each) if slot in ticked}, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect(assessor_page(one))
    context = {"assessor": one, "grids": [grid(one, each) for each in rounds], "back": assessor_page(one)}
    return render(request, "evaluation/absences.html", context)


def coming(one: evaluation.Assessor) -> list[evaluation.Round]:
    """Rounds whose visits are not over."""
    rows = evaluation.Round.objects.filter(subdistrict=one.subdistrict_id, visits_until__gte=clock.today())
    return list(rows.order_by("visits_from", "pk"))


def halves_of(one: evaluation.Round) -> list[tuple[str, tuple[date, str]]]:
    halves = [(day, half.value) for day in evaluation.days_of(one) for half in evaluation.Half]
    return [(arranging.slot_of(*half), half) for half in halves]


def grid(one: evaluation.Assessor, each: evaluation.Round) -> dict[str, Any]:
    """Each day of the round's visits with its two half-days, and whether they are away."""
    there = {arranging.slot_of(row.day, row.half) for row in one.absences.filter(day__in=evaluation.days_of(each))}
    days: dict[date, list[tuple[str, str, bool]]] = {}
    for slot, (day, half) in halves_of(each):
        days.setdefault(day, []).append((slot, str(evaluation.Half(half).label), slot in there))
    return {"round": each, "days": list(days.items())}
