"""From sheets to results: what a round still lacks, what the office decides of a project, the draft, and each result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guihua.core import listing
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.evaluation import (
    improvement_listing,
    improvement_policy,
    judged,
    moderation_shown,
    quality_policy,
    reply_policy,
    result_listing,
    result_shown,
)
from guihua.evaluation import models as evaluation
from guihua.evaluation import result_policy as policy
from guihua.evaluation.actions import deciding, results
from guihua.evaluation.listings import round_page
from guihua.evaluation.result_forms import FORMS, ROWS
from guihua.evaluation.rubric_policy import why_not_keep
from guihua.evaluation.views.answering import put, record
from guihua.evaluation.views.appeals import about_result

Round = evaluation.Round


@login_required
def drafting(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still lacking, project by project, and what all of them would come to; from here the draft goes out."""
    found = round_of(request, pk)
    refuse_if(policy.why_not_close(request.user, found))
    if request.method == "POST":
        results.draft(found, by=request.user)
        messages.success(request, _("初稿出了，承接机构已收到通知。"))
        return redirect("evaluation:results", found.pk)
    lacks: dict[int, list[policy.Lack]] = {}
    for one in policy.lacking(found):
        lacks.setdefault(one.entered.pk, []).append(one)
    unseen = policy.unseen(one for some in lacks.values() for one in some)
    rows = [(each, lacks.get(each.entered.pk, [])) for each in judged.of_round(found, unseen=unseen)]
    context = {"round": found, "back": round_page(found), "rows": rows, "lacking": sum(map(len, lacks.values()))}
    apart = any(each.refusal.code == policy.APART for some in lacks.values() for each in some)
    context["apart"] = apart or evaluation.Moderation.objects.filter(entered__round=found).exists()
    return render(request, "evaluation/drafting.html", context)


@login_required
def judged_page(request: HttpRequest, pk: int) -> HttpResponse:
    """For the office, before there is a draft: what is lacking, what it decided, and what the project comes to by now."""
    entered = _entered(request, pk)
    base = judged.ground(entered.round)
    lacks = list(policy.lacking(entered.round, [entered.pk]))
    one = judged.of_round(entered.round, [entered.pk], base, unseen=policy.unseen(lacks))[0]
    context = {
        "entered": entered,
        "round": entered.round,
        "project": entered.project,
        "back": reverse("evaluation:drafting", args=[entered.round_id]),
        "lacks": lacks,
        "excuses": entered.excuses.select_related("criterion__dimension"),
        "scores": entered.scores.all(),
        "takes_scores": [each for each in base.terms.weights if each in WITHOUT and base.weight(each)],
    }
    return render(request, "evaluation/judged.html", context | result_shown.about(one, base, names=True))


WITHOUT = (evaluation.Source.MIDTERM, evaluation.Source.SATISFACTION)


@login_required
def decision(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One of the things that the office says of a project beside its sheets."""
    entered = _entered(request, pk)
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](entered, request.POST if request.method == "POST" else None, request.GET.dict())
    if form.is_valid():
        try:
            form.decide(request.user)
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, _("已记下。"))
            return redirect("evaluation:judged", entered.pk)
    about = {"title": form.title, "verb": _("保存"), "line": entered.project.name, "via": _("得分和等级")}
    return record(request, form, about | {"back": reverse("evaluation:judged", args=[entered.pk])})


@login_required
@require_POST
def taking_back(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    entered = _entered(request, pk)
    if kind not in ROWS:
        raise Http404
    deciding.take_back(get_object_or_404(ROWS[kind](entered), pk=row), by=request.user)
    messages.success(request, _("已撤回。"))
    return redirect("evaluation:judged", entered.pk)


@login_required
@require_GET
def all_results(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Those of a round that its reader may see, with how many have which grade."""
    found = get_object_or_404(Round.objects.select_related("year"), pk=pk)
    rows = evaluation.Result.objects.visible_to(request.user).newest().filter(entered__round=found)
    if not rows.exists():
        raise Http404
    said = {"round": found, "grades": result_listing.counted(rows, found)}
    own = result_listing.of_round(found, _ways(request, found))
    return listing.answer(request, own, result_listing.rows_of(rows), above="evaluation/results_above.html", said=said)


def _ways(request: HttpRequest, one: Round) -> list[tuple[str, str, str]]:
    """To the round, to what other weights would make of it, and to how it was judged."""
    ways = [(_("这一轮"), round_page(one), "arrow-left")]
    if evaluation.Appeal.objects.visible_to(request.user).sent().filter(entered__round=one).exists():
        ways.append((_("申诉"), reverse("evaluation:appeals", args=[one.pk]), "scale"))
    ways.append((_("评分明细"), reverse("evaluation:marks", args=[one.pk]), "table"))
    if one.is_published:
        ways.append((_("改进任务"), reverse("evaluation:improvements", args=[one.pk]), "list-todo"))
    if quality_policy.why_not_compare(request.user, one) is None:
        ways.append((_("换一组权重会怎样"), reverse("evaluation:what_if", args=[one.pk]), "scale"))
    if quality_policy.why_not_examine(request.user, one) is None:
        ways.append((_("评分质量"), reverse("evaluation:quality", args=[one.pk]), "chart-scatter"))
    return ways


@login_required
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The score of a project with its whole arithmetic; who gave which mark is told to the office alone."""
    rows = evaluation.Result.objects.visible_to(request.user).newest()
    one = get_object_or_404(rows.select_related("entered__round__rubric", "entered__round__liaison_rubric"), entered=pk)
    entered = one.entered
    base = judged.ground(entered.round)
    made = judged.of_round(entered.round, [entered.pk], base)[0]
    keeps = why_not_keep(request.user, entered.round.subdistrict_id) is None
    context = {
        "result": one,
        "round": entered.round,
        "project": made.entered.project,
        "project_page": page_of(made.entered.project),
        "report": page_of(entered),
        "back": reverse("evaluation:results", args=[entered.round_id]),
        **_reply(request, entered),
        **about_result(request, entered),
        **_improvements(request, entered),
        "editions": entered.results.all() if one.edition > 1 else [],
        "turned": moderation_shown.of_result(made, base, names=keeps),
    }
    return render(request, "evaluation/result.html", context | result_shown.about(made, base, names=keeps))


def _reply(request: HttpRequest, entered: evaluation.RoundProject) -> dict[str, Any]:
    """What the provider said of the draft, for those who may know, and what the reader can do about it."""
    rows = evaluation.Reply.objects.visible_to(request.user).select_related("by", "answered_by", "entered__round")
    reply = rows.filter(entered=entered).first()
    return {
        "entered": entered,
        "reply": reply,
        "may_reply": reply_policy.why_not_reply(request.user, entered) is None,
        "may_answer": reply is not None and reply_policy.why_not_answer(request.user, reply) is None,
    }


def _improvements(request: HttpRequest, entered: evaluation.RoundProject) -> dict[str, Any]:
    """What came of it that the reader may see, and whether the reader can ask for more."""
    rows = evaluation.Improvement.objects.visible_to(request.user).filter(entered=entered).told()
    return {
        "improvements": [(row, improvement_listing.standing(row), improvement_listing.criterion(row)) for row in rows],
        "may_improve": improvement_policy.why_not_improve(request.user, entered) is None,
    }


def round_of(request: HttpRequest, pk: int) -> Round:
    rows = Round.objects.visible_to(request.user).select_related("year", "rubric", "liaison_rubric")
    found: Round = get_object_or_404(rows, pk=pk)
    return found


def _entered(request: HttpRequest, pk: int) -> evaluation.RoundProject:
    """Of a round that is being judged, for the office."""
    rows = evaluation.RoundProject.objects.select_related("round__rubric", "round__liaison_rubric", "project")
    found: Any = get_object_or_404(rows.filter(round__in=Round.objects.visible_to(request.user)), pk=pk)
    refuse_if(policy.why_not_decide(request.user, found))
    entered: evaluation.RoundProject = found
    return entered
