"""「登录要求」: of which roles a second factor is demanded, and who is helped when theirs is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guihua.core import clock
from guihua.core.refusal import Refused, refuse_if
from guihua.directory import account_listing, accounts_policy, factor_policy
from guihua.directory.actions import demands as acts
from guihua.directory.actions import factors as factor_acts
from guihua.directory.factor_forms import DemandForm, ResetForm
from guihua.directory.models import FactorDemand, Role, Subdistrict, factors
from guihua.directory.views.accounts import visible

SEEING = (Role.OFFICE, Role.SECURITY)


@require_safe
def demands(request: Any) -> HttpResponse:
    """Its office and its security administrators see it; who of them runs its roles changes it."""
    return _page(request, get_object_or_404(Subdistrict.objects.held_by(request.user, *SEEING)[:1]), DemandForm())


@require_POST
def demanding(request: Any, place: int) -> HttpResponse:
    found = get_object_or_404(Subdistrict.objects.held_by(request.user, *SEEING), pk=place)
    refuse_if(factor_policy.why_not_demand(request.user, found))
    if "ending" in request.POST:
        return _withdrawn(request, found)
    form = DemandForm(request.POST)
    return _demanded(request, found, form) if form.is_valid() else _page(request, found, form)


def _page(request: Any, place: Subdistrict, form: DemandForm) -> HttpResponse:
    refused = factor_policy.why_not_demand(request.user, place)
    context = {"form": form, "rows": _rows(place), "refused": refused, "place": place}
    return render(request, "directory/demands.html", context, status=422 if form.errors else 200)


def _rows(place: Subdistrict) -> list[dict[str, Any]]:
    """Every role that somebody holds or of which something is demanded."""
    counted = factors.with_and_without(place)
    made = {one.role: one for one in FactorDemand.objects.on(clock.today()).filter(subdistrict=place)}
    return [
        {
            "role": role,
            "demand": made.get(role),
            "having": having,
            "with_address": account_listing.address_of(role, account_listing.WITH),
            "lacking": lacking,
            "without_address": account_listing.address_of(role, account_listing.WITHOUT),
        }
        for role in Role
        if role in counted or role in made
        for having, lacking in [counted.get(role, (0, 0))]
    ]


def _demanded(request: Any, place: Subdistrict, form: DemandForm) -> HttpResponse:
    role, days = Role(form.cleaned_data["role"]), form.cleaned_data["days"]
    acts.demand(place, role, clock.today() + timedelta(days=days), by=request.user)
    messages.success(request, _("%(role)s登录要有第二步验证了。") % {"role": role.label})
    return redirect("directory:demands")


def _withdrawn(request: Any, place: Subdistrict) -> HttpResponse:
    asked = request.POST["ending"]
    if asked in Role.values:
        acts.withdraw(place, Role(asked), by=request.user)
        messages.success(request, _("不再要求%(role)s有第二步验证。") % {"role": Role(asked).label})
    return redirect("directory:demands")


def factors_resetting(request: Any, pk: int) -> HttpResponse:
    """For who lost the phone: their factors are cleared, for a reason that they read."""
    found = visible(request.user, pk)
    refuse_if(accounts_policy.why_not_run_account(request.user, found))
    form = ResetForm(request.POST or None)
    if form.is_valid():
        try:
            factor_acts.reset(found, by=request.user, why=form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("%(name)s的第二步验证已经清除，本人会收到通知。") % {"name": found})
            return redirect("directory:account", found.pk)
    context = {"form": form, "account": found, "refused": factor_policy.why_not_reset(request.user, found, "?")}
    return render(request, "directory/factors_resetting.html", context, status=422 if form.errors else 200)
