"""The frame around every page: where one can go, and as whom. What stands in it is told by `GUIHUA_SHELL`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

MANY = 99
TABS = 4  # beside 「更多」: a thumb's width each


def counted(unread: int) -> str:
    """How a badge says it: nothing for none, and 99+ for more than anybody counts."""
    return "" if not unread else f"{MANY}+" if unread > MANY else str(unread)


@dataclass(frozen=True)
class Item:
    """A way in the navigation. `group` is the heading that begins with it; `is_tab` puts it at a phone's foot, where
    it is called `short`, if that is given. `count` says behind it how many things there are unread, or what `counts` says;
    `but`: pages below its address that do not lie on this way."""

    label: str | Promise
    address: str
    icon: str
    group: str | Promise = ""
    is_tab: bool = False
    short: str | Promise = ""
    count: str = ""
    counts: str | Promise = ""  # said before the count to who cannot see where it stands
    but: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        if path.startswith(self.but):
            return False
        return path == self.address or (self.address != "/" and path.startswith(self.address))


@dataclass
class Shell:
    """What the frame says: the programme, who is signed in, as what, and the ways that are open to them."""

    programme: str
    name: str
    standing: Sequence[str | Promise]  # role and place, each in a line of its own
    items: Sequence[Item]
    path: str = ""
    unread: str = ""
    search: str = ""  # the address of the search over everything; nothing where there is none

    @cached_property
    def section(self) -> Item | None:
        """The way that the page lies on; the longest address wins."""
        covering = [item for item in self.items if item.covers(self.path)]
        return max(covering, key=lambda item: len(item.address), default=None)

    @cached_property
    def tabs(self) -> Sequence[Item]:
        return [item for item in self.items if item.is_tab][:TABS]

    @cached_property
    def rest(self) -> Sequence[Item]:
        """What a phone shows under 「更多」."""
        shown = {id(item) for item in self.tabs}
        return [item for item in self.items if id(item) not in shown]
