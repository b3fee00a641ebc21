"""The contracts of a demonstration's projects: signed before they began, paid as far as they are, and what is in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning import money_policy
from guihua.commissioning.actions import budgets, payments, signing
from guihua.commissioning.calc import editions as calc
from guihua.commissioning.models import BudgetCategory, Contract, Grade, Project, WaitsFor
from guihua.commissioning.terms import InstalmentLine, Terms
from guihua.core import audit, clock
from guihua.demo import promised, texts
from guihua.demo.hands import Hands
from guihua.demo.hands import of as hands_of
from guihua.directory.models import Subdistrict


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """Each project of the year has a contract. The first instalment of all is paid and the second of most; a few wait for a
    hand, one came back, and one heading is nearly used up."""
    chance = Random(f"{seed} contracts {place.code}")  # noqa: S311 - invented contracts need no secrecy
    told, hands = texts.load("contracts"), hands_of(place)
    rows = Project.objects.bought().filter(subdistrict=place).of_year(clock.today().year)
    signed = [sign(project, project.amount_fen, chance) for project in rows.order_by("number")]
    promised.write(signed, seed)
    for contract in signed:
        _pay_the_first(contract, hands, chance)
        _judge(contract, told, hands, chance)
        _spend(contract, told, chance)
    _go_on(signed, told, hands, chance)


def _go_on(signed: list[Contract], told: dict[str, Any], hands: Hands, chance: Random) -> None:
    """What happened since July."""
    _pay_the_second([one for one in signed if _second(one).payable_from], told, hands, chance)
    _trouble(signed, told, hands)


def sign(project: Project, fen: int, chance: Random, *, on: date | None = None) -> Contract:
    """At a price: on a day, else some time before its first one."""
    told = texts.load("contracts")
    before = timedelta(days=chance.randint(*told["days_before"]))
    terms = Terms(
        number=told["number"] % project.number,
        signed_on=on or clock.workdays_after(project.starts_on - before, 1),
        amount_fen=fen,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        instalments=_instalments(project, fen, told),
        budget=_budget(project, fen, told, chance),
        term_reason=told["term_reason"],
    )
    return signing.sign(project, terms, by=audit.SYSTEM)


def amend(contract: Contract, percent: int, why: str, *, on: date) -> None:
    """So much more by a supplementary agreement: paid with the last instalment, spent under the first heading."""
    before = signing.terms_of(contract)
    more = contract.amount_fen * percent // 100
    last, heading = before.instalments[-1], next(iter(before.budget))
    terms = replace(
        before,
        amount_fen=before.amount_fen + more,
        instalments=(*before.instalments[:-1], replace(last, amount_fen=last.amount_fen + more)),
        budget={**before.budget, heading: before.budget[heading] + more},
    )
    signing.amend(contract, terms, signed_on=on, why=why, seen=contract.revision, by=audit.SYSTEM)


def _instalments(project: Project, whole: int, told: dict[str, Any]) -> tuple[InstalmentLine, ...]:
    """As the rules have it for the project's mode, else in the usual parts."""
    rule = money_policy.mode_rule(project)
    steps = [(step.percent, step.waits_for, step.least_grade) for step in rule.steps.all()] if rule else []
    steps = steps or [tuple(step) for step in told["instalments"]]
    amounts = calc.shares(whole, [percent for percent, *_rest in steps])
    return tuple(
        InstalmentLine(fen, waits_for, least) for fen, (_percent, waits_for, least) in zip(amounts, steps, strict=True)
    )


def _budget(project: Project, whole: int, told: dict[str, Any], chance: Random) -> dict[int, int]:
    """Whole hundreds by heading; the last takes what is left."""
    headings = list(BudgetCategory.objects.kept_by(project.subdistrict))
    parts, left = {}, whole
    for heading in headings[:-1]:
        fen = whole * chance.randint(*told["shares"][heading.name]) // 100
        parts[heading.pk] = fen - fen % 10_000
        left -= parts[heading.pk]
    return {**parts, headings[-1].pk: left}


def _pay_the_first(contract: Contract, hands: Hands, chance: Random) -> None:
    first = contract.instalments.with_way().get(position=1)
    day = clock.workdays_after(contract.signed_on, chance.randint(8, 15))
    payments.enter_paid(first, on=day, voucher=_voucher(contract, 1), by=hands.finance)


def _judge(contract: Contract, told: dict[str, Any], hands: Hands, chance: Random) -> None:
    """The mid-term evaluation, in July."""
    year, day = clock.today().year, chance.randint(4, 22)
    grade = chance.choices([Grade.EXCELLENT, Grade.GOOD, Grade.PASS], told["midterm"])[0]
    evidence = told["evidence"] % {"year": year, "number": contract.project.number}
    on = clock.workdays_after(date(year, 7, day), 1)
    payments.reach(contract.project, WaitsFor.MIDTERM, on=on, grade=grade, evidence=evidence, by=hands.office)


def _second(contract: Contract) -> Any:
    return contract.instalments.with_way().get(position=2)


def _pay_the_second(contracts: list[Contract], told: dict[str, Any], hands: Hands, chance: Random) -> None:
    """Most were paid in late summer; of the others some wait for finance, some for the leader, and one came back."""
    waiting, contracts = told["waiting"], chance.sample(contracts, len(contracts))
    for contract in contracts[sum(waiting.values()) :]:
        second = _second(contract)
        day = clock.workdays_after(second.payable_from, chance.randint(10, 25))
        payments.enter_paid(second, on=day, voucher=_voucher(contract, 2), by=hands.finance)
    ways = [way for way, count in waiting.items() for _n in range(count)]
    for way, contract in zip(ways, contracts, strict=False):
        _leave(way, _second(contract), told, hands)


def _leave(way: str, instalment: Any, told: dict[str, Any], hands: Hands) -> None:
    """How far a request is: not asked for, asked for, checked, or sent back."""
    if way == "unasked":
        return
    asked = payments.ask(instalment, by=hands.office)
    if way == "checked":
        payments.check(asked, by=hands.finance)
    elif way == "refused":
        payments.refuse(asked, why=told["why_back"], by=hands.finance)


def _spend(contract: Contract, told: dict[str, Any], chance: Random) -> None:
    """What was spent on each heading, some of it each quarter."""
    lines = {line.category.name: line for line in contract.budget.select_related("category")}
    for number, one in enumerate(told["expenses"], start=1):
        line = lines[one["heading"]]
        fen = line.amount_fen * chance.randint(*one["percent"]) // 100
        on = date(clock.today().year, one["month"], chance.randint(10, 27))
        voucher = f"记-{on:%m}{number:02}"
        budgets.spend(line, on=on, amount_fen=fen, what=one["what"], voucher=voucher, by=audit.SYSTEM)


def _trouble(contracts: list[Contract], told: dict[str, Any], hands: Hands) -> None:
    """The activities of one project cost nearly all they may, and a transfer waits."""
    lines = {line.category.name: line for line in contracts[0].budget.select_related("category")}
    source, target = (lines[told["trouble"][end]] for end in ("source", "target"))
    fen = target.left_fen * 9 // 10
    on, voucher = date(clock.today().year, 12, 9), "记-1299"
    budgets.spend(target, on=on, amount_fen=fen, what=told["trouble"]["what"], voucher=voucher, by=audit.SYSTEM)
    half = source.left_fen // 2
    budgets.ask_to_move(source, target, amount_fen=half, why=told["trouble"]["why"], by=hands.office)


def _voucher(contract: Contract, position: int) -> str:
    return f"付-{contract.project.number}-{position}"
