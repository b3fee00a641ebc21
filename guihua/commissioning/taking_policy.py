"""Who may take over what was before Guihua, and what stands against taking it back: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.pointing import what_holds
from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.directory import models as directory
from guihua.directory.models import users

MOST_NAMED = 5


def why_not_take_payments(user: Any, subdistrict: directory.Subdistrict) -> Refusal | None:
    """What was paid is finance's to enter, from a file as by hand."""
    finance = users.subdistricts_of(user, users.Role.FINANCE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not finance.exists():
        return Refusal("no-role", _("以前付过的款由财务补登。"))
    return None


def why_not_drop_contracts(contracts: Any) -> Refusal | None:
    """Nothing was told of them since, whatever it is that is told of contracts."""
    paid = Exists(commissioning.Payment.objects.filter(instalment__contract=OuterRef("pk")))
    held = what_holds(contracts, parts=[commissioning.Instalment], also={"payment": paid})
    return _used(contract.number for contract in contracts.filter(pk__in=held))


def why_not_drop_budgets(lines: Iterable[commissioning.BudgetLine]) -> Refusal | None:
    """Nothing was spent of them or moved, and the contract was not amended."""
    used = [
        line.contract.number
        for line in lines
        if line.spent_fen
        or line.moved_fen
        or line.expenses.exists()
        or line.transfers_in.exists()
        or line.transfers_out.exists()
        or line.contract.amendments.exists()
    ]
    return _used(used)


def _used(numbers: Iterable[str]) -> Refusal | None:
    named = sorted(set(numbers))
    if not named:
        return None
    words = _("有 %(n)d 份合同后来登记了别的内容，不能撤销：%(named)s。")
    return Refusal("used", words % {"n": len(named), "named": listed(named[:MOST_NAMED])})
