"""States change along one table of moves, each move by a named verb that calls `move`."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Protocol

from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refusal, Refused


class HasState(Protocol):
    pk: Any
    state: str
    MOVES: Mapping[str, Set[str]]

    def get_state_display(self) -> str: ...
    def save(self, *, update_fields: list[str]) -> None: ...


def move(thing: Any, to: str, *, by: Any, why: str = "") -> None:
    """`thing.state` becomes `to`; refused where `thing.MOVES` has no such move. Saves the one field, writes the audit."""
    old = thing.state
    if to not in thing.MOVES.get(old, frozenset()):
        names = dict(type(thing)._meta.get_field("state").flatchoices)
        words = _("现在是「%(old)s」，不能改为「%(new)s」。") % {"old": names[old], "new": names[to]}
        raise Refused(Refusal("no-such-move", words))
    thing.state = to
    thing.save(update_fields=["state"])
    audit.record(f"{thing._meta.model_name}.{to}", thing, by=by, old=old, new=to, why=why)
