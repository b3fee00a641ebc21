"""The purchases and contracts of a sub-district as packages of the Open Contracting Data Standard (OCDS 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone, translation

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import contracting, ocds
from guihua.commissioning.calc.contracting import Agreement, Due, Organisation, Process, Purchase
from guihua.commissioning.models import BidState, Grade, OutsideNames, PaymentState, ProjectState, WaitsFor
from guihua.core import clock, measures
from guihua.directory import models as directory

RELEASES, RECORDS = "releases", "records"
PACKAGES = (RELEASES, RECORDS)
KINDS = {WaitsFor.ACCEPTANCE: "delivery"}  # of what is reached; an evaluation is an assessment
COUNTED = (BidState.SUBMITTED, BidState.INVALID)  # what came in and was not taken back


def package(place: directory.Subdistrict, rows: Any, kind: str, *, uri: str, is_public: bool) -> dict[str, Any] | None:
    """What there is to tell of these projects; None where nothing is. `is_public`: only what anybody may read."""
    names = names_of(place)
    with translation.override(settings.LANGUAGE_CODE):
        told = [
            ocds.release(one, names.ocid_prefix, clock.today()) for one in processes(rows, names, is_public=is_public)
        ]
    if not told:
        return None
    around = {
        "uri": uri,
        "version": ocds.VERSION,
        "publishedDate": datetime.isoformat(timezone.localtime(), timespec="seconds"),
        "publisher": _publisher(place, names),
    }
    return around | ({RELEASES: told} if kind == RELEASES else {RECORDS: [_record(one) for one in told]})


def names_of(place: directory.Subdistrict) -> OutsideNames:
    """As the office says, else as nobody is called who was not registered."""
    return OutsideNames.objects.filter(subdistrict=place).first() or OutsideNames(subdistrict=place)


def _publisher(place: directory.Subdistrict, names: OutsideNames) -> dict[str, str]:
    if names.buyer_code:
        return {"name": place.name, "scheme": names.scheme, "uid": names.buyer_code}
    return {"name": place.name, "uid": place.code}


def _record(release: dict[str, Any]) -> dict[str, Any]:
    """All releases of a process, and what they come to. There is one, which tells it all."""
    return {"ocid": release["ocid"], "releases": [release], "compiledRelease": release | {"tag": ["compiled"]}}


def written(package: dict[str, Any]) -> bytes:
    return json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"


def address(path: str) -> str:
    """By which a package is known: where it is found, as far as this deployment knows where it is itself."""
    return f"{settings.GUIHUA_ADDRESS or 'urn:guihua'}{path}"


def processes(rows: Any, names: OutsideNames, *, is_public: bool) -> Iterator[Process]:
    for project in _whole(rows):
        for process in _of(project, names):
            if shown := contracting.published(process) if is_public else process:
                yield shown


def _whole(rows: Any) -> Any:
    """Each project with all that is told of it, asked for once."""
    bought = commissioning.Procurement.objects.order_by("pk").select_related("method", "winner__organisation")
    budget = commissioning.BudgetLine.objects.select_related("category")
    return rows.select_related("subdistrict", "domain", "provider", "contract").prefetch_related(
        Prefetch("procurements", bought.prefetch_related("taken", "bids", "notices", "method__steps")),
        Prefetch("contract__budget", budget),
        "contract__amendments",
        "contract__indicators",
        "contract__instalments__payments",
        "milestones",
    )


def _of(project: commissioning.Project, names: OutsideNames) -> Iterator[Process]:
    """A process for each round of buying. The contract belongs to the last: those before it came to nothing."""
    rounds: list[Purchase] = [_purchase(one, nth, names) for nth, one in enumerate(project.procurements.all(), start=1)]
    contract = getattr(project, "contract", None)
    for purchase in (*rounds[:-1], rounds[-1] if rounds else None):
        is_last = not rounds or purchase is rounds[-1]
        yield Process(
            area=project.subdistrict.code,
            place=_place(project.subdistrict, names),
            number=project.number,
            name=project.name,
            domain=project.domain.name,
            planned_fen=project.amount_fen,
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            provider=_organisation(project.provider, names) if project.provider and is_last else None,
            purchase=purchase,
            contract=_agreement(project, contract) if contract and is_last else None,
        )


def _place(place: directory.Subdistrict, names: OutsideNames) -> Organisation:
    if names.buyer_code:
        return Organisation(place.name, names.buyer_code, names.scheme)
    return Organisation(place.name, place.code)


def _organisation(one: directory.Organisation, names: OutsideNames) -> Organisation:
    return Organisation(one.name, one.credit_code, names.scheme)


def _purchase(one: commissioning.Procurement, nth: int, names: OutsideNames) -> Purchase:
    steps = {step.code: step for step in one.method.steps.all()}
    taken = {done.code: done.on for done in one.taken.all()}
    winner = one.winner
    return Purchase(
        nth=nth,
        state=one.state,
        method=one.method.code,
        method_name=one.method.name,
        budget_fen=one.budget_fen,
        rationale=one.reason,
        steps={code: contracting.Step(steps[code].name if code in steps else code, on) for code, on in taken.items()},
        publishes_contract=contracting.CONTRACT_PUBLISHED in steps,
        tenderers=sum(bid.state in COUNTED for bid in one.bids.all()),
        winner=_organisation(winner.organisation, names) if winner else None,
        quote_fen=winner.quote_fen if winner else None,
        award_reason=one.award_reason,
        notices=frozenset(notice.kind for notice in one.notices.all()),
    )


def _agreement(project: commissioning.Project, contract: commissioning.Contract) -> Agreement:
    """As it holds now: the project says that."""
    instalments = list(contract.instalments.all())
    return Agreement(
        number=contract.number,
        signed_on=contract.signed_on,
        amount_fen=project.amount_fen,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        is_over=project.state in (ProjectState.CLOSED, ProjectState.TERMINATED),
        changes=tuple(
            contracting.Change(one.position, one.signed_on, one.amount_fen, one.ends_on, one.why)
            for one in contract.amendments.all()
        ),
        lines=(*map(_promise, contract.indicators.all()), *map(_line, contract.budget.all())),
        milestones=tuple(_milestones(project, instalments)),
        parts=tuple(_part(one) for one in instalments),
        paid=tuple(_paid(contract, instalments)),
    )


def _promise(one: commissioning.Indicator) -> contracting.Line:
    return contracting.Line(f"indicator-{one.pk}", one.name, quantity=one.target, unit=one.unit)


def _line(line: commissioning.BudgetLine) -> contracting.Line:
    return contracting.Line(f"budget-{line.category_id}", line.category.name, line.amount_fen)


def _milestones(project: commissioning.Project, parts: Iterable[commissioning.Instalment]) -> Iterator[Due]:
    """What was reached, and what instalments still wait for."""
    reached = {one.kind: one for one in project.milestones.all()}
    awaited = [one.waits_for for one in parts if one.waits_for in commissioning.REPORTED]
    for kind in dict.fromkeys([*reached, *awaited]):
        name, one = str(WaitsFor(kind).label), reached.get(kind)
        own = KINDS.get(WaitsFor(kind), "assessment")
        if one is None:
            yield Due(kind, name, own)
        else:
            yield Due(kind, name, own, one.reached_on, one.grade != Grade.FAIL, str(one.get_grade_display()))


def _part(one: commissioning.Instalment) -> Due:
    """An instalment. What it waits for is told in words, since the standard has none for it."""
    payment, grade = one.payment, one.get_least_grade_display()
    waits = f"{one.get_waits_for_display()}" + (f"达到「{grade}」" if grade else "")
    is_paid = payment is not None and payment.state == PaymentState.PAID
    on = payment.paid_on if payment and is_paid else one.on
    words = f"{measures.yuan(one.amount_fen)} 元，{waits}"
    return Due(f"instalment-{one.position}", f"第 {one.position} 期", "payment", on, True if is_paid else None, words)


def _paid(contract: commissioning.Contract, parts: Iterable[commissioning.Instalment]) -> Iterator[contracting.Paid]:
    for one in parts:
        if (payment := one.payment) and payment.state == PaymentState.PAID and payment.paid_on:
            yield contracting.Paid(f"{contract.number}-{one.position}", payment.paid_on, one.amount_fen)
