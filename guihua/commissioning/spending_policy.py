"""Who may ask for money, check, approve, pay and spend: `None`, or the reason in words. Nobody does two of it alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, stops
from guihua.core import audit, clock, measures
from guihua.core.refusal import Refusal
from guihua.directory.models import users

Role = users.Role
State = commissioning.PaymentState
WaitsFor = commissioning.WaitsFor


def _holds(user: Any, project: commissioning.Project, *roles: Any) -> bool:
    return (
        user is audit.SYSTEM or users.subdistricts_of(user, *roles).filter(subdistrict=project.subdistrict_id).exists()
    )


def _runs(user: Any, project: commissioning.Project) -> bool:
    """Whether the user manages the provider, or works at the office."""
    own = commissioning.Project.objects.filter(pk=project.pk)
    return _holds(user, project, Role.OFFICE) or own.managed_by(user).exists()


def why_not_account(user: Any, project: commissioning.Project) -> Refusal | None:
    """The provider's manager and the office keep the account of a project."""
    if not _runs(user, project):
        return Refusal("no-role", _("支出和科目调剂由承接机构负责人或街道办公室登记。"))
    return None


def why_not_reach(user: Any, project: commissioning.Project, kind: str, on: date) -> Refusal | None:
    """The office says what was reached, as long as no other part of the programme does."""
    if refusal := policy.why_not_edit(user, project):
        return refusal
    if kind == WaitsFor.ACCEPTANCE and commissioning.Acceptance.objects.filter(contract__project=project).exists():
        return Refusal("kind", _("这个项目有验收书，签字以后自动登记。"))
    if on > clock.today():
        return Refusal("too-early", _("日期还没有到。"))
    return None


def why_not_ask(user: Any, instalment: commissioning.Instalment) -> Refusal | None:
    """Its provider asks, or the office for it: once, and when what it waits for is there."""
    if not _runs(user, instalment.contract.project):
        return Refusal("no-role", _("付款由承接机构负责人或街道办公室申请。"))
    if instalment.payment is not None:
        words = _("第 %(n)s 期已经申请过付款。")
        return Refusal("asked", words % {"n": instalment.position})
    return why_not_payable(instalment, clock.today())


def why_not_payable(instalment: commissioning.Instalment, day: date) -> Refusal | None:
    """What it still waits for, in words; or that it waits for nothing any more."""
    if instalment.cancelled_by_id is not None:
        return Refusal("cancelled", _("随项目终止取消了，不用再付。"))
    since = instalment.payable_from
    if since is None and instalment.least_grade:
        words = _("要等%(what)s，并且达到「%(grade)s」。")
        said = {"what": instalment.get_waits_for_display(), "grade": instalment.get_least_grade_display()}
        return Refusal("waits", words % said)
    if since is None:
        return Refusal("waits", _("要等%(what)s。") % {"what": instalment.get_waits_for_display()})
    if since > day:
        return Refusal("too-early", _("%(day)s起才能申请。") % {"day": since.isoformat()})
    return None


def why_not_check(user: Any, payment: commissioning.Payment) -> Refusal | None:
    """Finance checks, or the office; not who asked."""
    if not _holds(user, payment.instalment.contract.project, Role.FINANCE, Role.OFFICE):
        return Refusal("no-role", _("付款申请由财务或街道办公室核对。"))
    return _another(user, payment.asked_by_id, _("这笔付款是您申请的，要由别人核对。"))


def why_not_approve(user: Any, payment: commissioning.Payment) -> Refusal | None:
    """The leader approves, or the office; neither who asked nor who checked; not while the project is suspended."""
    return _why_not_judge(user, payment) or stops.why_not_approve(payment.instalment.contract.project)


def _why_not_judge(user: Any, payment: commissioning.Payment) -> Refusal | None:
    if not _holds(user, payment.instalment.contract.project, Role.LEADER, Role.OFFICE):
        return Refusal("no-role", _("付款由分管领导或街道办公室批准。"))
    asked = _another(user, payment.asked_by_id, _("这笔付款是您申请的，要由别人批准。"))
    return asked or _another(user, payment.checked_by_id, _("这笔付款是您核对的，要由别人批准。"))


def _another(user: Any, before: int | None, words: str) -> Refusal | None:
    if user is not audit.SYSTEM and user.pk == before:
        return Refusal("same-hand", words)
    return None


def why_not_pay(user: Any, payment: commissioning.Payment, on: date) -> Refusal | None:
    if not _holds(user, payment.instalment.contract.project, Role.FINANCE):
        return Refusal("no-role", _("付款由财务登记。"))
    if on > clock.today():
        return Refusal("too-early", _("付款日期还没有到。"))
    if payment.approved_at is not None and on < timezone.localdate(payment.approved_at):
        return Refusal("backwards", _("付款日期早于批准的日期。"))
    return None


def why_not_enter_paid(user: Any, instalment: commissioning.Instalment, on: date) -> Refusal | None:
    """Finance takes over what was paid before the contract was put on file; what comes after it goes through three hands."""
    contract = instalment.contract
    if not _holds(user, contract.project, Role.FINANCE):
        return Refusal("no-role", _("以前付过的款由财务补登。"))
    if instalment.payment is not None:
        return Refusal("asked", _("第 %(n)s 期已经申请过付款。") % {"n": instalment.position})
    if on < contract.signed_on:
        return Refusal("backwards", _("付款日期早于合同签订的日期。"))
    if on >= contract.entered_on:
        words = _("只能补登 %(day)s 登记合同以前付的款。以后的付款请先申请。")
        return Refusal("not-before", words % {"day": contract.entered_on.isoformat()})
    return None


def why_not_refuse(user: Any, payment: commissioning.Payment) -> Refusal | None:
    """Whoever has the next step may send it back."""
    if payment.state == State.ASKED:
        return why_not_check(user, payment)
    if payment.state == State.CHECKED:
        return _why_not_judge(user, payment)
    if not _holds(user, payment.instalment.contract.project, Role.FINANCE):
        return Refusal("no-role", _("批准过的付款只有财务能退回。"))
    return None


def why_not_withdraw(user: Any, payment: commissioning.Payment) -> Refusal | None:
    if user is not audit.SYSTEM and user.pk != payment.asked_by_id:
        return Refusal("no-role", _("只有申请的人能撤回。"))
    return None


def why_not_spend(user: Any, line: commissioning.BudgetLine, fen: int, on: date) -> Refusal | None:
    """Its manager or the office enters what was spent, as far as the line goes: beyond it a transfer is needed."""
    if refusal := why_not_account(user, line.contract.project):
        return refusal
    if on > clock.today():
        return Refusal("too-early", _("支出日期还没有到。"))
    if fen > line.left_fen:
        words = _("「%(line)s」只剩 %(left)s 元，还差 %(short)s 元。请先申请科目调剂，批准后再登记。")
        said = {"line": line, "left": _yuan(line.left_fen), "short": _yuan(fen - line.left_fen)}
        return Refusal("over-line", words % said)
    return None


def why_not_reverse(user: Any, expense: commissioning.Expense) -> Refusal | None:
    if refusal := why_not_account(user, expense.line.contract.project):
        return refusal
    if expense.reverses_id is not None:
        return Refusal("reversal", _("这一笔本身就是冲销。"))
    if commissioning.Expense.objects.filter(reverses=expense).exists():
        return Refusal("reversed", _("这一笔已经冲销过了。"))
    return None


def why_not_prove(user: Any, expense: commissioning.Expense) -> Refusal | None:
    """Who enters what was spent brings its vouchers too."""
    return why_not_account(user, expense.line.contract.project)


def why_not_void(user: Any, voucher: commissioning.Voucher) -> Refusal | None:
    if refusal := why_not_prove(user, voucher.expense):
        return refusal
    if voucher.voided_at is not None:
        return Refusal("voided", _("「%(name)s」已经作废了。") % {"name": voucher})
    return None


def why_not_move(user: Any, source: commissioning.BudgetLine, target: Any, fen: int) -> Refusal | None:
    """Within one contract, from one heading to another, as far as there is something left."""
    if refusal := why_not_account(user, source.contract.project):
        return refusal
    if source.pk == target.pk:
        return Refusal("same-line", _("调出和调入是同一个科目。"))
    if source.contract_id != target.contract_id:
        return Refusal("elsewhere", _("只能在同一份合同的科目之间调剂。"))
    return _left(source, fen)


def _left(source: commissioning.BudgetLine, fen: int) -> Refusal | None:
    if fen > source.left_fen:
        words = _("「%(line)s」只剩 %(left)s 元，不够调出 %(fen)s 元。")
        return Refusal("over-line", words % {"line": source, "left": _yuan(source.left_fen), "fen": _yuan(fen)})
    return None


def why_not_decide(user: Any, transfer: commissioning.Transfer) -> Refusal | None:
    """The office or its leader decides; not who asked."""
    if not _holds(user, transfer.source.contract.project, Role.OFFICE, Role.LEADER):
        return Refusal("no-role", _("科目调剂由街道办公室或分管领导批准。"))
    return _another(user, transfer.asked_by_id, _("这次调剂是您申请的，要由别人批准。"))


def why_not_approve_transfer(user: Any, transfer: commissioning.Transfer) -> Refusal | None:
    return why_not_decide(user, transfer) or _left(transfer.source, transfer.amount_fen)


def why_not_withdraw_transfer(user: Any, transfer: commissioning.Transfer) -> Refusal | None:
    if user is not audit.SYSTEM and user.pk != transfer.asked_by_id:
        return Refusal("no-role", _("只有申请的人能撤回。"))
    return None


def _yuan(fen: int) -> str:
    return f"{measures.yuan(fen):,}"
