"""The registers that grow long enough to be exported in the background, by name: the list, and the rows that somebody may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from guihua.core.listing import Listing
from guihua.delivery import models as delivery
from guihua.desk import listings

Register = Callable[[Any], tuple[Listing, QuerySet[Any]]]


def sessions(user: Any) -> tuple[Listing, QuerySet[Any]]:
    rows = delivery.Session.objects.visible_to(user)
    return listings.sessions(rows), rows


REGISTERS: dict[str, Register] = {"sessions": sessions}
