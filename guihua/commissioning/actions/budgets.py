"""Money is spent on the lines of a budget, and moved between them. The line's own columns hold the limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from guihua.commissioning import models as commissioning
from guihua.commissioning import spending_policy as policy
from guihua.commissioning.actions import vouchers
from guihua.commissioning.actions.vouchers import Paper
from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import refuse_if

Line = commissioning.BudgetLine
Transfer = commissioning.Transfer
State = commissioning.TransferState


@transaction.atomic
def spend(
    line: Line, *, on: date, amount_fen: int, what: str, voucher: str, by: Any, papers: Sequence[Paper] = ()
) -> commissioning.Expense:
    """Money spent on a line, proved by a voucher, whose papers may come with it."""
    line = _locked(line)[0]
    refuse_if(policy.why_not_spend(by, line, amount_fen, on))
    Line.objects.filter(pk=line.pk).update(spent_fen=F("spent_fen") + amount_fen)
    expense = commissioning.Expense.objects.create(
        line=line, on=on, amount_fen=amount_fen, what=what, voucher=voucher, **_entered(line, by)
    )
    audit.record("expense.entered", expense, by=by, amount_fen=amount_fen, voucher=voucher)
    if papers:
        vouchers.add(expense, papers, by=by)
    return expense


@transaction.atomic
def reverse(expense: commissioning.Expense, *, by: Any) -> commissioning.Expense:
    """A wrong one is taken back by one of the opposite amount; both stay in sight."""
    line = _locked(expense.line)[0]
    refuse_if(policy.why_not_reverse(by, expense))
    Line.objects.filter(pk=line.pk).update(spent_fen=F("spent_fen") - expense.amount_fen)
    said = {"line": line, "on": clock.today(), "amount_fen": -expense.amount_fen, "voucher": expense.voucher}
    back = commissioning.Expense.objects.create(what=expense.what, reverses=expense, **said, **_entered(line, by))
    audit.record("expense.reversed", expense, by=by, amount_fen=expense.amount_fen)
    return back


@transaction.atomic
def ask_to_move(source: Line, target: Line, *, amount_fen: int, why: str, by: Any) -> Transfer:
    """Somebody asks that money of one line be moved to another."""
    source, target = _locked(source, target)
    refuse_if(policy.why_not_move(by, source, target, amount_fen))
    transfer = Transfer.objects.create(
        subdistrict_id=source.subdistrict_id,
        source=source,
        target=target,
        amount_fen=amount_fen,
        why=why,
        asked_by=by,
        asked_at=clock.now(),
    )
    audit.record("transfer.asked", transfer, by=by, amount_fen=amount_fen, why=why)
    return transfer


@transaction.atomic
def approve(transfer: Transfer, *, by: Any, answer: str = "") -> Transfer:
    """The money is moved: said by somebody else than who asked."""
    source, target = _locked(transfer.source, transfer.target)
    transfer = _held(transfer, source)
    refuse_if(policy.why_not_approve_transfer(by, transfer))
    transfer = _decide(transfer, State.APPROVED, answer, by)
    Line.objects.filter(pk=source.pk).update(moved_fen=F("moved_fen") - transfer.amount_fen)
    Line.objects.filter(pk=target.pk).update(moved_fen=F("moved_fen") + transfer.amount_fen)
    return transfer


@transaction.atomic
def refuse(transfer: Transfer, *, answer: str, by: Any) -> Transfer:
    transfer = _held(transfer, transfer.source)
    refuse_if(policy.why_not_decide(by, transfer))
    return _decide(transfer, State.REFUSED, answer, by)


@transaction.atomic
def withdraw(transfer: Transfer, *, by: Any) -> Transfer:
    transfer = _held(transfer, transfer.source)
    refuse_if(policy.why_not_withdraw_transfer(by, transfer))
    return _decide(transfer, State.WITHDRAWN, "", by)


def _decide(transfer: Transfer, to: str, answer: str, by: Any) -> Transfer:
    transfer.decided_by, transfer.decided_at, transfer.answer = by, clock.now(), answer
    transfer.save(update_fields=["decided_by", "decided_at", "answer"])
    lifecycle.move(transfer, to, by=by, why=answer)
    return transfer


def _locked(*lines: Line) -> list[Line]:
    """Lines as they are now, locked in one order, in the order asked for."""
    pks = [line.pk for line in lines]
    rows = Line.objects.filter(pk__in=pks).select_for_update(of=("self",)).order_by("pk")
    found = {line.pk: line for line in rows.select_related("contract__project", "category")}
    return [found[pk] for pk in pks]


def _held(transfer: Transfer, source: Line) -> Transfer:
    found = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    found.source = source
    return found


def _entered(line: Line, by: Any) -> dict[str, Any]:
    return {"subdistrict_id": line.subdistrict_id, "by": by, "at": clock.now()}
