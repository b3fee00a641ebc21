"""Contracts are signed, put right, and amended. Whatever they say of sum and term, the project says too from then on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import money_policy
from guihua.commissioning.actions import procurements, search_texts, writing
from guihua.commissioning.procurement_policy import SIGNING
from guihua.commissioning.signals import projects_changed
from guihua.commissioning.terms import Terms
from guihua.core import audit, clock, history, lifecycle
from guihua.core.refusal import Refusal, Refused, refuse_if

Contract = commissioning.Contract
State = commissioning.ProjectState


@transaction.atomic
def sign(project: commissioning.Project, terms: Terms, *, by: Any, why_late: str = "") -> Contract:
    """The contract of a project that was bought. One that runs already gets it added, as it was signed. `why_late` says why
    it was signed after its time."""
    project = _locked(project)
    refuse_if(money_policy.why_not_sign(by, project, terms, why_late=why_late))
    return _put_on_file(project, terms, by, why_late)


@transaction.atomic
def take_over(project: commissioning.Project, terms: Terms, *, by: Any, batch: str = "") -> Contract:
    """The contract of a project that was bought before Guihua was there. What its sum is for may be told later; `batch` is
    the word of the file that brought it."""
    project = _locked(project)
    refuse_if(money_policy.why_not_take_over(by, project, terms))
    return _put_on_file(project, terms, by, money_policy.SIGNED_BEFORE, batch)


@transaction.atomic
def break_down(contract: Contract, budget: Mapping[int, int], *, by: Any, batch: str = "") -> Contract:
    """What the sum of a contract is for, where that was not told when it was taken over."""
    _locked(contract.project)
    contract = Contract.objects.select_related("project__subdistrict").get(pk=contract.pk)
    refuse_if(money_policy.why_not_break_down(by, contract, budget))
    own = {"subdistrict_id": contract.subdistrict_id, "contract": contract, "batch": batch}
    for category, fen in budget.items():
        commissioning.BudgetLine.objects.create(category_id=category, amount_fen=fen, **own)
    _save(contract, [])
    audit.record("contract.budgeted", contract, by=by, amount_fen=sum(budget.values()))
    return contract


@transaction.atomic
def correct(contract: Contract, terms: Terms, *, seen: int, by: Any, why_late: str = "") -> Contract:
    """What was typed in wrong is put right. `seen` is the revision that the editor saw."""
    contract = held(contract, seen)
    refuse_if(money_policy.why_not_correct(by, contract, terms, why_late))
    before = _told(contract)
    for name, value in _as_signed(terms).items():
        setattr(contract, name, value)
    _save(contract, [*_as_signed(terms)])
    _write(contract, terms)
    _tell_project(contract.project, terms, by)
    if contract.project.procurements.standing().filter(taken__code=SIGNING).exists():
        _note(contract.project, terms, why_late, by)
    search_texts.keep(contract, *contract.indicators.all())
    audit.record("contract.corrected", contract, by=by, changes=audit.changes(Contract, before, _told(contract)))
    _has_changed(contract.project, by)
    return contract


@transaction.atomic
def amend(
    contract: Contract, terms: Terms, *, signed_on: date, why: str, seen: int, by: Any
) -> commissioning.Amendment:
    """A supplementary agreement: what the contract says from now on. Number, first day and reason of its term stay."""
    contract = held(contract, seen)
    project = contract.project
    refuse_if(money_policy.why_not_amend(by, contract, terms, signed_on))
    if terms == terms_of(contract):
        raise Refused(Refusal("nothing-new", _("补充协议没有改动任何内容。")))
    amendment = commissioning.Amendment.objects.create(
        subdistrict_id=contract.subdistrict_id,
        contract=contract,
        position=contract.amendments.aggregate(last=Max("position", default=0))["last"] + 1,
        signed_on=signed_on,
        amount_fen=terms.amount_fen - project.amount_fen,
        ends_on=terms.ends_on,
        why=why,
    )
    contract.term_reason = terms.term_reason
    _save(contract, ["term_reason"])
    _write(contract, terms)
    _tell_project(project, terms, by)
    said = {"amount_fen": amendment.amount_fen, "ends_on": terms.ends_on.isoformat(), "why": why}
    search_texts.keep(contract)
    audit.record("contract.amended", contract, by=by, **said)
    _has_changed(project, by)
    return amendment


def terms_of(contract: Contract) -> Terms:
    """What holds now: as signed, and as amended since."""
    project = contract.project
    return Terms(
        number=contract.number,
        signed_on=contract.signed_on,
        amount_fen=project.amount_fen,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        instalments=tuple(Terms.line_of(one) for one in contract.instalments.all()),
        budget={line.category_id: line.amount_fen for line in contract.budget.all()},
        term_reason=contract.term_reason,
    )


def _put_on_file(project: commissioning.Project, terms: Terms, by: Any, why_late: str, batch: str = "") -> Contract:
    contract = Contract.objects.create(
        subdistrict_id=project.subdistrict_id,
        project=project,
        rules=money_policy.in_force(project),
        batch=batch,
        **_as_signed(terms),
    )
    _write(contract, terms)
    _tell_project(project, terms, by)
    search_texts.keep(contract)
    audit.record("contract.signed", contract, by=by, number=terms.number, amount_fen=terms.amount_fen)
    _note(project, terms, why_late, by)
    if project.state == State.PROCURING:
        lifecycle.move(project, State.CONTRACTED, by=by)
        if terms.starts_on <= clock.today():
            lifecycle.move(project, State.RUNNING, by=by)
    _has_changed(project, by, batch)
    return contract


def _note(project: commissioning.Project, terms: Terms, why_late: str, by: Any) -> None:
    """A contract is a step of the purchase that led to it."""
    procurement = project.procurements.standing().first()
    if procurement is not None:
        procurements.note_signed(procurement, on=terms.signed_on, why=why_late, by=by)


def _locked(project: commissioning.Project) -> commissioning.Project:
    return writing.locked(commissioning.Project.objects.filter(pk=project.pk)).select_related("subdistrict").get()


def held(contract: Contract, seen: int) -> Contract:
    """The contract as it is now, held with its project. Refused where somebody saved it since the editor saw it."""
    _locked(contract.project)
    contract = Contract.objects.select_related("project__subdistrict", "rules").get(pk=contract.pk)
    if contract.revision != seen:
        raise Refused(
            Refusal(
                "stale", _("这份合同刚刚被别人改过。您没有动过的已换成现在的内容，两边都改了的请选择，核对后再保存。")
            )
        )
    return contract


def _as_signed(terms: Terms) -> dict[str, Any]:
    names = ("number", "signed_on", "amount_fen", "starts_on", "ends_on", "term_reason")
    return {name: getattr(terms, name) for name in names}


def _told(contract: Contract) -> dict[str, Any]:
    return {
        name: str(getattr(contract, name)) for name in ("number", "signed_on", "amount_fen", "starts_on", "ends_on")
    }


def _save(contract: Contract, names: list[str]) -> None:
    contract.revision += 1
    contract.save(update_fields=[*names, "revision"])


def _write(contract: Contract, terms: Terms) -> None:
    """Its instalments by place and its budget by heading say what the terms say."""
    own = {"subdistrict_id": contract.subdistrict_id, "contract": contract}
    for position, line in enumerate(terms.instalments, start=1):
        commissioning.Instalment.objects.update_or_create(
            contract=contract, position=position, defaults=own | vars(line)
        )
    contract.instalments.filter(position__gt=len(terms.instalments)).delete()
    for category, fen in terms.budget.items():
        values = own | {"amount_fen": fen, "batch": ""}  # whoever wrote it by hand keeps it
        commissioning.BudgetLine.objects.update_or_create(contract=contract, category_id=category, defaults=values)
    gone = contract.budget.exclude(category__in=terms.budget)
    gone.filter(expenses=None, transfers_in=None, transfers_out=None).delete()
    gone.update(amount_fen=0)  # of which something is told stays for that


def _tell_project(project: commissioning.Project, terms: Terms, by: Any) -> None:
    values = {"amount_fen": terms.amount_fen, "starts_on": terms.starts_on, "ends_on": terms.ends_on}
    writing.change(project, values, by=by)


def _has_changed(project: commissioning.Project, by: Any, batch: str = "") -> None:
    history.record(commissioning.Project, [project.pk], by=by, batch=batch)
    projects_changed.send(commissioning.Project, subdistrict=project.subdistrict)
