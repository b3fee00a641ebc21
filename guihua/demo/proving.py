"""Vouchers of what a demonstration's first projects spent: transfers and receipts, one of them put in by mistake."""

from __future__ import annotations

from hashlib import sha256
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning.actions import vouchers
from guihua.commissioning.actions.vouchers import Paper
from guihua.commissioning.models import Expense
from guihua.core import audit, measures
from guihua.demo import bills, texts
from guihua.directory.models import Subdistrict


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """Those of others lie in their offices, as before."""
    chance = Random(f"{seed} vouchers {place.code}")  # noqa: S311 - invented papers need no secrecy
    told = texts.load("vouchers")
    spent = Expense.objects.filter(subdistrict=place).select_related(
        "line__category", "line__contract__project__provider"
    )
    to_mend = [told["receipt"]["heading"]]
    for expense in spent.order_by("line__contract__project__number", "on", "pk")[: told["expenses"]]:
        heading = expense.line.category.name
        papers = [_transfer(expense, told["transfer"])]
        if heading == told["receipt"]["heading"]:
            papers.append(_receipt(told["receipt"], chance))
        vouchers.add(expense, papers, by=audit.SYSTEM)
        if heading in to_mend:
            to_mend.remove(heading)
            _mix_up(expense, told["receipt"], chance)


def _mix_up(expense: Expense, told: dict[str, Any], chance: Random) -> None:
    """A receipt of something else was put in, and marked as wrong."""
    [wrong] = vouchers.add(expense, [_receipt(told, chance)], by=audit.SYSTEM)
    vouchers.void(wrong, why=told["wrong"], by=audit.SYSTEM)


def _transfer(expense: Expense, told: dict[str, Any]) -> Paper:
    project: Any = expense.line.contract.project  # with a provider, as it has a contract
    said = {
        "voucher": expense.voucher,
        "on": expense.on,
        "payer": project.provider.name,
        "project": project.name,
        "what": expense.what,
        "yuan": f"{measures.yuan(expense.amount_fen):,.2f}",
    }
    return _paper(told["name"] % said, ".pdf", bills.page(told["title"], [line % said for line in told["lines"]]))


def _receipt(told: dict[str, Any], chance: Random) -> Paper:
    return _paper(told["name"], ".jpg", bills.receipt(chance))


def _paper(name: str, suffix: str, content: bytes) -> Paper:
    return Paper(name, suffix, content, sha256(content).hexdigest())
