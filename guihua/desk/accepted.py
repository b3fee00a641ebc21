"""The acceptances of a project's contract, on its page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from guihua.commissioning import acceptance_policy
from guihua.commissioning import models as commissioning


def acceptances_of(contract: commissioning.Contract, user: Any) -> dict[str, Any]:
    rows = commissioning.Acceptance.objects.visible_to(user).filter(contract=contract)
    return {
        "acceptances": rows.annotate(heard=Count("opinions", filter=Q(opinions__aside_why=""))).order_by("-number"),
        "may_accept": acceptance_policy.why_not_add(user, contract) is None,
    }
