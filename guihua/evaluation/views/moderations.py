"""A panel talks over where its marks lie apart, on one page; each changes their own mark there, and the office notes the outcome."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guihua.core import editing
from guihua.core.refusal import refuse_if
from guihua.directory.models import Role, users
from guihua.evaluation import models as evaluation
from guihua.evaluation import moderating, moderation_shown
from guihua.evaluation import moderation_policy as policy
from guihua.evaluation.actions import moderations
from guihua.evaluation.listings import round_page
from guihua.evaluation.moderation_forms import ChangeForm, OutcomeForm
from guihua.evaluation.rubric_policy import why_not_keep
from guihua.evaluation.said import plain
from guihua.evaluation.views.answering import record

Entered = evaluation.RoundProject


@login_required
@require_GET
def round_moderations(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a round that is or was talked over, for those who read sheets. ?waiting: what still keeps it from a draft."""
    places = users.subdistricts_of(request.user, Role.OFFICE, *evaluation.READING)
    rows = evaluation.Round.objects.visible_to(request.user).filter(subdistrict__in=places)
    found = get_object_or_404(rows, pk=pk)
    seen = evaluation.ScoreSheet.objects.visible_to(request.user).of(evaluation.Source.ASSESSORS)
    entered = found.projects.judged().filter(sheets__in=seen.order_by().values("pk")).distinct()
    talks, only_waiting = moderating.talks(entered), "waiting" in request.GET
    shown = [one for one in talks if not (only_waiting and one.is_settled)]
    context = {
        "round": found,
        "back": round_page(found),
        "talks": shown,
        "count": len(shown),
        "only_waiting": only_waiting,
        "waiting": sum(not one.is_settled for one in talks),
    }
    return render(request, "evaluation/moderations.html", context)


@login_required
@require_GET
def moderation(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read the panel's sheets: each criterion with all marks beside one another."""
    entered = _seen(request, pk)
    talks = moderating.of(entered)
    own = evaluation.ScoreSheet.objects.filter(seat__in=evaluation.Seat.objects.held_by(request.user))
    keeps = why_not_keep(request.user, entered.round.subdistrict_id) is None
    goes_on = policy.why_not_talk(entered) is None
    context = {
        "entered": entered,
        "round": entered.round,
        "project": entered.project,
        "back": _way_back(request, entered),
        "shown": moderation_shown.of(entered, talks),
        "count": sum(not one.is_settled for one in talks),
        "sheet": own.filter(entered=entered).first() if goes_on else None,
        "may_note": keeps and goes_on,
    }
    return render(request, "evaluation/moderation.html", context)


@login_required
def changing(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """One's own mark, after what the others said."""
    rows = evaluation.ScoreSheet.objects.visible_to(request.user).exclude(seat=None).with_all_that_it_asks()
    sheet = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_change(request.user, sheet, criterion))
    asked = _criterion(sheet.entered, criterion)
    form = ChangeForm(sheet, asked, request.POST if request.method == "POST" else None)

    def save(form: ChangeForm) -> evaluation.MarkChange:
        given = form.cleaned_data
        return moderations.change(sheet, asked, form.said, why=given["why"], seen=given["seen"], by=request.user)

    page = moderation_page(sheet.entered)
    about = {"title": _("合议改分"), "verb": _("改分"), "via": _("合议"), "back": page}
    about["line"] = _("%(name)s，满分 %(points)s 分") % {"name": asked.name, "points": plain(asked.points)}
    said = _("已改分，原来的分留着。")
    return editing.answer(request, form, save, back=page, said=said, about=about)


@login_required
def noting(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    entered = _seen(request, pk)
    refuse_if(policy.why_not_note(request.user, entered, criterion))
    asked = _criterion(entered, criterion)
    before = entered.moderations.filter(criterion=asked).first()
    now = {"outcome": before.outcome} if before else {}
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        moderations.note(entered, asked, form.cleaned_data["outcome"], by=request.user)
        messages.success(request, _("已记下合议结论。"))
        return redirect(moderation_page(entered))
    about = {"title": _("合议结论"), "verb": _("保存"), "line": asked.name, "via": _("合议")}
    return record(request, form, about | {"back": moderation_page(entered)})


def moderation_page(entered: Entered) -> str:
    return reverse("evaluation:moderation", args=[entered.pk])


def _seen(request: HttpRequest, pk: int) -> Entered:
    """Where its reader may see the sheets of a whole panel."""
    sheets = evaluation.ScoreSheet.objects.visible_to(request.user).of(evaluation.Source.ASSESSORS)
    rows = Entered.objects.filter(sheets__in=sheets.order_by().values("pk"), panel__in=evaluation.whole_panels())
    found: Entered = get_object_or_404(rows.select_related("round", "project").distinct(), pk=pk)
    return found


def _criterion(entered: Entered, pk: int) -> evaluation.Criterion:
    rows = evaluation.Criterion.objects.filter(dimension__rubric=entered.round.rubric_id)
    found: evaluation.Criterion = get_object_or_404(rows, pk=pk)
    return found


def _way_back(request: HttpRequest, entered: Entered) -> dict[str, Any]:
    """To the panel's sheets, or for somebody of the panel to what they have before them, or to the round."""
    if users.subdistricts_of(request.user, Role.OFFICE, *evaluation.READING).filter(
        subdistrict=entered.round.subdistrict_id
    ):
        return {"address": reverse("evaluation:panel_sheets", args=[entered.pk]), "name": _("专家评分")}
    if evaluation.Seat.objects.held_by(request.user).filter(panel__entered=entered).exists():
        return {"address": reverse("evaluation:my_visits"), "name": _("我的评估")}
    if evaluation.Round.objects.visible_to(request.user).filter(pk=entered.round_id).exists():
        return {"address": round_page(entered.round), "name": entered.round.name}
    raise Http404
