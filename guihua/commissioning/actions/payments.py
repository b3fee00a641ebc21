"""What instalments wait for is reached; they are asked for, checked, approved, paid, sent back or withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import notices
from guihua.commissioning import spending_policy as policy
from guihua.core import audit, clock, lifecycle
from guihua.core.refusal import refuse_if

Payment = commissioning.Payment
State = commissioning.PaymentState


@transaction.atomic
def reach(
    project: commissioning.Project,
    kind: str,
    *,
    on: date,
    by: Any,
    grade: str = "",
    evidence: str = "",
    batch: str = "",
) -> commissioning.Milestone:
    """Something that instalments wait for was reached, with its grade where it is judged. Said again, it replaces what was
    said before; the trail keeps both."""
    held(project)
    refuse_if(policy.why_not_reach(by, project, kind, on))
    return note_reached(project, kind, on=on, by=by, grade=grade, evidence=evidence, batch=batch)


def note_reached(
    project: commissioning.Project,
    kind: str,
    *,
    on: date,
    by: Any,
    grade: str = "",
    evidence: str = "",
    batch: str = "",
) -> commissioning.Milestone:
    """The same for the verbs that judge: they hold the project, and have their own rule of who may."""
    before = commissioning.Milestone.objects.filter(project=project, kind=kind).first()
    said = {"reached_on": on, "grade": grade, "evidence": evidence, "by": by, "batch": batch}
    own = {"subdistrict_id": project.subdistrict_id}
    milestone, _made = commissioning.Milestone.objects.update_or_create(project=project, kind=kind, defaults=said | own)
    old = {"on": str(before.reached_on), "grade": before.grade} if before else {}
    new = {"kind": kind, "on": str(on), "grade": grade, "evidence": evidence}
    audit.record("milestone.reached", milestone, by=by, old=old, **new)
    return milestone


def note_missed(project: commissioning.Project, kind: str, *, by: Any) -> None:
    """What was said to be reached is not."""
    for milestone in commissioning.Milestone.objects.filter(project=project, kind=kind):
        audit.record("milestone.taken_back", milestone, by=by, kind=kind, on=str(milestone.reached_on))
        milestone.delete()


@transaction.atomic
def ask(instalment: commissioning.Instalment, *, by: Any) -> Payment:
    """The instalment is asked for, as its contract allows from today on."""
    held(instalment.contract.project)
    instalment = commissioning.Instalment.objects.with_way().get(pk=instalment.pk)
    refuse_if(policy.why_not_ask(by, instalment))
    payment = Payment.objects.create(
        subdistrict_id=instalment.subdistrict_id, instalment=instalment, asked_by=by, asked_at=clock.now()
    )
    audit.record("payment.asked", payment, by=by, position=instalment.position, amount_fen=instalment.amount_fen)
    notices.payment_waits(payment, by)
    return payment


@transaction.atomic
def check(payment: Payment, *, by: Any) -> Payment:
    """What was asked for fits the contract and its papers."""
    payment = _locked(payment)
    refuse_if(policy.why_not_check(by, payment))
    payment = _step(payment, State.CHECKED, by, checked_by=by, checked_at=clock.now())
    notices.payment_waits(payment, by)
    return payment


@transaction.atomic
def approve(payment: Payment, *, by: Any) -> Payment:
    """It may be paid: said by somebody who neither asked nor checked."""
    payment = _locked(payment)
    refuse_if(policy.why_not_approve(by, payment))
    payment = _step(payment, State.APPROVED, by, approved_by=by, approved_at=clock.now())
    notices.payment_waits(payment, by)
    return payment


@transaction.atomic
def pay(payment: Payment, *, on: date, voucher: str, by: Any) -> Payment:
    """It was paid on a day, and a voucher proves it."""
    payment = _locked(payment)
    refuse_if(policy.why_not_pay(by, payment, on))
    return _step(payment, State.PAID, by, paid_on=on, voucher=voucher)


@transaction.atomic
def enter_paid(instalment: commissioning.Instalment, *, on: date, voucher: str, by: Any, batch: str = "") -> Payment:
    """An instalment was paid before its contract was put on file: nobody asked for it here."""
    held(instalment.contract.project)
    instalment = commissioning.Instalment.objects.with_way().get(pk=instalment.pk)
    refuse_if(policy.why_not_enter_paid(by, instalment, on))
    payment = Payment.objects.create(
        subdistrict_id=instalment.subdistrict_id,
        instalment=instalment,
        state=State.PAID,
        asked_at=clock.now(),
        paid_on=on,
        voucher=voucher,
        batch=batch,
    )
    audit.record("payment.entered", payment, by=by, position=instalment.position, on=str(on), voucher=voucher)
    return payment


@transaction.atomic
def refuse(payment: Payment, *, why: str, by: Any) -> Payment:
    """Sent back with a reason; it may be asked for again."""
    payment = _locked(payment)
    refuse_if(policy.why_not_refuse(by, payment))
    payment = _step(payment, State.REFUSED, by, why=why, ended_by=by, ended_at=clock.now())
    notices.payment_came_back(payment)
    return payment


@transaction.atomic
def withdraw(payment: Payment, *, by: Any) -> Payment:
    """Who asked takes it back, as long as it is not approved."""
    payment = _locked(payment)
    refuse_if(policy.why_not_withdraw(by, payment))
    return _step(payment, State.WITHDRAWN, by, ended_by=by, ended_at=clock.now())


def _step(payment: Payment, to: str, by: Any, *, why: str = "", **values: Any) -> Payment:
    """The columns of a step and its state change together: the database looks at both."""
    values |= {"why": why} if why else {}
    for name, value in values.items():
        setattr(payment, name, value)
    payment.save(update_fields=list(values))
    lifecycle.move(payment, to, by=by, why=why)
    return payment


def held(project: commissioning.Project) -> None:
    """Whoever works on the money of a project waits here for whoever does so at the same moment."""
    commissioning.Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


def _locked(payment: Payment) -> Payment:
    """After its project, which who suspends it holds too."""
    held(payment.instalment.contract.project)
    rows = Payment.objects.select_for_update(of=("self",)).select_related("instalment__contract__project")
    return rows.get(pk=payment.pk)
