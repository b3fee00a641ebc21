"""What became of many things at once: which it was done to, and of each that was refused, why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from guihua.core.refusal import Refused


@dataclass
class Handled:
    """`done` are keys; `refused` the sentence by key. Whatever is in neither was so already."""

    done: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def one_by_one(things: Iterable[Any], do: Callable[[Any], bool]) -> Handled:
    """Does it to each, in the caller's transaction. `do` says whether it changed anything, and raises Refused before it
    writes."""
    handled = Handled()
    for thing in things:
        try:
            if do(thing):
                handled.done.append(thing.pk)
        except Refused as refused:
            handled.refused[thing.pk] = refused.sentence
    return handled
