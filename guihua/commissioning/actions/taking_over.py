"""What an office that begins with Guihua brings along: contracts, their budgets, what was paid, projects of earlier years.

Each verb only adds. What is on file already is passed over, so that a file may come twice; what it says otherwise was said
at its cell. `batch` is the word of the file, by which all of it is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy, taking_policy
from guihua.commissioning.actions import payments, projects, search_texts, signing, writing
from guihua.commissioning.terms import Terms
from guihua.core import audit, history
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory.actions.places import AN_UNDO, Counted


@dataclass(frozen=True)
class EarlierLine:
    """A project that is over, and how it was judged."""

    project: projects.ProjectLine
    grade: str
    judged_on: date
    evidence: str


Contract = commissioning.Contract
Paid = tuple[commissioning.Instalment, date, str]


@transaction.atomic
def contracts(
    subdistrict: directory.Subdistrict, lines: Iterable[tuple[int, Terms]], *, by: Any, batch: str
) -> Counted:
    """Contracts by the key of their project. A file has a row for each instalment."""
    refuse_if(policy.why_not_record(by, subdistrict))
    _hold(subdistrict)
    there = set(Contract.objects.filter(subdistrict=subdistrict).values_list("project", flat=True))
    own = commissioning.Project.objects.filter(subdistrict=subdistrict).select_related("subdistrict", "provider")
    added = skipped = 0
    for pk, terms in lines:
        if pk in there:
            skipped += len(terms.instalments)
            continue
        signing.take_over(own.get(pk=pk), terms, by=by, batch=batch)
        added += len(terms.instalments)
    counted = Counted(added, 0, skipped)
    audit.record("contracts.recorded", subdistrict, by=by, **counted.counts)
    return counted


@transaction.atomic
def budgets(
    subdistrict: directory.Subdistrict, lines: Iterable[tuple[int, Mapping[int, int]]], *, by: Any, batch: str
) -> Counted:
    """By the key of a contract what each heading has. A file has a row for each heading."""
    refuse_if(policy.why_not_record(by, subdistrict))
    _hold(subdistrict)
    own = Contract.objects.filter(subdistrict=subdistrict).select_related("project__subdistrict")
    added = skipped = 0
    for pk, budget in lines:
        contract = own.get(pk=pk)
        if contract.budget.exists():
            skipped += len(budget)
            continue
        signing.break_down(contract, budget, by=by, batch=batch)
        added += len(budget)
    counted = Counted(added, 0, skipped)
    audit.record("budgets.recorded", subdistrict, by=by, **counted.counts)
    return counted


@transaction.atomic
def paid(subdistrict: directory.Subdistrict, lines: Iterable[Paid], *, by: Any, batch: str) -> Counted:
    """What was paid of each instalment, on which day, and by which voucher."""
    refuse_if(taking_policy.why_not_take_payments(by, subdistrict))
    _hold(subdistrict)
    lines = list(lines)
    now = commissioning.Instalment.objects.with_way().in_bulk([instalment.pk for instalment, _on, _voucher in lines])
    added = skipped = 0
    for known, on, voucher in lines:
        instalment = now[known.pk]  # as it is under the lock: the file was read before
        if instalment.payment is not None and instalment.payment.state == commissioning.PaymentState.PAID:
            skipped += 1
            continue
        payments.enter_paid(instalment, on=on, voucher=voucher, by=by, batch=batch)
        added += 1
    counted = Counted(added, 0, skipped)
    audit.record("payments.recorded", subdistrict, by=by, **counted.counts)
    return counted


@transaction.atomic
def earlier(subdistrict: directory.Subdistrict, lines: Iterable[EarlierLine], *, by: Any, batch: str) -> Counted:
    """Projects of years that are over: entered, judged and closed at once."""
    refuse_if(policy.why_not_record(by, subdistrict))
    _hold(subdistrict)
    lines = list(lines)
    there = writing.on_file(subdistrict, [line.project.number for line in lines])
    new = [line for line in lines if line.project.number not in there]
    projects.record_many(subdistrict, [line.project for line in new], by=by, batch=batch)
    entered = writing.on_file(subdistrict, [line.project.number for line in new])
    for line in new:
        project, judged = entered[line.project.number], {"grade": line.grade, "evidence": line.evidence}
        payments.reach(project, commissioning.WaitsFor.FINAL, on=line.judged_on, by=by, batch=batch, **judged)
        project = projects.evaluate(project, by=by, batch=batch)
        projects.close(project, by=by, batch=batch)
    counted = Counted(len(new), 0, len(lines) - len(new))
    audit.record("earlier.recorded", subdistrict, by=by, **counted.counts)
    return counted


@transaction.atomic
def revert_contracts(subdistrict: directory.Subdistrict, batch: str, *, by: Any) -> None:
    """The contracts that a file brought are gone, and their projects say again what they said before."""
    refuse_if(policy.why_not_record(by, subdistrict))
    _hold(subdistrict)
    gone = Contract.objects.filter(subdistrict=subdistrict, batch=batch).order_by("pk")
    undos = history.plan(commissioning.Project, batch, subdistrict=subdistrict)
    refuse_if(taking_policy.why_not_drop_contracts(gone))
    keys = [contract.pk for contract in gone]
    commissioning.Instalment.objects.filter(contract__in=keys).delete()
    gone.delete()
    search_texts.forget(Contract, keys)
    for undo in undos:
        project = writing.locked(commissioning.Project.objects.filter(pk=undo.row.pk)).get()
        writing.change(project, history.values_of(undo.before), by=by)
    history.record(commissioning.Project, [undo.row.pk for undo in undos], by=by, why=AN_UNDO)
    audit.record("contracts.reverted", subdistrict, by=by, batch=batch, rows=len(keys))


@transaction.atomic
def revert_budgets(subdistrict: directory.Subdistrict, batch: str, *, by: Any) -> None:
    refuse_if(policy.why_not_record(by, subdistrict))
    _hold(subdistrict)
    lines = commissioning.BudgetLine.objects.filter(subdistrict=subdistrict, batch=batch)
    writing.locked(commissioning.Project.objects.filter(contract__in=lines.values("contract")))
    refuse_if(taking_policy.why_not_drop_budgets(lines.select_for_update(of=("self",)).order_by("pk")))
    audit.record("budgets.reverted", subdistrict, by=by, batch=batch, rows=lines.delete()[0])


@transaction.atomic
def revert_paid(subdistrict: directory.Subdistrict, batch: str, *, by: Any) -> None:
    refuse_if(taking_policy.why_not_take_payments(by, subdistrict))
    _hold(subdistrict)
    rows = commissioning.Payment.objects.filter(subdistrict=subdistrict, batch=batch)
    audit.record("payments.reverted", subdistrict, by=by, batch=batch, rows=rows.delete()[0])


@transaction.atomic
def revert_earlier(subdistrict: directory.Subdistrict, batch: str, *, by: Any) -> None:
    """Grades first, which would say that their projects are used."""
    refuse_if(policy.why_not_record(by, subdistrict))
    _hold(subdistrict)
    commissioning.Milestone.objects.filter(subdistrict=subdistrict, batch=batch).delete()
    projects.revert(subdistrict, batch, by=by)


def _hold(subdistrict: directory.Subdistrict) -> None:
    """In the order of those who record: the sub-district, and then what is in it."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
