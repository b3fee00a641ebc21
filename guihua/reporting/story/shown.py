"""A figure as the report shows it: with its note, the year before, and few people never counted out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _

from guihua.core import measures
from guihua.reporting.figures import PEOPLE, PERSON_TIMES, Figure

FEW = 5
COUNTS_PEOPLE = (PEOPLE, PERSON_TIMES)  # the units themselves, which are the same in every language


class KeptBack(int):
    """A count of people that is not told in public: nothing where it is drawn or sorted, and true, since they were there.

    `is_few`: that they are few may be told.
    """

    is_few: bool

    def __new__(cls, *, is_few: bool = False) -> Self:
        kept = super().__new__(cls, 0)
        kept.is_few = is_few
        return kept

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Shown:
    """`before` is the year before's value; None where nothing was recorded then. `note` is the number of its definition."""

    figure: Figure
    value: Any
    before: Any
    note: int

    @property
    def is_few(self) -> bool:
        """Whether people are counted, and so few that one might guess who they are."""
        return self.figure.unit in COUNTS_PEOPLE and is_few(self.value)

    @property
    def was_few(self) -> bool:
        return self.figure.unit in COUNTS_PEOPLE and self.before is not None and is_few(self.before)

    @property
    def change(self) -> Decimal | None:
        """By how many per cent it grew (below zero: shrank) since the year before; None where nothing can be said."""
        return None if self.is_few or self.was_few or self.figure.kind == "ratio" else growth(self.value, self.before)

    @property
    def comparison(self) -> str:
        """A sentence on the year before; empty where nothing can be said."""
        match self.change:
            case None:
                return ""
            case more if more > 0:
                return _("比上年多 %(n)s%%。") % {"n": more}
            case less if less < 0:
                return _("比上年少 %(n)s%%。") % {"n": -less}
            case _same:
                return _("与上年持平。")


def is_few(count: Any) -> bool:
    return isinstance(count, KeptBack) or 0 < int(count) < FEW


def growth(now: Any, before: Any) -> Decimal | None:
    """By how many per cent `now` is more than `before`, one decimal; None where there is nothing to compare with."""
    if before is None or not Decimal(str(before)):
        return None
    return measures.rounded((Decimal(str(now)) / Decimal(str(before)) - 1) * 100, 1)


MAIN = [
    "funding.committed",
    "projects.count",
    "communities.coverage",
    "attendance.person_times",
    "attendance.people_served",
    "schools.covered",
    "duty.hours",
]
"""The figures on the first page, in this order; a campaign follows them."""


def ordered(known: Mapping[str, Figure], campaign: str | None) -> list[str]:
    """All codes: those of the first page, then the others as they are defined. A note's number is the place here."""
    first = [*MAIN, f"campaigns.{campaign}.sessions" if campaign else "tours.sessions"]
    return [*first, *(code for code in known if code not in first)]
