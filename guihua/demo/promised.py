"""What a demonstration's contracts promise in numbers: as much as they cost, and one of them more since an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guihua.commissioning.actions import indicators
from guihua.commissioning.models import Contract, IndicatorKind
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit
from guihua.demo import texts

SHARE_FEN = 100_000 * 100


def write(contracts: Sequence[Contract]) -> None:
    """The second of them was changed while it was in force."""
    for contract in contracts:
        indicators.promise(contract, _lines(contract), seen=contract.revision, by=audit.SYSTEM)
    for contract in contracts[1:2]:
        contract.refresh_from_db(fields=["revision"])
        more = [replace(line, target=line.target + (line.kind == IndicatorKind.GROUPS)) for line in _lines(contract)]
        why = texts.load("promised")["why"]
        indicators.promise(contract, more, why=why, seen=contract.revision, by=audit.SYSTEM)


def _lines(contract: Contract) -> list[IndicatorLine]:
    told = texts.load("promised")
    sized = [(*line, max(1, round(each * contract.amount_fen / SHARE_FEN))) for *line, each in told["lines"]]
    lines = [*sized, tuple(told["satisfied"])]
    return [IndicatorLine(kind, name, target, unit, told["source"]) for kind, name, unit, target in lines]
