"""What an acceptance says: as it is typed, as the paper that is signed, and as what anybody may read of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import Any

from guihua.commissioning import models as commissioning

FEW = 5  # of so few opinions no average is told: it would nearly say who said what
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Member:
    name: str
    unit: str


@dataclass(frozen=True)
class Item:
    what: str
    fit: str
    remark: str = ""


@dataclass(frozen=True)
class Paper:
    """What the office writes."""

    held_on: date
    conclusion: str
    members: tuple[Member, ...] = ()
    items: tuple[Item, ...] = ()
    text: str = ""
    mend_by: date | None = None


@dataclass(frozen=True)
class Opinion:
    """What somebody who was served says. `once` is that of the form in which they said it."""

    satisfaction: int
    where: str
    given_on: date
    once: str
    words: str = ""
    name: str = ""


def paper_of(acceptance: commissioning.Acceptance) -> Paper:
    """As it stands now."""
    return Paper(
        held_on=acceptance.held_on,
        conclusion=acceptance.conclusion,
        members=tuple(Member(one.name, one.unit) for one in acceptance.members.all()),
        items=tuple(Item(one.what, one.fit, one.remark) for one in acceptance.items.all()),
        text=acceptance.text,
        mend_by=acceptance.mend_by,
    )


def as_signed(acceptance: commissioning.Acceptance) -> dict[str, Any]:
    """All that is signed, with what the people said in sum."""
    paper, summed = paper_of(acceptance), acceptance.opinions.summed()
    return {
        "number": acceptance.number,
        "held_on": paper.held_on.isoformat(),
        "conclusion": paper.conclusion,
        "text": paper.text,
        "mend_by": paper.mend_by.isoformat() if paper.mend_by else None,
        "members": [vars(one) for one in paper.members],
        "items": [vars(one) for one in paper.items],
        "opinions": summed["count"],
        "satisfaction": average(summed["average"]),
    }


def as_published(acceptance: commissioning.Acceptance, paper: dict[str, Any]) -> dict[str, Any]:
    """What anybody may read: no person's name, no remark, and of the words those that the office marked."""
    marked = acceptance.opinions.filter(is_public=True)
    plain = ("number", "held_on", "conclusion", "text", "mend_by", "opinions")
    return {name: paper[name] for name in plain} | {
        "project": acceptance.contract.project.name,
        "provider": acceptance.contract.project.provider_name,
        "contract": acceptance.contract.number,
        "units": list(dict.fromkeys(one["unit"] for one in paper["members"])),
        "items": [{"what": one["what"], "fit": one["fit"]} for one in paper["items"]],
        "satisfaction": paper["satisfaction"] if paper["opinions"] >= FEW else None,
        "words": list(marked.values_list("words", flat=True)),
    }


def average(value: float | None) -> str | None:
    """To one tenth, half up."""
    return str(Decimal(str(value)).quantize(TENTH, ROUND_HALF_UP)) if value is not None else None


def digest(paper: dict[str, Any]) -> str:
    return sha256(json.dumps(paper, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
