"""Which columns a list shows: those that the address names, in its order, as far as its reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from guihua.core.listing.addresses import address
from guihua.core.listing.columns import Column

COLUMNS = "columns"


@dataclass(frozen=True)
class Offer:
    """A column that can be shown, whether it is, and the addresses of the list with it one place earlier or later."""

    column: Column
    is_shown: bool
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True)
class Columns:
    """`offered` are those that the reader may see, `shown` those that the list shows, in order. The first one, which says
    what a row is, always stands first. `unknown` was asked for and is not there, or not for this reader."""

    offered: Sequence[Column]
    shown: Sequence[Column]
    unknown: Sequence[str] = ()

    @property
    def usual(self) -> Sequence[Column]:
        """Those that are shown where nothing else was asked for."""
        return [one for one in self.offered if not one.is_extra]

    @property
    def asked(self) -> str:
        """What the address has to say for it; nothing where it is what is shown anyway."""
        return "" if list(self.shown) == list(self.usual) else named(self.shown)

    def choice(self, query: QueryDict) -> list[Offer]:
        """All that can be chosen but the first, what is shown standing in front, in its order."""
        kept = list(self.shown[1:])
        rest = [one for one in self.offered[1:] if one not in kept]
        shown = [
            Offer(column, True, self._moved(query, n, n - 1) if n else "", self._moved(query, n, n + 1))
            for n, column in enumerate(kept)
        ]
        if shown:
            last = shown[-1]
            shown[-1] = Offer(last.column, True, last.earlier)
        return [*shown, *(Offer(column, False) for column in rest)]

    def _moved(self, query: QueryDict, place: int, to: int) -> str:
        first, *kept = self.shown
        kept.insert(to, kept.pop(place))
        return address(query, columns=named([first, *kept]))


def named(columns: Sequence[Column]) -> str:
    return ",".join(one.name for one in columns)


def asked_for(columns: Sequence[Column], query: QueryDict, reader: Any) -> Columns:
    """Of a list's columns those that its reader may see, and of these the ones that the address names; the usual ones
    where it names none that is there."""
    offered = [one for one in columns if one.is_for is None or one.is_for(reader)]
    by_name = {one.name: one for one in offered}
    wanted = [name for part in query.getlist(COLUMNS) for name in part.split(",") if name]
    known = [by_name[name] for name in dict.fromkeys(wanted) if name in by_name]
    unknown = [name for name in dict.fromkeys(wanted) if name not in by_name]
    if not known:
        return Columns(offered, [one for one in offered if not one.is_extra], unknown)
    first = offered[0]
    return Columns(offered, [first, *(one for one in known if one is not first)], unknown)
