"""What an assessor has before them, and the sheet of each seat, begun as it is opened."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.core.refusal import refuse_if
from guihua.core.wording import listed
from guihua.directory.models import Role, users
from guihua.evaluation import models as evaluation
from guihua.evaluation import moderating, own_visits
from guihua.evaluation import sheet_policy as policy
from guihua.evaluation.actions import samples, sheets
from guihua.evaluation.listings import round_page
from guihua.evaluation.sample_forms import SampleForm


@login_required
def my_visits(request: HttpRequest) -> HttpResponse:
    """By half a day, in order. ?waiting: those alone whose sheet is still to be handed in."""
    if not evaluation.Assessor.objects.of_account(request.user).exists():
        raise Http404
    halves, only_waiting = own_visits.half_days(request.user), "waiting" in request.GET
    visits = [each for one in halves for each in one.visits]
    context = {
        "halves": halves,
        "only_waiting": only_waiting,
        "count": len(visits),
        "done": sum(one.is_done for one in visits),
        "talks": own_visits.talks(request.user),
        "earlier": own_visits.earlier(request.user),
        "undeclared": evaluation.Declaration.objects.missing_of(request.user),
        "looks": own_visits.looks(request.user),
    }
    return render(request, "evaluation/my_visits.html", context)


@login_required
def taking_up(request: HttpRequest, pk: int) -> HttpResponse:
    rows = evaluation.Seat.objects.held_by(request.user).select_related("panel__entered__round", "assessor")
    seat = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return redirect("evaluation:sheet", sheets.take_up(seat, by=request.user).pk)
    entered = seat.panel.entered
    refuse_if(policy.why_not_judge(request.user, entered, seat) or policy.why_not_sit(request.user, entered, seat))
    return redirect("evaluation:my_visits")


@login_required
def panel_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of a project's panel has submitted, for those who may read the sheets; each leads to it once it may be seen."""
    places = users.subdistricts_of(request.user, Role.OFFICE, *evaluation.READING)
    rows = evaluation.RoundProject.objects.begun().filter(round__subdistrict__in=places)
    entered = get_object_or_404(rows.select_related("round", "project"), pk=pk)
    seats = evaluation.Seat.objects.filter(panel__entered=entered).select_related("assessor", "sheet")
    seen = set(
        evaluation.ScoreSheet.objects.visible_to(request.user).filter(entered=entered).values_list("pk", flat=True)
    )
    there = [(one, getattr(one, "sheet", None)) for one in seats.taken().order_by("assessor__name", "pk")]
    context = {
        "entered": entered,
        "back": round_page(entered.round),
        "talks": bool(seen) and bool(moderating.of(entered)),
        "seats": [
            (one, sheet, sheet is not None and sheet.pk in seen, listed(one.assessor.expertise)) for one, sheet in there
        ],
    }
    return render(request, "evaluation/panel_sheets.html", context)


@login_required
def sheet_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """The records that were drawn for a panel, with what this scorer found of each."""
    rows = evaluation.ScoreSheet.objects.visible_to(request.user).exclude(seat=None).with_all_that_it_asks()
    found = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_write(request.user, found))
    form = SampleForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        samples.check(found, form.said, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect("evaluation:sheet", found.pk)
    return render(request, "evaluation/sheet_sample.html", {"sheet": found, "form": form})
