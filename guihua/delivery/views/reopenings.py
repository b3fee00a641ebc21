"""A closed month is asked to be opened again, and somebody decides; a finding is mended, or said to be so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core.refusal import Refusal, refuse_if
from guihua.delivery import closing_policy
from guihua.delivery import models as delivery
from guihua.delivery.actions import findings, reopenings
from guihua.delivery.closing_forms import AnswerForm, CommunityForm, FindingForm, WhyForm
from guihua.delivery.views.closings import provider_page, seen_provider


def reopening_asking(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what reopening means, and asks for it with a reason."""
    close = get_object_or_404(
        delivery.MonthlyClose.objects.visible_to(request.user).select_related("provider", "subdistrict"), pk=pk
    )
    refuse_if(closing_policy.why_not_ask_reopening(request.user, close))
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reopenings.ask(close, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("已经申请，等街道办公室决定。"))
        return _back(close)
    context = {"close": close, "words": closing_policy.in_words(close.month), "form": form}
    return render(request, "delivery/closing/reopening.html", context, status=422 if form.errors else 200)


@require_POST
def reopening_decision(request: HttpRequest, pk: int) -> HttpResponse:
    waiting = get_object_or_404(
        delivery.Reopening.objects.visible_to(request.user).select_related("close__provider"), pk=pk
    )
    refuse_if(closing_policy.why_not_decide(request.user, waiting))
    form = AnswerForm(request.POST)
    refuse_if(None if form.is_valid() else Refusal("unclear", _("请选「准许」或「不准」。")))
    decide = reopenings.grant if form.cleaned_data["granted"] else reopenings.refuse
    decided = decide(waiting, by=request.user, answer=form.cleaned_data["answer"])
    messages.success(request, _("已经重新开放。") if decided.granted else _("已经答复，这个月保持结账。"))
    return _back(waiting.close)


@require_POST
def finding_confirming(request: HttpRequest, month: int, pk: int) -> HttpResponse:
    """情况属实."""
    provider = seen_provider(request.user, month, pk)
    refuse_if(closing_policy.why_not_keep(request.user, provider.subdistrict_id, provider.pk))
    form = FindingForm(request.POST)
    if not form.is_valid():
        return provider_page(request, provider, month, form)
    findings.confirm(provider, month, form.finding, by=request.user, why=form.cleaned_data["why"])
    messages.success(request, _("记下了，这一条不会再出现。"))
    return redirect("delivery:closing_provider", month, provider.pk)


@require_POST
def session_placing(request: HttpRequest, pk: int) -> HttpResponse:
    """The community of a session that has none."""
    sessions = delivery.Session.objects.open_to(request.user).select_related("project__provider", "subdistrict")
    session = get_object_or_404(sessions.exclude(project=None), pk=pk)
    refuse_if(closing_policy.why_not_keep(request.user, session.subdistrict_id, session.project.provider_id))
    form = CommunityForm(session, request.POST)
    if not form.is_valid():
        return provider_page(request, session.project.provider, session.month, placing=form)
    findings.place(session, form.cleaned_data["community"], by=request.user, why=form.cleaned_data["why"])
    messages.success(request, _("社区已经写上。"))
    return redirect("delivery:closing_provider", session.month, session.project.provider_id)


def _back(close: delivery.MonthlyClose) -> HttpResponse:
    if close.provider_id:
        return redirect("delivery:closing_provider", close.month, close.provider_id)
    return redirect("delivery:closing_month", close.month)
