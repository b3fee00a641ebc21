from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Step:
    """One stage on the way of something: its name, a date or reason, and whether it is done, now, or later."""

    name: Any
    fact: Any = ""
    state: Literal["done", "now", "later"] = "later"


def on_the_way(names: Sequence[tuple[str, Any]], now: str, facts: Mapping[str, Any]) -> list[Step]:
    """The stages of a state machine's choices, of which `now` is the one that is reached."""
    reached = [value for value, _name in names].index(now)
    return [
        Step(name, facts.get(value, ""), "done" if n < reached else "now" if n == reached else "later")
        for n, (value, name) in enumerate(names)
    ]
