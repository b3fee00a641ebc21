"""An appeal: its provider writes and sends it, and whoever may read it sees how far it is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guihua.core import editing
from guihua.core.refusal import FORBIDDEN, refuse_if
from guihua.core.ui.pages import page_of
from guihua.directory.models import users
from guihua.evaluation import appeal_policy as policy
from guihua.evaluation import appeal_shown
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import appeals
from guihua.evaluation.appeal_forms import AppealForm
from guihua.evaluation.listings import round_page
from guihua.evaluation.models.results import READING_DRAFTS
from guihua.evaluation.rubric_policy import why_not_keep

Appeal = evaluation.Appeal
SEND = "send"


@login_required
def appealing(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved as one goes, and sent once. What is refused once it was typed stands above it, so that nothing of it is lost."""
    rows = evaluation.Result.objects.visible_to(request.user).newest()
    entered = get_object_or_404(rows.select_related("entered__round", "entered__project"), entered=pk).entered
    refusal = policy.why_not_appeal(request.user, entered)
    refuse_if(refusal if refusal and (request.method != "POST" or refusal.code in FORBIDDEN) else None)
    form = AppealForm(entered, request.POST if request.method == "POST" else None)
    sends = request.POST.get("deed") == SEND
    page = reverse("evaluation:result", args=[entered.pk])

    def save(form: AppealForm) -> Appeal:
        verb = appeals.send if sends else appeals.write
        return verb(entered, form.reasons, seen=form.cleaned_data["seen"], by=request.user)

    said = _("申诉已交，等办公室受理。") if sends else _("已保存，还没有交。")
    about = {"round": entered.round, "project": entered.project, "back": page}
    about |= {"until": policy.last_day(entered.round), "values": appeal_shown.values(entered)}
    back = page if sends else request.path
    return editing.answer(request, form, save, back=back, said=said, about=about, template="evaluation/appealing.html")


@login_required
@require_GET
def round_appeals(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of a round that its reader may see. ?waiting: those that wait for the office."""
    found = get_object_or_404(evaluation.Round.objects.select_related("year"), pk=pk)
    rows = Appeal.objects.visible_to(request.user).sent().filter(entered__round=found)
    if not rows.exists():
        raise Http404
    only_waiting = "waiting" in request.GET
    whole = (rows.waiting() if only_waiting else rows).select_related("entered__project__provider")
    shown = list(whole.prefetch_related("looks").order_by("sent_at", "pk"))
    is_seen = evaluation.Round.objects.visible_to(request.user).filter(pk=found.pk).exists()
    back = round_page(found) if is_seen else reverse("evaluation:results", args=[found.pk])
    context = {"round": found, "back": back, "appeals": shown, "count": len(shown), "only_waiting": only_waiting}
    return render(request, "evaluation/appeals.html", context)


@login_required
@require_GET
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """What is contested and why, and what became of it. Who looked again is the office's to know."""
    one = seen(request, pk)
    entered = one.entered
    keeps = why_not_keep(request.user, entered.round.subdistrict_id) is None
    oversees = (
        users.subdistricts_of(request.user, *READING_DRAFTS).filter(subdistrict=entered.round.subdistrict_id).exists()
    )
    shows = one.is_decided or (one.is_looked and oversees)
    context = {
        "appeal": one,
        "round": entered.round,
        "project": entered.project,
        "project_page": page_of(entered.project),
        "back": reverse("evaluation:result", args=[entered.pk]),
        "turn": appeal_shown.turn(one, names=keeps) if shows else None,
        "names": keeps,
        "looks": one.looks.all() if keeps else [],
        "done": sum(not look.is_draft for look in one.taken),
        "of": len(one.taken),
        "may_answer": policy.why_not_answer(request.user, one) is None,
        "may_call": policy.why_not_call(request.user, one) is None,
        "may_decide": policy.why_not_decide(request.user, one) is None,
    }
    return render(request, "evaluation/appeal.html", context)


def seen(request: HttpRequest, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.user).sent().whole()
    whole = ("entered__round__rubric", "entered__round__liaison_rubric", "entered__project", "by")
    found: Appeal = get_object_or_404(rows.select_related(*whole, "answered_by", "decided_by"), pk=pk)
    return found


def appeal_page(one: Appeal) -> str:
    return reverse("evaluation:appeal", args=[one.pk])


def about_result(request: HttpRequest, entered: evaluation.RoundProject) -> dict[str, Any]:
    """What a result's page tells of an appeal, to those who may know, and what its reader can do about it."""
    found = Appeal.objects.visible_to(request.user).filter(entered=entered).first()
    upheld = Appeal.objects.filter(entered=entered, state=evaluation.AppealState.UPHELD).whole().first()
    if upheld:
        upheld.entered = entered
    return {
        "appeal": found,
        "appeal_until": policy.last_day(entered.round),
        "may_appeal": policy.why_not_appeal(request.user, entered) is None,
        "turn": appeal_shown.turn(upheld) if upheld else None,
    }
