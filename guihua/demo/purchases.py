"""How the projects of a demonstration are bought: each in its own way, on the first days that its rules allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning import buying
from guihua.commissioning.actions import procurements
from guihua.commissioning.models import (
    Contract,
    MethodStep,
    Procurement,
    ProcurementMethod,
    Project,
    PurchaseCategory,
)
from guihua.commissioning.procurement_policy import Opening
from guihua.core import clock
from guihua.demo import hands, texts
from guihua.directory.models import Organisation, OrganisationKind, Subdistrict

AHEAD = timedelta(days=100)  # more than a purchase takes
PAUSE = timedelta(days=9)  # between a step as it was aimed at and the day for which
HUNDRED = 100 * 100  # yuan, in fen


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """The purchases behind some contracts of the year are put on file: at least one of each way. The others are still to come."""
    buyer = Buyer(place, Random(f"{seed} purchases {place.code}"))  # noqa: S311 - invented purchases need no secrecy
    contracts = Contract.objects.filter(subdistrict=place, project__method__isnull=False).order_by("project__number")
    first: dict[Any, Contract] = {}
    for contract in (all_of := list(contracts.select_related("project__method", "project__provider"))):
        first.setdefault(contract.project.method, contract)
    more = [contract for contract in all_of if contract not in first.values()]
    for contract in [*first.values(), *more[: max(0, buyer.told["on_file"] - len(first))]]:
        buyer.put_on_file(contract)


@dataclass(frozen=True)
class Wanted:
    """What is bought: from whom in the end, at which price, by how many bidders at least, and until which step."""

    project: Project
    method: ProcurementMethod
    winner: Organisation
    price_fen: int
    budget_fen: int
    days: dict[str, date]
    until: str = ""
    bidders: int = 0
    category: PurchaseCategory | None = None
    split_reason: str = ""


class Buyer:
    """The office as it buys. Same place and chance, same purchases."""

    def __init__(self, place: Subdistrict, chance: Random) -> None:
        self.chance, self.told, self.by = chance, texts.load("purchases"), hands.of(place).office
        self.category = PurchaseCategory.objects.get(subdistrict=place, name=self.told["category"])
        kind = OrganisationKind.PROVIDER
        self.providers = list(Organisation.objects.filter(subdistrict=place, kind=kind).order_by("credit_code"))
        steps = MethodStep.objects.filter(method__subdistrict=place).order_by("method", "position")
        self.steps: dict[int, list[MethodStep]] = {}
        for step in steps:
            self.steps.setdefault(step.method_id, []).append(step)

    def put_on_file(self, contract: Contract) -> Procurement:
        """What led to a contract."""
        project: Any = contract.project  # with a provider and a way, or it would not be asked for
        price = contract.amount_fen
        days = self.aimed(project.method, "notice", contract.signed_on - timedelta(days=4))
        days["contract"] = contract.signed_on
        days["contract_published"] = clock.workdays_after(contract.signed_on, 1)
        days["contract_filed"] = clock.workdays_after(contract.signed_on, 3)
        budget = price * self.chance.randint(*self.told["margin"]) // 100
        return self.buy(Wanted(project, project.method, project.provider, price, budget - budget % HUNDRED, days))

    def aimed(self, method: ProcurementMethod, code: str, on: date) -> dict[str, date]:
        """The days of all steps of a way, where one of them is taken shortly before a day."""
        steps = self.steps[method.pk]
        late = walked(steps, on - AHEAD)[code] - on
        return walked(steps, on - AHEAD - late - PAUSE)

    def buy(self, wanted: Wanted) -> Procurement:
        """From the first step to the last, or as far as wanted."""
        procurement = self._begin(wanted)
        for step in self.steps[procurement.method_id]:
            self._before(step.code, procurement, wanted)
            self._take(step.code, procurement, wanted)
            if step.code == wanted.until:
                break
        return procurement

    def _begin(self, wanted: Wanted) -> Procurement:
        reason = self.told["reasons"].get(wanted.method.name, "")
        category = wanted.category or self.category
        opening = Opening(wanted.method, category, wanted.budget_fen, reason, wanted.split_reason)
        procurement = procurements.begin(wanted.project, opening, by=self.by)
        procurement.opened_on = wanted.days["budget"]
        procurement.save(update_fields=["opened_on"])
        return procurement

    def _before(self, code: str, procurement: Procurement, wanted: Wanted) -> None:
        """What has to be there for a step."""
        if code == "deadline":
            self._take_bids(procurement, wanted)
        elif code == "review":
            self._seat(procurement)

    def _take(self, code: str, procurement: Procurement, wanted: Wanted) -> None:
        on = wanted.days[code]
        if code == "award":
            bid = procurement.bids.get(organisation=wanted.winner)
            procurements.award(bid, reason=self.told["award"], on=on, by=self.by)
        else:
            procurements.take(procurement, code, on=on, by=self.by)

    def _take_bids(self, procurement: Procurement, wanted: Wanted) -> None:
        """The winner's, and of others as many as count, or one more."""
        fewest = wanted.bidders or procurement.method.valid + self.chance.randint(*self.told["more_bidders"])
        others = [one for one in self.providers if one != wanted.winner]
        quotes = {wanted.winner: wanted.price_fen}
        for other in self.chance.sample(others, min(fewest - 1, len(others))):
            quote = wanted.price_fen * self.chance.randint(*self.told["losing"]) // 100
            quotes[other] = min(quote - quote % HUNDRED, wanted.budget_fen)
        for one, fen in quotes.items():
            self._submit(procurement, one, fen, wanted.days)

    def _submit(self, procurement: Procurement, bidder: Organisation, fen: int, days: dict[str, date]) -> None:
        window = (min(days["deadline"], clock.today()) - days["release"]).days
        on = days["release"] + timedelta(days=self.chance.randint(window // 2, window))
        procurements.submit(procurement, bidder, quote_fen=fen, on=on, by=self.by)

    def _seat(self, procurement: Procurement) -> None:
        """A panel of an odd number, all but one of them experts."""
        seats = max(procurement.method.panel, 3)
        experts = self.chance.sample(self.told["experts"], seats - 1)
        for one, is_expert in [*((who, True) for who in experts), (self.chance.choice(self.told["others"]), False)]:
            procurements.seat(procurement, **one, is_expert=is_expert, by=self.by)


def walked(steps: Iterable[MethodStep], first: date) -> dict[str, date]:
    """Each step on the working day after the first on which it may be taken."""
    done: dict[str, date] = {}
    for step in steps:
        done[step.code] = clock.workdays_after(buying.first_day(step, done) or first, 1)
    return done
