"""The office writes down what a contract promises in numbers."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.commissioning import indicator_policy, offers, policy, renewals
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import indicators as promises
from guihua.commissioning.indicator_forms import IndicatorsForm
from guihua.commissioning.notices import money_of
from guihua.core.refusal import Refused, refuse_if


def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a contract, in one form."""
    visible = commissioning.Project.objects.visible_to(request.user).select_related("subdistrict")
    project = get_object_or_404(visible, pk=pk)
    refuse_if(policy.why_not_edit(request.user, project))
    contract = get_object_or_404(commissioning.Contract.objects.select_related("project"), project=project)
    now = promises.promised(contract)
    needs_why = indicator_policy.needs_a_reason(contract)
    data = request.POST if request.method == "POST" else None
    form = IndicatorsForm(
        now or offers.promised_by_the_winner(contract) or renewals.promised(project),
        data,
        seen=contract.revision,
        needs_why=needs_why,
    )
    status, stale = 422 if form.is_bound else 200, False
    if form.is_valid():
        given = {"why": form.cleaned_data.get("why", ""), "seen": form.cleaned_data["seen"] or 0}
        try:
            promises.promise(contract, form.lines, **given, by=request.user)
        except Refused as refused:
            status, stale = 409, refused.refusal.code == "stale"
            form.refused(refused.refusal.code, refused.sentence)
            form = _facing(form) if stale else form
        else:
            messages.success(request, _("指标已保存。"))
            return redirect(money_of(project))
    context = {"project": project, "form": form, "back": money_of(project), "now": now if stale else None}
    return render(request, "commissioning/indicators.html", context, status=status)


def _facing(form: IndicatorsForm) -> IndicatorsForm:
    """The form with all that was typed, for an editor who has seen what holds now."""
    data = cast("QueryDict", form.data).copy()
    data["seen"] = str(form.initial["seen"])
    form.data = data
    return form
