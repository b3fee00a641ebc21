"""Which rows of a list somebody picked: some by their boxes, or all that the list's address finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from guihua.core.listing.shown import MOST, Shown

PICK, ALL = "pick", "all"


@dataclass(frozen=True)
class Picked:
    keys: Sequence[int]
    is_all: bool

    @property
    def count(self) -> int:
        return len(self.keys)


def picked(shown: Shown, rows: QuerySet[Any], sent: QueryDict) -> Picked:
    """The keys in the order of the list. What the reader may not see is not among them, whatever was sent."""
    if sent.get(ALL):
        return Picked(list(shown.rows.values_list("pk", flat=True)[:MOST]), is_all=True)
    wanted = {int(key) for key in sent.getlist(PICK) if key.isdecimal() and len(key) < 18}
    return Picked(list(rows.filter(pk__in=wanted).values_list("pk", flat=True)), is_all=False)
