"""What the office does with an appeal: admits it by asking others to look again, refuses it, decides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.core.refusal import Refused, refuse_if
from guihua.evaluation import appeal_policy as policy
from guihua.evaluation import appeal_shown, look_policy, looking
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import appeals
from guihua.evaluation.appeal_forms import CallForm, DecidingForm, RefusingForm, ReleasingForm
from guihua.evaluation.views.answering import put, record
from guihua.evaluation.views.appeals import appeal_page, seen

Appeal = evaluation.Appeal


@login_required
def admitting(request: HttpRequest, pk: int) -> HttpResponse:
    one = seen(request, pk)
    refuse_if(policy.why_not_answer(request.user, one))
    about = {"title": _("受理申诉"), "verb": _("受理，请他们复评"), "least": one.entered.round.least}
    return _calling(request, one, about, lambda those: appeals.admit(one, those, by=request.user))


@login_required
def adding(request: HttpRequest, pk: int) -> HttpResponse:
    one = seen(request, pk)
    refuse_if(policy.why_not_call(request.user, one))
    about = {"title": _("再请人复评"), "verb": _("请他们复评"), "least": 1}
    return _calling(request, one, about, lambda those: appeals.add(one, those, by=request.user))


def _calling(
    request: HttpRequest, one: Appeal, about: dict[str, Any], verb: Callable[[list[evaluation.Assessor]], Any]
) -> HttpResponse:
    """Who could look again, with what each may score, how much they have to do, and why somebody may not."""
    form = CallForm(one, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verb(list(form.cleaned_data["assessors"]))
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, _("已请专家复评，他们会收到通知。"))
            return redirect(appeal_page(one))
    words = {"panel": _("在原来的评估组"), "asked": _("已经请过"), "expertise": _("申诉的指标不由这位专家评")}
    candidates, barred = looking.candidates(one, words)
    context = {
        "form": form,
        "about": about,
        "appeal": one,
        "project": one.entered.project,
        "back": appeal_page(one),
        "candidates": candidates,
        "barred": barred,
        "contested": one.points.all(),
        "picked": request.POST.getlist("assessors"),
    }
    return render(request, "evaluation/appeal_calling.html", context, status=422 if form.errors else 200)


@login_required
def refusing(request: HttpRequest, pk: int) -> HttpResponse:
    one = seen(request, pk)
    refuse_if(policy.why_not_answer(request.user, one))
    form = RefusingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        appeals.refuse(one, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("已写明不受理，承接机构会收到通知。"))
        return redirect(appeal_page(one))
    return record(request, form, _about(one, _("不受理申诉"), _("不受理")))


@login_required
def releasing(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody looks again no more."""
    rows = evaluation.SecondLook.objects.filter(appeal__in=Appeal.objects.visible_to(request.user).sent())
    look = get_object_or_404(
        rows.select_related("assessor", "appeal__entered__round", "appeal__entered__project"), pk=pk
    )
    refuse_if(policy.why_not_call(request.user, look.appeal) or look_policy.why_not_leave(look))
    form = ReleasingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        appeals.release(look, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("原因已记下。"))
        return redirect(appeal_page(look.appeal))
    title = _("不再复评：%(name)s") % {"name": look.assessor.name}
    return record(request, form, _about(look.appeal, title, _("不再复评")))


@login_required
def deciding(request: HttpRequest, pk: int) -> HttpResponse:
    """With what it would make of the score."""
    one = seen(request, pk)
    refuse_if(policy.why_not_decide(request.user, one))
    form = DecidingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_upheld = form.cleaned_data["verdict"] == "upheld"
        try:
            appeals.decide(one, form.cleaned_data["why"], is_upheld=is_upheld, by=request.user)
        except Refused as refused:
            put(form, refused)
        else:
            messages.success(request, _("已决定，承接机构和挂钩人员会收到通知。"))
            return redirect(appeal_page(one))
    context = {
        "form": form,
        "appeal": one,
        "round": one.entered.round,
        "project": one.entered.project,
        "back": appeal_page(one),
        "turn": appeal_shown.turn(one, names=True),
        "names": True,
    }
    return render(request, "evaluation/appeal_deciding.html", context, status=422 if form.errors else 200)


def _about(one: Appeal, title: str, verb: str) -> dict[str, Any]:
    about = {"title": title, "verb": verb, "line": one.entered.project.name, "via": _("申诉")}
    return about | {"back": appeal_page(one)}
