"""A project that is planned and bought, by the verbs that the office has."""

from __future__ import annotations

from datetime import date

from guihua.commissioning.actions import planned, procurements
from guihua.commissioning.models import Domain, ProcurementMethod, PurchaseCategory
from guihua.commissioning.procurement_policy import Opening
from guihua.core import audit
from guihua.directory.models import Organisation

YUAN = 100
BUDGET = 220_000 * YUAN
CODES = ["52440605MJL000001R", "52440605MJL0000030"]


def project(place, number="GC-9"):
    """「邻里相伴」: planned for 2022, at 220,000 yuan."""
    return planned.plan(
        place,
        number=number,
        name="邻里相伴",
        domain=Domain.objects.get(subdistrict=place, code="community"),
        amount_fen=BUDGET,
        starts_on=date(2022, 4, 1),
        ends_on=date(2023, 3, 31),
        by=audit.SYSTEM,
    )


def opening(place, method="公开招标", **more):
    found = ProcurementMethod.objects.get(subdistrict=place, name=method)
    category = PurchaseCategory.objects.filter(subdistrict=place).first()
    return Opening(found, category, BUDGET, **{"reason": "金额在限额以下", **more})


def begun(place, method="公开招标", number="GC-9"):
    return procurements.begin(project(place, number), opening(place, method), by=audit.SYSTEM)


def take(procurement, *steps, by=audit.SYSTEM):
    """Steps with their days."""
    for code, on in steps:
        procurements.take(procurement, code, on=on, by=by)


def bidders(place):
    return list(Organisation.objects.filter(subdistrict=place).order_by("pk"))


def awarded(place, yuan):
    """「邻里相伴」 from one supplier, who won in March 2022; the notice went out on the 7th."""
    found = begun(place, "单一来源")
    take(found, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    only = procurements.submit(found, bidders(place)[0], quote_fen=yuan * YUAN, on=date(2022, 2, 10), by=audit.SYSTEM)
    take(found, ("deadline", date(2022, 2, 24)))
    take(found, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    procurements.award(only, reason="唯一供应商", on=date(2022, 3, 4), by=audit.SYSTEM)
    take(found, ("notice", date(2022, 3, 7)))
    return found
