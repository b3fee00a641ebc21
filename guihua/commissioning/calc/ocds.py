"""A process as a release of the Open Contracting Data Standard 1.1. Pure: rows in, plain values out, always in the same order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from guihua.commissioning.calc import contracting
from guihua.commissioning.calc.contracting import Agreement, Due, Organisation, Process, Purchase

VERSION = "1.1"
ZONE = "+08:00"  # of the programme; China has had no other since 1991
METHODS = {  # the law's own ways in the words of the standard, whose list is closed; the office's own have none of them
    "open": "open",
    "invited": "selective",
    "negotiation": "limited",
    "consultation": "limited",
    "inquiry": "limited",
    "single": "direct",
    "framework": "selective",
}
AWARDS = {"awarded": "active", "withdrawn": "cancelled"}
Block = dict[str, Any]


def money(fen: int) -> Block:
    """An amount in yuan as a number whose digits are exact: a JSON number has at most fifteen that all readers keep."""
    yuan = Decimal(fen) / 100
    return {"amount": int(yuan) if yuan == int(yuan) else float(yuan), "currency": "CNY"}


def moment(day: date, *, is_end: bool = False) -> str:
    return f"{day:%Y-%m-%d}T{'23:59:59' if is_end else '00:00:00'}{ZONE}"


def period(first: date | None, last: date | None) -> Block:
    return _told(startDate=first and moment(first), endDate=last and moment(last, is_end=True))


def _told(**said: Any) -> Block:
    """What there is to say: nothing empty."""
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def ocid(process: Process, prefix: str) -> str:
    return f"{prefix}-{process.area}-{process.key}"


def _reference(one: Organisation) -> Block:
    return {"id": f"{one.scheme}-{one.code}" if one.scheme else one.code, "name": one.name}


def release(process: Process, prefix: str, today: date) -> Block:
    """All that there is to tell of it, as one release. The same content has the same id, whenever it is made."""
    own = ocid(process, prefix)
    told = _told(
        ocid=own,
        tag=_tags(process),
        initiationType="tender",
        language="zh",
        parties=_parties(process),
        buyer=_reference(process.place),
        planning=_planning(process),
        tender=_tender(process),
        awards=_awards(process),
        contracts=_contracts(process),
        relatedProcesses=_before(process, prefix),
    )
    digest = hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return {"id": f"{own}-{digest[:16]}", "date": moment(_latest(process, today)), **told}


def _latest(process: Process, today: date) -> date:
    """The day of the newest thing that is told; a plan bears none, and is not of a day to come."""
    days = [step.on for step in process.purchase.steps.values()] if process.purchase else []
    if contract := process.contract:
        days += [contract.signed_on, *(one.on for one in contract.changes), *(one.on for one in contract.paid)]
        days += [one.on for one in contract.milestones if one.on and one.is_met is not None]
    return max(days, default=min(process.starts_on, today))


def _tags(process: Process) -> list[str]:
    contract = process.contract
    there = {
        "planning": True,
        "tender": _is_called(process.purchase),
        "award": bool(_award_state(process)),
        "contract": contract is not None,
        "implementation": bool(
            contract and (contract.paid or any(one.is_met is not None for one in contract.milestones))
        ),
    }
    return [tag for tag, is_there in there.items() if is_there]


def _is_called(purchase: Purchase | None) -> bool:
    return purchase is not None and (contracting.RELEASE in purchase.steps or purchase.state != "running")


def _parties(process: Process) -> list[Block]:
    roles = {process.place: ["buyer", "procuringEntity"]}
    paid = ["payer"] if process.contract and process.contract.paid else []
    roles[process.place] += paid
    if supplier := _supplier(process):
        bid = ["tenderer"] if process.purchase and process.purchase.winner else []
        roles[supplier] = [*bid, "supplier", *(["payee"] if paid else [])]
    return [{**_reference(one), **_identified(one), "roles": held} for one, held in roles.items()]


def _identified(one: Organisation) -> Block:
    if not one.scheme:
        return {}
    return {"identifier": {"scheme": one.scheme, "id": one.code, "legalName": one.name}}


def _supplier(process: Process) -> Organisation | None:
    winner = process.purchase.winner if process.purchase else None
    return winner or (process.provider if process.contract else None)


def _planning(process: Process) -> Block:
    purchase = process.purchase
    fen = purchase.budget_fen if purchase else process.planned_fen
    budget = _told(
        description=process.domain, project=process.name, projectID=process.number, amount=money(fen) if fen else None
    )
    return _told(budget=budget, documents=_papers(purchase, contracting.BUDGET, "procurementPlan"))


def _papers(purchase: Purchase | None, code: str, kind: str) -> list[Block]:
    """A paper whose day is known. The product holds no public address of it."""
    if purchase is None or code not in purchase.steps:
        return []
    step = purchase.steps[code]
    return [
        {"id": f"{purchase.nth}-{code}", "documentType": kind, "title": step.name, "datePublished": moment(step.on)}
    ]


def _tender(process: Process) -> Block:
    purchase = process.purchase
    if purchase is None:
        return {}
    is_over = purchase.state != "running"
    return _told(
        id=process.key,
        title=process.name,
        status=_tender_status(purchase),
        procuringEntity=_reference(process.place),
        value=money(purchase.budget_fen),
        procurementMethod=METHODS.get(purchase.method),
        procurementMethodDetails=purchase.method_name,
        procurementMethodRationale=purchase.rationale,
        mainProcurementCategory="services",
        tenderPeriod=period(purchase.day(contracting.RELEASE), purchase.day(contracting.DEADLINE)),
        contractPeriod=period(process.starts_on, process.ends_on),
        numberOfTenderers=purchase.tenderers if is_over else None,
        documents=_papers(purchase, contracting.RELEASE, "tenderNotice"),
    )


def _tender_status(purchase: Purchase) -> str:
    ended = {"awarded": "complete", "failed": "unsuccessful", "withdrawn": "cancelled"}
    if purchase.state in ended:
        return ended[purchase.state]
    return "active" if contracting.RELEASE in purchase.steps else "planned"


def _award_state(process: Process) -> str:
    """Of what was awarded; empty where nothing was. A contract whose purchase is not on file was awarded all the same."""
    purchase = process.purchase
    if purchase and purchase.winner:
        return AWARDS.get(purchase.state, "")
    return "active" if process.contract else ""


def _awards(process: Process) -> list[Block]:
    if not (state := _award_state(process)):
        return []
    supplier, purchase, contract = _supplier(process), process.purchase, process.contract
    told = purchase if purchase and purchase.winner else None
    fen = told.quote_fen if told else contract and contract.amount_fen
    day = (told and (told.day(contracting.AWARD) or told.day(contracting.NOTICE))) or (contract and contract.signed_on)
    award = _told(
        id=process.key,
        title=process.name,
        description=told.award_reason if told else "",
        status=state,
        date=day and moment(day),
        value=money(fen) if fen else None,
        suppliers=[_reference(supplier)] if supplier else [],
        documents=_papers(purchase, contracting.NOTICE, "awardNotice"),
    )
    return [award]


def _contracts(process: Process) -> list[Block]:
    contract = process.contract
    if contract is None:
        return []
    papers = _papers(process.purchase, contracting.CONTRACT_PUBLISHED, "contractNotice")
    told = _told(
        id=contract.number,
        awardID=process.key,
        title=process.name,
        status="terminated" if contract.is_over else "active",
        period=period(contract.starts_on, contract.ends_on),
        value=money(contract.amount_fen),
        dateSigned=moment(contract.signed_on),
        items=[_item(line) for line in contract.lines],
        documents=papers,
        milestones=_dues(contract.parts),
        amendments=_amendments(contract),
        implementation=_told(transactions=_transactions(process), milestones=_dues(contract.milestones)),
    )
    return [told]


def _item(line: contracting.Line) -> Block:
    value = money(line.amount_fen) if line.amount_fen is not None else None
    unit = _told(name=line.unit or "项", value=value)
    return {"id": line.key, "description": line.name, "quantity": line.quantity, "unit": unit}


def _amendments(contract: Agreement) -> list[Block]:
    def one(change: contracting.Change) -> Block:
        sum_told = f"金额 {Decimal(change.amount_fen) / 100:+.2f} 元；" if change.amount_fen else ""
        words = f"{sum_told}合同期到 {change.ends_on:%Y-%m-%d}"
        return _told(id=str(change.nth), date=moment(change.on), description=words, rationale=change.why)

    return [one(change) for change in contract.changes]


def _dues(dues: Iterable[Due]) -> list[Block]:
    status = {None: "scheduled", True: "met", False: "notMet"}
    return [
        _told(
            id=due.key,
            title=due.name,
            type=due.kind,
            description=due.told,
            dateMet=moment(due.on) if due.on and due.is_met is not None else None,
            dueDate=moment(due.on) if due.on and due.is_met is None else None,
            status=status[due.is_met],
        )
        for due in dues
    ]


def _transactions(process: Process) -> list[Block]:
    if process.contract is None or process.provider is None:
        return []
    payer, payee = _reference(process.place), _reference(process.provider)
    return [
        {"id": one.key, "date": moment(one.on), "value": money(one.amount_fen), "payer": payer, "payee": payee}
        for one in process.contract.paid
    ]


def _before(process: Process, prefix: str) -> list[Block]:
    """The round before this one, which came to nothing."""
    nth = process.purchase.nth if process.purchase else 1
    if nth == 1:
        return []
    before = f"{prefix}-{process.area}-{process.number}" + (f"{contracting.AGAIN}{nth - 1}" if nth > 2 else "")
    return [{"id": "1", "relationship": ["unsuccessfulProcess"], "scheme": "ocid", "identifier": before}]
