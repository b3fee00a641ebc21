"""A project's contract and money: what was signed, what is paid and what it waits for, what its budget was spent on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, spending_policy
from guihua.desk import accepted, funds
from guihua.desk.views import projects

LATEST = 20


def project_money(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever reads the account of the project."""
    rows = commissioning.Project.objects.accounted_to(request.user)
    found = get_object_or_404(rows.select_related("domain", "provider", "year", "method", "mode"), pk=pk)
    contract = commissioning.Contract.objects.filter(project=found).select_related("rules", "project").first()
    context = {
        **projects.frame(request, found, "money"),
        "contract": contract,
        "milestones": found.milestones.all(),
        "oversees": commissioning.Project.objects.overseen_by(request.user).filter(pk=pk).exists(),
        "may_account": spending_policy.why_not_account(request.user, found) is None,
        **(_of(contract, request.user) if contract else {}),
    }
    return render(request, "desk/project_money.html", context)


def _of(contract: commissioning.Contract, user: Any) -> dict[str, Any]:
    shown = funds.instalments_of(contract.project, user)
    rule = commissioning.ModeRule.objects.of(contract.rules, contract.project.mode_id)
    budget = list(contract.budget.select_related("category"))
    expenses = commissioning.Expense.objects.of(contract)
    return {
        **shown,
        **accepted.acceptances_of(contract, user),
        "mode_facts": rule.facts if rule else [],
        "amendments": contract.amendments.all(),
        "indicators": commissioning.Indicator.objects.visible_to(user).filter(contract=contract),
        "indicator_changes": contract.indicator_changes.select_related("by"),
        "may_correct": _may_correct(contract, shown["instalments"], user),
        "budget": budget,
        "spent_fen": sum(line.spent_fen for line in budget),
        "expenses": expenses.with_papers().select_related("line__category", "by", "reversed_by")[:LATEST],
        "transfers": [_transfer(one, user) for one in _transfers(contract)],
    }


def _may_correct(contract: commissioning.Contract, instalments: list[dict[str, Any]], user: Any) -> bool:
    """Whether it may still be put right without an amendment."""
    untouched = not any(line["payment"] for line in instalments) and not contract.amendments.exists()
    return untouched and policy.why_not_edit(user, contract.project) is None


def _transfers(contract: commissioning.Contract) -> Any:
    rows = commissioning.Transfer.objects.of(contract)
    return rows.select_related("source__contract__project", "source__category", "target__category", "asked_by")


def _transfer(one: commissioning.Transfer, user: Any) -> dict[str, Any]:
    is_open = one.state == commissioning.TransferState.ASKED
    refused = spending_policy.why_not_decide(user, one) if is_open else None
    return {
        "one": one,
        "is_open": is_open,
        "may_decide": is_open and refused is None,
        "may_withdraw": is_open and spending_policy.why_not_withdraw_transfer(user, one) is None,
    }
