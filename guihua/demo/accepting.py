"""The acceptances of a demonstration at the end of its year: signed and published, to be mended, or still waiting for opinions."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning.acceptance_paper import Item, Member, Opinion, Paper
from guihua.commissioning.actions import acceptances, opinions
from guihua.commissioning.models import Acceptance, AcceptanceState, Conclusion, Contract, Fit
from guihua.core import clock
from guihua.demo import hands, texts
from guihua.directory.models import Subdistrict

GOOD, FAIR = (5, 4), (3,)


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """Of a few contracts of the year; the leader signs what the office wrote."""
    chance = Random(f"{seed} acceptances {place.code}")  # noqa: S311 - invented acceptances need no secrecy
    told, by = texts.load("acceptances"), hands.of(place)
    held = Contract.objects.filter(subdistrict=place, project__year__year=clock.today().year)
    held = held.filter(project__domain__is_confidential=False).order_by("project__number")
    for contract, way in zip(
        chance.sample(list(held), min(len(told["ways"]), held.count())), told["ways"], strict=False
    ):
        accept(contract, way, told, by, chance)


def accept(
    contract: Contract, way: dict[str, Any], told: dict[str, Any], by: hands.Hands, chance: Random
) -> Acceptance:
    day = clock.today() - timedelta(days=told["days_ago"])
    made = acceptances.add(contract, _paper(way, told, day), by=by.office)
    for n in range(way["opinions"]):
        opinion = _opinion(n, contract, told, day, chance)
        opinions.take_down(made, opinion, by=by.office)
    if way["state"] == AcceptanceState.DRAFT:
        return made
    made = acceptances.sign(made, by=by.leader)
    return acceptances.publish(made, by=by.office) if way["state"] == AcceptanceState.PUBLISHED else made


def _paper(way: dict[str, Any], told: dict[str, Any], day: date) -> Paper:
    remark = way.get("not") or way.get("partly", "")
    fit = Fit.NOT if "not" in way else Fit.PARTLY if "partly" in way else Fit.FITS
    items = [Item(what, Fit.FITS) for what in told["items"]]
    wrong = 2 if "not" in way else 1  # who is missing, or which group
    items[wrong] = Item(items[wrong].what, fit, remark)
    return Paper(
        held_on=day,
        conclusion=Conclusion.FAILED if "not" in way else Conclusion.PASSED,
        members=tuple(Member(*one) for one in told["members"]),
        items=tuple(items),
        text=told["text"],
        mend_by=day + timedelta(days=way["mend_days"]) if "not" in way else None,
    )


def _opinion(n: int, contract: Contract, told: dict[str, Any], day: date, chance: Random) -> Opinion:
    """Most are content; some say why."""
    is_good = chance.random() < 0.85
    words = chance.choice(told["good" if is_good else "fair"]) if n % 2 else ""
    return Opinion(
        satisfaction=chance.choice(GOOD if is_good else FAIR),
        where=chance.choice(told["wheres"]),
        given_on=day - timedelta(days=chance.randint(0, 12)),
        once=f"{contract.number}-{n}",
        words=words,
    )
