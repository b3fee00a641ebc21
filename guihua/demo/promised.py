"""What a demonstration's contracts promise in numbers: about as much as their projects do, and a few of them more, so that the
board has something to say; and what was counted of it by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from guihua.commissioning.actions import indicators, readings
from guihua.commissioning.models import Contract, Indicator, IndicatorKind, Progress
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit, clock
from guihua.demo import texts


def write(contracts: Sequence[Contract], seed: int) -> None:
    """The first that promises a group was changed while it was in force."""
    told, chance = texts.load("promised"), Random(f"{seed} promised")  # noqa: S311 - invented promises need no secrecy
    totals = Progress.objects.of([contract.project_id for contract in contracts]).totals()
    amended = False
    for n, contract in enumerate(contracts, start=1):
        lines = _lines(totals.get(contract.project_id, {}), _short_of(n, told), told, chance)
        indicators.promise(contract, lines, seen=contract.revision, by=audit.SYSTEM)
        if not amended and any(line.kind == IndicatorKind.GROUPS for line in lines):
            _amend(contract, lines, told)
            amended = True
        _count(contract, told, chance, slips=n == told["slip"])


def _short_of(n: int, told: dict[str, Any]) -> int | None:
    """How many per cent of one promise the project comes to, where it stays behind."""
    found: int | None = told["behind"].get(str(n))
    return found


def _lines(done: dict[str, int], short: int | None, told: dict[str, Any], chance: Random) -> list[IndicatorLine]:
    """A little less than was done; where a project stays behind, so much of it more."""
    lines = []
    for kind, name, unit in told["lines"]:
        if came := done.get(kind):
            lines.append(IndicatorLine(kind, name, _below(came, chance), unit, told["source"]))
    if short and lines:
        at = chance.randrange(len(lines))
        came = done[lines[at].kind]
        lines[at] = replace(lines[at], target=-(-came * 100 // short))
    if done.get("volunteers"):
        _kind, name, unit = told["by_hand"]
        lines.append(IndicatorLine("other", name, max(1, done["volunteers"] // 4), unit, told["source"]))
    kind, name, unit, target = told["satisfied"]
    return [*lines, IndicatorLine(kind, name, target, unit, told["source"])]


def _below(came: int, chance: Random) -> int:
    return max(1, came * chance.randint(82, 99) // 100)


def _amend(contract: Contract, lines: Sequence[IndicatorLine], told: dict[str, Any]) -> None:
    contract.refresh_from_db(fields=["revision"])
    more = [replace(line, target=line.target + (line.kind == IndicatorKind.GROUPS)) for line in lines]
    indicators.promise(contract, more, why=told["why"], seen=contract.revision, by=audit.SYSTEM)


def _count(contract: Contract, told: dict[str, Any], chance: Random, *, slips: bool) -> None:
    """By hand at midsummer and before the year's end; one of them was a slip."""
    for one in Indicator.objects.filter(contract=contract, measure="").order_by("position"):
        for days, share in told["counted"]:
            day = max(clock.today() - timedelta(days=days), contract.starts_on)
            if one.is_share:
                value, proof = Decimal(chance.randint(905, 985)) / 10, told["asked"]
            else:
                value, proof = Decimal(max(1, one.target * share // 100)), told["listed"]
            reading = readings.enter(one, as_of=day, value=value, proof=proof, by=audit.SYSTEM)
        if slips and not one.is_share:
            readings.correct(reading, as_of=day, value=value + 1, proof=proof, why=told["slipped"], by=audit.SYSTEM)
