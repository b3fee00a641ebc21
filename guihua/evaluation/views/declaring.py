"""One's own declaration for a round: what is on file, what follows from it, and the signature."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import conflicts
from guihua.evaluation import declaring as declared
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import declaring as verbs
from guihua.evaluation.assessor_listing import assessor_page


@login_required
def declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """What was signed stands as it was; else what there is to sign now."""
    seats = evaluation.Seat.objects.held_by(request.user).filter(panel__entered__round=pk)
    seat = get_object_or_404(seats.select_related("assessor", "panel__entered__round").order_by("pk")[:1])
    one, assessor = seat.panel.entered.round, seat.assessor
    signed = evaluation.Declaration.objects.of_round(one).filter(assessor=assessor).first()
    if request.method == "POST":
        verbs.sign(one, assessor, by=request.user)
        messages.success(request, _("回避声明已签，可以打分了。"))
        return redirect("evaluation:my_visits")
    if signed is None:
        refuse_if(declared.why_not_sign(request.user, one, assessor))
    context = {
        "round": one,
        "signed": signed,
        "lines": signed.said if signed else declared.lines(assessor),
        "own": assessor_page(assessor),
        "shut": [] if signed else _shut(one, assessor, seats),
    }
    return render(request, "evaluation/declaration.html", context)


def _shut(one: evaluation.Round, assessor: evaluation.Assessor, seats: evaluation.SeatQuerySet) -> list[str]:
    """Of the projects that they were asked to judge those that they may not, by what is on file."""
    own = commissioning.Project.objects.filter(pk__in=seats.order_by().values("panel__entered__project"))
    me = evaluation.Assessor.objects.filter(pk=assessor.pk)
    pairs = conflicts.between(me, own, day=clock.today(), years=one.conflict_years)
    return [project.name for project, _reasons in conflicts.told(pairs, own.order_by("number"))]
