"""What was spent of a budget, what is moved within it, and what payments wait for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, spending_policy
from guihua.commissioning.actions import budgets, payments
from guihua.commissioning.notices import money_of
from guihua.commissioning.spending_forms import ExpenseForm, MilestoneForm, RefusalForm, TransferForm
from guihua.commissioning.views.answering import answer
from guihua.core.refusal import refuse_if


def spending(request: HttpRequest, pk: int) -> HttpResponse:
    """Something was spent."""
    contract = _contract(request, pk)
    refuse_if(spending_policy.why_not_account(request.user, contract.project))
    form = ExpenseForm(contract, *((request.POST, request.FILES) if request.method == "POST" else ()))
    about = {"title": _("登记支出"), "verb": _("登记"), "said": _("支出已登记。"), "back": money_of(contract.project)}
    return answer(request, form, lambda given: budgets.spend(**given, by=request.user), contract.project, about)


def moving(request: HttpRequest, pk: int) -> HttpResponse:
    """Money of one heading is asked for under another."""
    contract = _contract(request, pk)
    refuse_if(spending_policy.why_not_account(request.user, contract.project))
    form = TransferForm(contract, request.POST if request.method == "POST" else None)
    about = {"title": _("申请科目调剂"), "verb": _("申请"), "back": money_of(contract.project)}

    def save(given: Mapping[str, Any]) -> None:
        budgets.ask_to_move(**given, by=request.user)

    said = _("调剂申请已提交，等办公室批准。")
    return answer(request, form, save, contract.project, {**about, "said": said})


def reaching(request: HttpRequest, pk: int) -> HttpResponse:
    """An evaluation or the acceptance of a project, as long as it is not done here."""
    project = get_object_or_404(commissioning.Project.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_edit(request.user, project))
    form = MilestoneForm(request.POST if request.method == "POST" else None)
    about = {"title": _("登记评估或验收"), "verb": _("登记"), "said": _("已登记。"), "back": money_of(project)}
    return answer(request, form, lambda given: payments.reach(project, **given, by=request.user), project, about)


def _contract(request: HttpRequest, pk: int) -> commissioning.Contract:
    """That of a project of whose money the user reads."""
    contracts = commissioning.Contract.objects.visible_to(request.user).select_related("project")
    found: commissioning.Contract = get_object_or_404(contracts, project=pk)
    return found


@require_POST
def reversing(request: HttpRequest, pk: int) -> HttpResponse:
    """A wrong expense is taken back by one of the opposite amount."""
    expenses = commissioning.Expense.objects.visible_to(request.user)
    expense = get_object_or_404(expenses.select_related("line__contract__project"), pk=pk)
    budgets.reverse(expense, by=request.user)
    messages.success(request, _("已冲销「%(what)s」。") % {"what": expense.what})
    return redirect(money_of(expense.line.contract.project))


STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "approve": (budgets.approve, gettext_lazy("调剂已批准。")),
    "withdraw": (budgets.withdraw, gettext_lazy("调剂申请已撤回。")),
}


@require_POST
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """A transfer that was asked for is approved, refused with a reason, or withdrawn."""
    transfers = commissioning.Transfer.objects.visible_to(request.user)
    found = get_object_or_404(transfers.select_related("source__contract__project", "target"), pk=pk)
    step = request.POST.get("step", "")
    if step in STEPS:
        STEPS[step][0](found, by=request.user)
        messages.success(request, STEPS[step][1])
        return redirect(money_of(found.source.contract.project))
    refuse_if(spending_policy.why_not_decide(request.user, found))
    project = found.source.contract.project
    about = {"title": _("退回科目调剂"), "verb": _("退回"), "said": _("已退回，原因会告诉申请人。")}

    def save(given: Mapping[str, Any]) -> None:
        budgets.refuse(found, answer=given["why"], by=request.user)

    return answer(request, RefusalForm(request.POST), save, project, {**about, "back": money_of(project)})
