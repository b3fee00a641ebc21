"""The saved views of a list, as its reader has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from guihua.core import tenancy
from guihua.core.listing import policy
from guihua.core.listing.addresses import EVERYTHING
from guihua.core.listing.models import VIEW, OpeningView, SavedView
from guihua.core.listing.pages import Listing
from guihua.core.listing.shown import Shown
from guihua.core.templatetags.numbers import as_written
from guihua.core.ui.tabs import Tab
from guihua.core.wording import listed


@dataclass(frozen=True)
class Views:
    """`here` is the view that the list is shown in, if any. `runs` where the reader may share."""

    shown: Shown
    reader: Any
    there: Sequence[SavedView]
    here: SavedView | None
    opens_with: int | None
    runs: bool

    @property
    def tabs(self) -> list[Tab]:
        """The ways to everything and to each view; none where nothing was saved."""
        if not self.there:
            return []
        everything = Tab(_("全部"), EVERYTHING, is_here=self.here is None)
        return [everything, *(Tab(as_written(one.name), one.address, is_here=one == self.here) for one in self.there)]

    @property
    def is_changed(self) -> bool:
        """Whether the list shows something else than the view says."""
        here, now = self.here, self.shown.remembered
        return here is not None and (here.query, here.columns) != (now["query"], now["columns"])

    @property
    def may_change(self) -> bool:
        return self.here is not None and policy.why_not_change(self.reader, self.here) is None

    @property
    def is_opening(self) -> bool:
        return self.here is not None and self.here.pk == self.opens_with

    @property
    def left_out(self) -> list[str]:
        """What the view asks for that is not there any more, or not for this reader: conditions and columns, as they were
        called when it was saved."""
        if self.here is None:
            return []
        still = self.shown.remembered["query"]
        asked = [name for name in self.here.query if name in self.shown.query and name not in still]
        return [self.here.heads.get(name, name) for name in [*asked, *self.shown.columns.unknown]]

    @property
    def missing(self) -> str:
        return listed(self.left_out)


def views_of(listing: Listing, shown: Shown, reader: Any) -> Views | None:
    """None where the list has no views."""
    if not listing.name or not getattr(reader, "is_authenticated", False):
        return None
    there = list(SavedView.objects.visible_to(reader).of(listing.name))
    here = next((one for one in there if str(one.pk) == shown.query.get(VIEW)), None)
    opening = OpeningView.objects.filter(user=reader, listing=listing.name).values_list("view", flat=True).first()
    return Views(shown, reader, there, here, opening, tenancy.run_by(reader).exists())


def opening(listing: Listing, query: QueryDict, reader: Any) -> SavedView | None:
    """The view with which the list opens where its address asks for nothing."""
    if query or not listing.name:
        return None
    wished = OpeningView.objects.filter(user=reader, listing=listing.name).values("view")
    return SavedView.objects.visible_to(reader).of(listing.name).filter(pk__in=wished).first()
