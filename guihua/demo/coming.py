"""The year after a demonstration's: its projects are planned, most are being bought, the first are signed for; some are in trouble."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from guihua.commissioning.actions import procurements, renewals
from guihua.commissioning.models import NoticeKind, Procurement, ProcurementMethod, Project, PurchaseCategory, Taken
from guihua.core import clock
from guihua.demo import calling, contracts, published, texts
from guihua.demo.purchases import HUNDRED, Buyer, Wanted
from guihua.directory.models import Organisation, Subdistrict


@transaction.atomic
def write(place: Subdistrict, seed: int) -> None:
    """Some of the year's projects are planned again; with each of them one of the told ways is gone."""
    coming = Coming(place, Random(f"{seed} coming {place.code}"))  # noqa: S311 - invented projects need no secrecy
    now = list(Project.objects.bought().filter(subdistrict=place).of_year(clock.today().year).order_by("number"))
    again = coming.chance.sample(now, min(len(now), coming.told["projects"]))
    again.sort(key=lambda project: project.number)
    plans = [coming.plan(project, n) for n, project in enumerate(again, start=1)]
    for (project, provider), way in zip(plans, coming.told["ways"], strict=False):
        coming.go(project, provider, way)


class Coming:
    """The office of a demonstration as it prepares the next year."""

    def __init__(self, place: Subdistrict, chance: Random) -> None:
        self.place, self.chance, self.told = place, chance, texts.load("coming")
        self.buyer = Buyer(place, chance)
        self.methods = {one.name: one for one in ProcurementMethod.objects.filter(subdistrict=place)}
        self.small = PurchaseCategory.objects.get(subdistrict=place, name=self.told["small"])

    def plan(self, before: Project, n: int) -> tuple[Project, Any]:
        """The same service for another year, and who provides it now."""
        year = clock.today().year + 1
        said = {
            "number": self.told["number"] % {"year": year, "n": n},
            "name": before.name,
            "domain": before.domain,
            "mode": before.mode,
            "amount_fen": before.amount_fen,
            "starts_on": max(date(year, 1, 1), before.ends_on + timedelta(days=1)),
            "ends_on": date(year, 12, 31),
        }
        project = renewals.renew(before, takes=Taken.values, **said, by=self.buyer.by)
        return project, before.provider

    def go(self, project: Project, provider: Organisation, way: dict[str, Any]) -> None:
        """As far as told: it fails and is tried again, or ends in a contract, or waits at one of its steps."""
        wanted = self._wanted(project, provider, way)
        procurement = self.buyer.buy(wanted)
        if "fails" in way:
            procurements.fail(procurement, why=way["fails"], by=self.buyer.by)
            self.go(project, provider, way["again"])
        elif way.get("signed"):
            self._sign(procurement, wanted, way.get("amended"))
        elif way.get("call"):
            calling.call(self.buyer, procurement, wanted, way)
        elif "single" in way:
            procurements.invite(procurement, provider, by=self.buyer.by)
            released, by = wanted.days["release"], self.buyer.by
            published.publish(procurement, NoticeKind.SINGLE, released, by, remark=way["single"])

    def _wanted(self, project: Project, provider: Organisation, way: dict[str, Any]) -> Wanted:
        method = self.methods[way["method"]]
        price = project.amount_fen * self.chance.randint(*self.told["price"]) // 100
        if way.get("split_reason"):
            self._limit(project.year.year)
        return Wanted(
            project,
            method,
            provider,
            price - price % HUNDRED,
            project.amount_fen,
            self.buyer.aimed(method, way["until"], clock.today() - timedelta(days=way["ago"])),
            until=way["until"],
            bidders=way.get("bidders", 0),
            category=self.small if way.get("small") else None,
            split_reason=way.get("split_reason", ""),
        )

    def _limit(self, year: int) -> None:
        """No more of the small category may be bought without a tender than what has been begun."""
        self.small.tender_limit_fen = Procurement.objects.without_tender(self.small, year).budget_fen()
        self.small.source = self.told["limit_source"]
        self.small.save(update_fields=["tender_limit_fen", "source"])

    def _sign(self, procurement: Procurement, wanted: Wanted, amended: dict[str, Any] | None) -> None:
        on = clock.workdays_after(wanted.days["notice"], 2)
        contract = contracts.sign(wanted.project, wanted.price_fen, self.chance, on=on)
        if amended:
            contracts.amend(contract, amended["percent"], amended["why"], on=clock.workdays_after(on, 3))
        after = clock.workdays_after(on, 1)
        for code in ("contract_published", "contract_filed"):
            procurements.take(procurement, code, on=after, by=self.buyer.by)
