"""The rounds in which work is judged: all of them, one with what it still lacks, its terms and its projects, and its opening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.core import editing, listing
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.directory.models import Role, users
from guihua.evaluation import listings, reply_policy, result_policy
from guihua.evaluation import models as evaluation
from guihua.evaluation import round_policy as policy
from guihua.evaluation.actions import rounds
from guihua.evaluation.listings import round_page
from guihua.evaluation.round_forms import NewRoundForm, TermsForm, WithdrawalForm
from guihua.evaluation.views.answering import put, record
from guihua.evaluation.views.rubrics import office_of

Round = evaluation.Round
WAITING = "waiting"
READING_SELF_REPORTS = (Role.OFFICE, *evaluation.READING, Role.LIAISON, Role.MANAGER)
READERS = (*users.OVERSEERS, Role.LIAISON, Role.MANAGER)


@login_required
def all_rounds(request: HttpRequest) -> HttpResponseBase:
    if not users.holds(request.user, *READERS):
        raise Http404
    ways: list[Any] = []
    if users.holds(request.user, Role.OFFICE):
        ways.append((gettext_lazy("新建一轮"), reverse("evaluation:round_planning"), "plus"))
    if users.holds(request.user, *users.OVERSEERS):
        ways.append((gettext_lazy("评分标准"), reverse("evaluation:rubrics"), "list-checks"))
    return listing.answer(request, listings.rounds(ways), listings.rounds_for(request.user))


@login_required
def planning(request: HttpRequest) -> HttpResponse:
    form = NewRoundForm(office_of(request), request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = rounds.plan(given["year"], given["stage"], given["name"], by=request.user)
        except Refused as refused:
            put(form, refused)
        else:
            return redirect(round_page(made))
    about = {"title": _("新建一轮评估"), "verb": _("新建"), "via": _("项目评估")}
    about["notice"] = _("同一阶段以前评过，权重、等级、否决项和评分标准都照上一轮，日期重新定。")
    return record(request, form, about | {"back": reverse("evaluation:rounds")})


@login_required
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """What it judges by, which projects, and what it still lacks. ?sheets=waiting: of the projects those that the reader has to score."""
    found = _visible(request, pk)
    own = commissioning.Project.objects.accounted_to(request.user)
    entered = found.projects.filter(project__in=own).select_related("project__provider", "project__domain", "panel")
    only_waiting = request.GET.get("sheets") == WAITING
    if only_waiting:
        entered = entered.waiting_for_sheets(own.looked_after_by(request.user))
    sheets = evaluation.ScoreSheet.objects.visible_to(request.user).of(evaluation.Source.LIAISON)
    scored = {one.entered_id: one for one in sheets.filter(entered__round=found)}
    scoring = set(own.looked_after_by(request.user).values_list("pk", flat=True)) if found.liaison_rubric_id else set()
    keeps = policy.why_not_keep(request.user, found.subdistrict_id) is None
    how_far = evaluation.Seat.objects.filter(panel__entered__round=found).how_far()
    context = {
        "round": found,
        "weights": [one for one in found.weights.all() if one.percent],
        "bands": _bands(found),
        "vetoes": found.vetoes.all(),
        "projects": [
            (page_of(one.project), one, scored.get(one.pk), one.project_id in scoring, how_far.get(one.pk))
            for one in entered
        ],
        "shows_panels": bool(how_far) and users.holds(request.user, Role.OFFICE, *evaluation.READING),
        "shows_sheets": not found.is_preparing and (scored or scoring or keeps),
        "count": len(entered),
        "only_waiting": only_waiting,
        "lacking": list(policy.lacking(found)) if found.is_preparing and keeps else [],
        "may_change": policy.why_not_change(request.user, found) is None,
        "keeps": keeps,
        "may_draft": result_policy.why_not_close(request.user, found) is None,
        "may_publish": reply_policy.why_not_close(request.user, found) is None,
        "shows_self_reports": found.opened_at and users.holds(request.user, *READING_SELF_REPORTS),
        "shows_results": found.is_closed and _has_results(request, found),
        "reads_rubrics": users.holds(request.user, *users.OVERSEERS),
    }
    return render(request, "evaluation/round.html", context)


def _has_results(request: HttpRequest, one: Round) -> bool:
    return bool(evaluation.Result.objects.visible_to(request.user).filter(entered__round=one).exists())


def _bands(one: Round) -> list[dict[str, Any]]:
    """Each grade from where it begins to where the next one does."""
    bands = list(one.bands.all())
    ends = [None, *(band.floor for band in bands)]
    return [
        {"name": band.get_grade_display(), "floor": band.floor, "below": end}
        for band, end in zip(bands, ends, strict=False)
    ]


@login_required
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = TermsForm(found, request.POST if request.method == "POST" else None)

    def save(form: TermsForm) -> Round:
        return rounds.decide(found, form.said, seen=form.cleaned_data["seen"], by=request.user)

    about = {"title": _("权重、等级和日期"), "via": found.name, "back": round_page(found)}
    said = _("已保存。")
    return editing.answer(
        request, form, save, back=round_page, said=said, about=about, template="evaluation/terms.html"
    )


@login_required
def projects(request: HttpRequest, pk: int) -> HttpResponse:
    """Which projects of the year are judged; at first all that can be."""
    found = _kept(request, pk)
    rows = commissioning.Project.objects.visible_to(request.user).filter(year=found.year_id).order_by("number")
    fitting = [one for one in rows.select_related("provider", "domain") if policy.why_not_enter(found, one) is None]
    there = set(found.projects.values_list("project", flat=True)) or {one.pk for one in fitting}
    if request.method == "POST":
        wanted = set(request.POST.getlist("project"))
        count = rounds.enter(found, [one for one in fitting if str(one.pk) in wanted], by=request.user)
        messages.success(request, _("参评项目：%(n)d 个。") % {"n": count})
        return redirect(round_page(found))
    listed = [(one, one.pk in there) for one in fitting]
    context = {"round": found, "listed": listed, "left_out": rows.count() - len(fitting), "back": round_page(found)}
    return render(request, "evaluation/projects.html", context)


@login_required
@require_POST
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    found = rounds.begin(_kept(request, pk), by=request.user)
    messages.success(request, _("评估开始了，承接机构和挂钩人员现在看得到这一轮。"))
    return redirect(round_page(found))


@login_required
@require_POST
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    rounds.discard(_kept(request, pk), by=request.user)
    messages.success(request, _("这一轮已丢掉。"))
    return redirect("evaluation:rounds")


@login_required
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    rows = evaluation.RoundProject.objects.select_related("round", "project")
    entered = get_object_or_404(rows.filter(round__in=Round.objects.visible_to(request.user)), pk=pk)
    refuse_if(policy.why_not_withdraw(request.user, entered))
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        rounds.withdraw(entered, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("这个项目不评了，原因已记下。"))
        return redirect(round_page(entered.round))
    about = {"title": _("退出评估：%(name)s") % {"name": entered.project.name}, "verb": _("退出评估")}
    return record(request, form, about | {"via": entered.round.name, "back": round_page(entered.round)})


def _visible(request: HttpRequest, pk: int) -> Round:
    rows = Round.objects.visible_to(request.user).select_related("year", "rubric", "liaison_rubric")
    found: Round = get_object_or_404(rows, pk=pk)
    return found


def _kept(request: HttpRequest, pk: int) -> Round:
    found = _visible(request, pk)
    refuse_if(policy.why_not_change(request.user, found))
    return found
