"""The words that the office keeps for its programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import buying_rules, programmes
from guihua.commissioning.buying_rules_forms import CategoryForm
from guihua.commissioning.forms import CampaignForm, HeadingForm, WordForm
from guihua.core.refusal import Refused
from guihua.directory.models import Role, Subdistrict

KINDS: dict[str, tuple[type[Form], Callable[..., Any], Any]] = {
    "campaign": (CampaignForm, programmes.add_campaign, gettext_lazy("已添加专项行动「%(name)s」。")),
    "method": (WordForm, programmes.add_method, gettext_lazy("已添加采购方式「%(name)s」。")),
    "heading": (HeadingForm, programmes.set_heading, gettext_lazy("预算科目「%(name)s」已保存。")),
    "category": (CategoryForm, buying_rules.set_category, gettext_lazy("品目「%(name)s」已保存。")),
    "mode": (WordForm, programmes.add_mode, gettext_lazy("已添加管理模式「%(name)s」。")),
}


@login_required
def words(request: HttpRequest) -> HttpResponse:
    """Campaigns, headings of budgets, procurement methods and management modes; the office adds to them."""
    subdistrict = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    meant = request.POST.get("kind", "campaign") if request.method == "POST" else ""
    forms = {
        kind: made(request.POST if kind == meant else None, prefix=None if kind == "campaign" else kind)
        for kind, (made, *_) in KINDS.items()
    }
    if meant in forms and forms[meant].is_valid():
        _made, add, said = KINDS[meant]
        given = forms[meant].cleaned_data
        try:
            add(subdistrict, **given, by=request.user)
        except Refused as refused:
            forms[meant].add_error("name", refused.sentence)
        else:
            messages.success(request, said % {"name": given["name"]})
            return redirect("commissioning:words")
    context = {
        "forms": forms,
        "form": forms.get(meant),  # the one whose errors the page's title speaks of
        "campaigns": commissioning.Campaign.objects.kept_by(subdistrict),
        "domains": commissioning.Domain.objects.kept_by(subdistrict),
        "methods": commissioning.ProcurementMethod.objects.kept_by(subdistrict),
        "categories": commissioning.PurchaseCategory.objects.kept_by(subdistrict),
        "headings": commissioning.BudgetCategory.objects.kept_by(subdistrict),
        "modes": commissioning.ManagementMode.objects.kept_by(subdistrict),
    }
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "commissioning/words.html", context, status=422 if is_wrong else 200)
