"""An instalment is asked for, and its request taken step by step to the day on which it is paid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import spending_policy as policy
from guihua.commissioning.actions import payments
from guihua.commissioning.notices import money_of
from guihua.commissioning.spending_forms import PaidForm, RefusalForm
from guihua.commissioning.views.answering import answer, field_of
from guihua.core import clock
from guihua.core.refusal import Refused, refuse_if

State = commissioning.PaymentState
FORMS: dict[str, type[Any]] = {"pay": PaidForm, "refuse": RefusalForm}
DEEDS: dict[str, tuple[Callable[..., Any], Any]] = {
    "check": (payments.check, gettext_lazy("已核对，等批准。")),
    "approve": (payments.approve, gettext_lazy("已批准，等付款。")),
    "pay": (payments.pay, gettext_lazy("已登记付款。")),
    "refuse": (payments.refuse, gettext_lazy("已退回，原因告诉了申请人。")),
    "withdraw": (payments.withdraw, gettext_lazy("付款申请已撤回。")),
}


@require_POST
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """An instalment is asked for."""
    found = get_object_or_404(commissioning.Instalment.objects.visible_to(request.user).with_way(), pk=pk)
    asked = payments.ask(found, by=request.user)
    messages.success(request, _("已申请第 %(n)s 期付款，等财务核对。") % {"n": found.position})
    return redirect("commissioning:payment", asked.pk)


def entering(request: HttpRequest, pk: int) -> HttpResponse:
    """An instalment was paid before its contract was put on file."""
    rows = commissioning.Instalment.objects.visible_to(request.user).with_way()
    found = get_object_or_404(rows, pk=pk)
    contract = found.contract
    refuse_if(policy.why_not_enter_paid(request.user, found, contract.signed_on))
    form = PaidForm(request.POST if request.method == "POST" else None)

    def save(given: Mapping[str, Any]) -> None:
        payments.enter_paid(found, **given, by=request.user)

    title = _("补登第 %(n)s 期付款") % {"n": found.position}
    about = {"title": title, "verb": _("登记"), "said": _("已登记付款。"), "back": money_of(contract.project)}
    return answer(request, form, save, contract.project, about)


def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was promised, what was reached, who did what; and the next step for whose it is."""
    rows = commissioning.Payment.objects.visible_to(request.user)
    people = ("asked_by", "checked_by", "approved_by", "ended_by")
    found = get_object_or_404(rows.select_related("instalment__contract__project", *people), pk=pk)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    forms = {name: made(request.POST if name == step else None) for name, made in FORMS.items()}
    forms["pay"].initial = {"on": clock.today()}
    if step in DEEDS and _is_done(request, found, step, forms.get(step)):
        return redirect("commissioning:payment", found.pk)
    context = {
        "payment": found,
        "instalment": found.instalment,
        "project": found.instalment.contract.project,
        "back": money_of(found.instalment.contract.project),
        "forms": forms,
        "form": forms.get(step),
        "next": _next(found, request.user),
        "milestones": found.instalment.contract.project.milestones.filter(kind=found.instalment.waits_for),
    }
    return render(request, "commissioning/payment.html", context, status=422 if request.method == "POST" else 200)


def _is_done(request: HttpRequest, found: commissioning.Payment, step: str, form: Any) -> bool:
    """Whether the step was taken; else its form says why not."""
    if form is not None and not form.is_valid():
        return False
    deed, said = DEEDS[step]
    try:
        deed(found, **(form.cleaned_data if form is not None else {}), by=request.user)
    except Refused as refused:
        if form is None:
            raise
        form.add_error(field_of(form, refused.refusal.code), refused.sentence)
        return False
    messages.success(request, said)
    return True


def _next(found: commissioning.Payment, user: Any) -> dict[str, Any]:
    """By step that the state allows: None where it may be taken, or why not."""
    steps = {
        State.ASKED: {"check": policy.why_not_check(user, found)},
        State.CHECKED: {"approve": policy.why_not_approve(user, found)},
        State.APPROVED: {"pay": policy.why_not_pay(user, found, clock.today())},
    }.get(State(found.state), {})
    if not steps:
        return {}
    steps["refuse"] = policy.why_not_refuse(user, found)
    if found.state != State.APPROVED:
        steps["withdraw"] = policy.why_not_withdraw(user, found)
    return {step: {"why": refusal.sentence if refusal else ""} for step, refusal in steps.items()}
