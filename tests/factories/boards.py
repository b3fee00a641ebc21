"""A project that is behind: what it promised, what was counted of it by hand, and the light that says so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guihua.commissioning.actions import board, indicators, readings
from guihua.commissioning.models import BoardRule, Contract, Indicator, Light, Reading
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit

KEEN, EVENTS = IndicatorLine("other", "骨干志愿者", 40, "人"), IndicatorLine("events", "社区活动", 20, "场")


def stand(place) -> None:
    contract = Contract.objects.get(project__number="GC-1", project__subdistrict=place)
    why = "补充协议" if contract.indicators.exists() else ""
    indicators.promise(contract, [EVENTS, KEEN], seen=contract.revision, why=why, by=audit.SYSTEM)
    keen = Indicator.objects.get(contract=contract, name="骨干志愿者")
    readings.enter(keen, as_of=date(2022, 3, 31), value=Decimal(12), proof="花名册", by=audit.SYSTEM)
    board.mark(place, by=audit.SYSTEM)


def by_name() -> dict[str, int]:
    """The things of the board by what the tables of the tests call them."""
    found = {f"规则-{rule.number}": rule.pk for rule in BoardRule.objects.order_by("-pk")}
    found |= {f"{light.project.number}-light": light.pk for light in Light.objects.on().select_related("project")}
    found |= {one.name: one.pk for one in Indicator.objects.all()}
    return found | {f"{one.indicator}-reading": one.pk for one in Reading.objects.select_related("indicator")}
