"""Who was asked looks again at what is contested, without what the panel gave until they have submitted."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import sent_files
from guihua.commissioning.actions import files
from guihua.core import editing
from guihua.core.refusal import FORBIDDEN, refuse_if
from guihua.evaluation import appeal_shown, evidence, looking
from guihua.evaluation import look_policy as policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import second_looks
from guihua.evaluation.appeal_forms import LookForm
from guihua.evaluation.calc.exact import total

Look = evaluation.SecondLook
SEND = "send"


@login_required
def second_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved as one goes, submitted once; then as it was submitted, beside what the panel gave."""
    look = _own(request, pk)
    if refusal := policy.why_not_write(request.user, look):
        refuse_if(refusal if refusal.code in FORBIDDEN else None)
        return render(request, "evaluation/second_look_shown.html", _shown(look) | {"why_not": refusal.sentence})
    form = LookForm(look, request.POST if request.method == "POST" else None)
    sends = request.POST.get("deed") == SEND

    def save(form: LookForm) -> Look:
        second_looks.mark(look, form.said, seen=form.cleaned_data["seen"], by=request.user)
        return look

    def send(form: LookForm) -> Look:
        return second_looks.hand_in(look, form.said, seen=form.cleaned_data["seen"], by=request.user)

    said = _("复评已提交。") if sends else _("已保存。")
    rubric = look.appeal.entered.round.rubric
    about = _about(look) | {"evidence": evidence.of(look.appeal.entered.project), "rubric": rubric, "is_long": False}
    about |= {"points": total(one.criterion.points for one in form.points), "got": looking.points_of(look)}
    about["reasons"] = {one.criterion_id: one.reason for one in form.points}
    verb = send if sends else save
    return editing.answer(
        request, form, verb, back=request.path, said=said, about=about, template="evaluation/second_look.html"
    )


@login_required
def paper(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """One of the project's papers, in its newest version, for whoever looks again."""
    found = get_object_or_404(evidence.papers_of(_own(request, pk).appeal.entered.project), pk=file)
    version = get_object_or_404(found.versions.order_by("-number")[:1])
    return sent_files.answer(lambda: files.content_of(version), f"{found.name}{version.suffix}", version.suffix)


def _own(request: HttpRequest, pk: int) -> Look:
    rows = Look.objects.held_by(request.user).with_all_that_it_asks().prefetch_related("marks")
    found: Look = get_object_or_404(rows, pk=pk)
    return found


def _about(look: Look) -> dict[str, Any]:
    entered = look.appeal.entered
    about = {"look": look, "round": entered.round, "project": entered.project}
    return about | {"back": reverse("evaluation:my_visits")}


def _shown(look: Look) -> dict[str, Any]:
    """What the panel gave is for those who have submitted; what others gave who look again stays with the office."""
    marks = looking.marks_of(look)
    asked = looking.asked_of(look)
    first: dict[int, Any] = {}
    if not look.is_draft:
        whole = evaluation.Appeal.objects.whole().get(pk=look.appeal_id)
        whole.entered = look.appeal.entered
        first = {one.point.criterion_id: one for one in appeal_shown.turn(whole).contested}
    lines = [(one, marks.get(one.criterion_id), first.get(one.criterion_id)) for one in asked]
    return _about(look) | {"lines": lines}
