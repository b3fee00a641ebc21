"""Who does what at the office of a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from guihua.core import audit
from guihua.directory.models import Role, Subdistrict, User


@dataclass(frozen=True)
class Hands:
    """Who asks, checks, approves and pays; nobody but the system where a sub-district has no such account."""

    office: Any
    finance: Any
    leader: Any


def of(place: Subdistrict) -> Hands:
    def first(role: Role) -> Any:
        held = User.objects.filter(memberships__subdistrict=place, memberships__role=role)
        return held.order_by("pk").first() or audit.SYSTEM

    return Hands(first(Role.OFFICE), first(Role.FINANCE), first(Role.LEADER))
