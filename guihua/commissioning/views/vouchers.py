"""An expense with the papers that prove it; each time it is asked whether somebody may."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import sent_files
from guihua.commissioning import spending_policy as policy
from guihua.commissioning.actions import vouchers
from guihua.commissioning.notices import money_of
from guihua.commissioning.voucher_forms import VoidingForm, VouchersForm
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if


def expense(request: HttpRequest, pk: int) -> HttpResponse:
    """What was spent on what, and its vouchers; more of them come in here."""
    found = _expense(request, pk)
    form = VouchersForm()
    if request.method == "POST":
        refuse_if(policy.why_not_prove(request.user, found))
        form = VouchersForm(request.POST, request.FILES)
        if form.is_valid() and _are_added(found, form, request.user):
            messages.success(request, _("凭证已经传好。"))
            return redirect("commissioning:expense", found.pk)
    return _page(request, found, form, status=422 if form.errors else 200)


def _are_added(found: commissioning.Expense, form: VouchersForm, user: Any) -> bool:
    try:
        vouchers.add(found, form.cleaned_data["papers"], by=user)
    except Refused as refused:
        if refused.refusal.code in FORBIDDEN:
            raise
        form.add_error("papers", refused.sentence)
    return not form.errors


def _page(
    request: HttpRequest,
    found: commissioning.Expense,
    form: VouchersForm,
    *,
    status: int,
    voiding: VoidingForm | None = None,
    of: int = 0,
) -> HttpResponse:
    """`voiding` is the form of the voucher `of` which something was wrong with."""
    held = list(found.vouchers.select_related("by", "voided_by"))
    refused = policy.why_not_prove(request.user, found)
    open_to = [one for one in held if one.voided_at is None and refused is None]
    forms = {one.pk: voiding if one.pk == of else VoidingForm(auto_id=f"v{one.pk}-%s") for one in open_to}
    context = {
        "expense": found,
        "project": found.line.contract.project,
        "back": money_of(found.line.contract.project),
        "vouchers": [{"voucher": one, "form": forms.get(one.pk)} for one in held],
        "elsewhere": _elsewhere(request, found, held),
        "form": form,
        "refused": refused,
    }
    return render(request, "commissioning/expense.html", context, status=status)


def _elsewhere(request: HttpRequest, found: commissioning.Expense, held: list[commissioning.Voucher]) -> Any:
    """Other expenses for which the very same file was sent."""
    same = commissioning.Voucher.objects.visible_to(request.user).valid().exclude(expense=found)
    digests = [one.digest for one in held if one.voided_at is None]
    return same.filter(digest__in=digests).select_related("expense__line__contract__project")


def voucher(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself."""
    rows = commissioning.Voucher.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("expense__subdistrict"), pk=pk)
    return sent_files.answer(lambda: vouchers.opened(found, by=request.user), str(found), found.suffix)


@require_POST
def voucher_voiding(request: HttpRequest, pk: int) -> HttpResponse:
    rows = commissioning.Voucher.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("expense__line__contract__project"), pk=pk)
    refuse_if(policy.why_not_void(request.user, found))
    form = VoidingForm(request.POST, auto_id=f"v{found.pk}-%s")
    if not form.is_valid():
        around = _expense(request, found.expense_id)
        return _page(request, around, VouchersForm(), status=422, voiding=form, of=found.pk)
    vouchers.void(found, why=form.cleaned_data["why"], by=request.user)
    messages.success(request, _("「%(name)s」已作废，原因写在旁边。") % {"name": found})
    return redirect("commissioning:expense", found.expense_id)


def _expense(request: HttpRequest, pk: int) -> commissioning.Expense:
    rows = commissioning.Expense.objects.visible_to(request.user)
    around = ("line__category", "line__contract__project", "by", "reverses", "reversed_by")
    found: commissioning.Expense = get_object_or_404(rows.select_related(*around), pk=pk)
    return found
