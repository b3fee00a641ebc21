"""The words that the office keeps for its programme."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import limits, naming, programmes
from guihua.commissioning.buying_rules_forms import CategoryForm, HeadingForm, NameForm, RowForm
from guihua.commissioning.forms import CampaignForm, WordForm
from guihua.core import editing
from guihua.core.refusal import Refused
from guihua.directory.models import Role, Subdistrict

KINDS: dict[str, tuple[Callable[..., Form], Callable[..., Any], Any]] = {
    "campaign": (CampaignForm, programmes.add_campaign, gettext_lazy("已添加专项行动「%(name)s」。")),
    "method": (WordForm, programmes.add_method, gettext_lazy("已添加采购方式「%(name)s」。")),
    "heading": (partial(HeadingForm, None), limits.add_heading, gettext_lazy("预算科目「%(name)s」已保存。")),
    "category": (partial(CategoryForm, None), limits.add_category, gettext_lazy("品目「%(name)s」已保存。")),
    "mode": (WordForm, programmes.add_mode, gettext_lazy("已添加管理模式「%(name)s」。")),
}

RENAMED: dict[str, Any] = {
    "campaign": commissioning.Campaign,
    "domain": commissioning.Domain,
    "method": commissioning.ProcurementMethod,
    "mode": commissioning.ManagementMode,
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
        given = {name: value for name, value in forms[meant].cleaned_data.items() if name != "seen"}
        try:
            add(subdistrict, **given, by=request.user)
        except Refused as refused:
            code = refused.refusal.code
            forms[meant].add_error(code if code in forms[meant].fields else "name", refused.sentence)
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


@login_required
def word(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What a domain, a campaign, a way of buying or a mode is called."""
    if kind not in RENAMED:
        raise Http404
    return _changed(request, _own(request, RENAMED[kind], pk), NameForm, naming.rename)


@login_required
def category(request: HttpRequest, pk: int) -> HttpResponse:
    """A kind of thing that is bought, and from which sum on there must be a tender."""
    found = _own(request, commissioning.PurchaseCategory, pk)
    return _changed(request, found, CategoryForm, limits.change_category)


@login_required
def heading(request: HttpRequest, pk: int) -> HttpResponse:
    """A heading of budgets, and how much of a contract it may be."""
    return _changed(request, _own(request, commissioning.BudgetCategory, pk), HeadingForm, limits.change_heading)


def _own(request: HttpRequest, model: Any, pk: int) -> Any:
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    return get_object_or_404(model.objects.kept_by(place), pk=pk)


def _changed(request: HttpRequest, found: Any, made: type[RowForm], change: Callable[..., Any]) -> HttpResponse:
    form = made(found, request.POST if request.method == "POST" else None)
    back = reverse("commissioning:words")
    about = {"title": str(found), "verb": _("保存"), "via": _("项目设置"), "back": back, "line": ""}

    def save(form: RowForm) -> Any:
        return change(found, form.said, seen=form.cleaned_data["seen"], by=request.user)

    return editing.answer(request, form, save, back=back, said=_("已保存。"), about=about)
