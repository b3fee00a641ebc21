"""Each morning who looks after projects is told how many of them need somebody, once."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from guihua.commissioning import board
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import board as marking
from guihua.commissioning.board_notices import MORNING
from guihua.commissioning.models import Colour
from guihua.core import audit, clock, inbox
from guihua.core.inbox import Notice
from guihua.directory import models as directory
from guihua.directory.models import Role, users

BEGINS = 7  # o'clock
TOLD = (Role.OFFICE, Role.LIAISON)


def tell(*, by: Any) -> int:
    """Returns how many people were told. Done again that day, also after it stopped half way, it tells those that are left."""
    if timezone.localtime().hour < BEGINS:
        return 0
    return sum(_tell(place, by) for place in directory.Subdistrict.objects.order_by("pk"))


@transaction.atomic
def _tell(place: directory.Subdistrict, by: Any) -> int:
    """The board is marked first, so that what is told is how it stands."""
    marking.mark(place, by=by)
    event = f"{place.pk} board {clock.today().isoformat()}"
    told = set(Notice.objects.filter(kind=MORNING.code, event=event).values_list("user", flat=True))
    new = 0
    for user in _readers(place):
        counts = _counts(place, user) if user.pk not in told else Counter()
        if counts:
            params = {"red": counts[Colour.RED], "amber": counts[Colour.AMBER]}
            inbox.tell([user], MORNING.code, event=event, params=params, address=_address())
            new += 1
    if new:
        audit.record("board.told", place, by=by, told=new)
    return new


def _readers(place: directory.Subdistrict) -> list[directory.User]:
    found = {user.pk: user for role in TOLD for user in users.holding(role, [place.pk])}
    return list(found.values())


def _counts(place: directory.Subdistrict, user: directory.User) -> Counter[str]:
    """Of the projects that the reader looks after: how many are of each colour, green ones left out."""
    own = board.projects_of(place).filter(pk__in=commissioning.Project.objects.accounted_to(user).values("pk"))
    colours = commissioning.coloured(own).exclude(colour=Colour.GREEN).values_list("colour", flat=True)
    return Counter(colours)


def _address() -> str:
    return reverse(settings.GUIHUA_LISTS["board"])
