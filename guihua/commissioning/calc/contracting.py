"""What is told outside of one purchase and its contract, and what of it must be public. Pure: rows in, rows out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

ANNOUNCED = {"open", "single"}  # the ways of buying whose release tells everybody
BUDGET, RELEASE, DEADLINE, AWARD, NOTICE = "budget", "release", "deadline", "award", "notice"
CONTRACT, CONTRACT_PUBLISHED = "contract", "contract_published"

AGAIN = "~"  # before the number of a later round: GC-9 bought anew is not called as a project GC-9-2 is
TOLD = (BUDGET, RELEASE, NOTICE)  # the steps that tell anybody something


@dataclass(frozen=True)
class Organisation:
    """`code` tells it apart in the register `scheme`; without a scheme, only among ourselves."""

    name: str
    code: str
    scheme: str = ""


@dataclass(frozen=True)
class Step:
    """Of a purchase: what it is called, and the day on which it was taken."""

    name: str
    on: date


@dataclass(frozen=True)
class Purchase:
    """One round of buying, the first or a later one. Of who did not win it says how many they were and no more."""

    nth: int
    state: str  # running, awarded, failed, withdrawn
    method: str  # code of the law's own ways, empty for the office's own
    method_name: str
    budget_fen: int
    rationale: str = ""
    steps: Mapping[str, Step] = field(default_factory=dict)
    publishes_contract: bool = False  # its way of buying has a step for that
    tenderers: int = 0
    winner: Organisation | None = None
    quote_fen: int | None = None
    award_reason: str = ""
    notices: frozenset[str] = frozenset()  # the kinds that the office published

    def day(self, code: str) -> date | None:
        return self.steps[code].on if code in self.steps else None


@dataclass(frozen=True)
class Change:
    """An amendment, by its place among the contract's."""

    nth: int
    on: date
    amount_fen: int
    ends_on: date
    why: str = ""


@dataclass(frozen=True)
class Line:
    """What the sum is for, or what is promised for it: so many of a unit, or so much money."""

    key: str
    name: str
    amount_fen: int | None = None
    quantity: int = 1
    unit: str = ""


@dataclass(frozen=True)
class Due:
    """What is waited for: an evaluation or the acceptance, and how it ended; or a part of the sum, and what that waits for."""

    key: str
    name: str
    kind: str  # assessment, delivery, payment
    on: date | None = None
    is_met: bool | None = None  # None: not yet
    told: str = ""


@dataclass(frozen=True)
class Paid:
    key: str
    on: date
    amount_fen: int


@dataclass(frozen=True)
class Agreement:
    """A contract as it holds now, and what was changed of it."""

    number: str
    signed_on: date
    amount_fen: int
    starts_on: date
    ends_on: date
    is_over: bool = False
    changes: tuple[Change, ...] = ()
    lines: tuple[Line, ...] = ()
    milestones: tuple[Due, ...] = ()
    parts: tuple[Due, ...] = ()
    paid: tuple[Paid, ...] = ()


@dataclass(frozen=True)
class Process:
    """From the plan of a project to its money: all of one round of buying."""

    area: str  # code of the sub-district
    place: Organisation
    number: str
    name: str
    domain: str
    planned_fen: int
    starts_on: date
    ends_on: date
    provider: Organisation | None = None
    purchase: Purchase | None = None
    contract: Agreement | None = None

    @property
    def key(self) -> str:
        """Which process it is, within its place: the first round keeps it, however often the project is bought again."""
        nth = self.purchase.nth if self.purchase else 1
        return self.number if nth == 1 else f"{self.number}{AGAIN}{nth}"


def published(process: Process) -> Process | None:
    """What of it anybody may read; None where nothing was made public yet.

    The budget from the day on which it is, an open call from its release on, the result from its notice on, the contract
    from its publication on. Where no purchase is on file, the contract is public as soon as it is. That a call which nobody
    was told of came to nothing, nobody is told before its own notice.
    """
    contract = _contract(process)
    purchase = _purchase(process.purchase, contract) if process.purchase else None
    if purchase is None and contract is None:
        return None
    provider = process.provider if contract else None
    return replace(process, purchase=purchase, contract=contract, provider=provider)


def _contract(process: Process) -> Agreement | None:
    contract, purchase = process.contract, process.purchase
    if contract is None:
        return None
    if purchase and purchase.publishes_contract and CONTRACT_PUBLISHED not in purchase.steps:
        return None
    changes = tuple(replace(one, why="") for one in contract.changes)
    return replace(contract, changes=changes, parts=(), paid=())


def _purchase(purchase: Purchase, contract: Agreement | None) -> Purchase | None:
    is_announced = purchase.method in ANNOUNCED and RELEASE in purchase.steps
    is_told = NOTICE in purchase.steps or contract is not None
    is_ended = is_announced or bool(purchase.notices & {"failed", "withdrawn"})
    if not (is_told or is_ended or BUDGET in purchase.steps):
        return None
    public = {BUDGET, *([RELEASE, DEADLINE] if is_announced else [])}
    public |= {RELEASE, DEADLINE, AWARD, NOTICE} if is_told else set()
    public |= {CONTRACT_PUBLISHED, CONTRACT} if contract else set()
    steps = {code: step for code, step in purchase.steps.items() if code in public}
    own = replace(purchase, steps=steps, rationale="", award_reason="")
    return own if is_told else _without_result(own, is_ended=is_ended)


def _without_result(purchase: Purchase, *, is_ended: bool) -> Purchase:
    """Before its notice nobody learns who won, or of how many; that an announced call came to nothing, they do."""
    state = purchase.state if is_ended and purchase.state in ("failed", "withdrawn") else "running"
    return replace(purchase, state=state, tenderers=0, winner=None, quote_fen=None)
