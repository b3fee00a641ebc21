"""What a proposal offers, as it is typed and compared: its parts, and a short mark of what each said when somebody saw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.commissioning import terms
from guihua.commissioning.models import IndicatorKind

PARTS = ("plan", "staff", "indicators", "budget", "quote_fen")
TEXTS = ("plan", "staff")  # sealed columns of the proposal


@dataclass(frozen=True)
class IndicatorLine:
    name: str
    unit: str = ""
    target: int | None = None


Values = Mapping[str, Any]
"""By part: two texts, a tuple of `IndicatorLine`s, fen by budget heading, and fen or None."""


def said(proposal: commissioning.Proposal) -> dict[str, Any]:
    """What each part says on file."""
    lines = proposal.indicators.all()
    return {
        "plan": proposal.plan,
        "staff": proposal.staff,
        "indicators": tuple(IndicatorLine(one.name, one.unit, one.target) for one in lines),
        "budget": {one.category_id: one.amount_fen for one in proposal.budget.all()},
        "quote_fen": proposal.quote_fen,
    }


def promised_by_the_winner(contract: commissioning.Contract) -> list[terms.IndicatorLine]:
    """What the proposal that won promised in numbers, for the contract's own promises to begin with. What is called as a kind
    of promises is called is of that kind."""
    won = commissioning.Proposal.objects.won_of(contract.project)
    kinds = {str(label): kind for kind, label in IndicatorKind.choices}
    return [
        terms.IndicatorLine(kinds.get(one.name, IndicatorKind.OTHER), one.name[:40], one.target or 0, one.unit[:8])
        for one in (won.indicators.all() if won else [])
    ]


def mark(value: Any) -> str:
    """The same for the same, so that a form can bring back what its editor saw without carrying it."""
    plain = sorted(value.items()) if isinstance(value, Mapping) else value
    return sha256(repr(plain).encode()).hexdigest()[:16]


def mark_of_call(call: commissioning.Call) -> str:
    return mark((call.asked, call.papers, call.deadline.isoformat()))


def marks(values: Values) -> dict[str, str]:
    return {part: mark(value) for part, value in values.items()}


def merged(now: Values, typed: Values, seen: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What is to be written, and the parts in which two people said different things: they changed since the editor saw them,
    and the editor wants something else. What the editor left as it was is nobody's clash."""
    changed = {part: value for part, value in typed.items() if value != now[part]}
    mine = {part: value for part, value in changed.items() if mark(value) != seen.get(part)}
    both = [part for part in mine if mark(now[part]) != seen.get(part)]
    return {part: value for part, value in mine.items() if part not in both}, both
