"""Who is who: rows of a file and people on file are matched together, whatever the order of rows, files and imports.

A card is what a row says of somebody. With an ID number they are whoever bears it: two with different ID numbers are
never one. Without, they are known by their handle (phone and name), and are the one with an ID number who was seen with
that handle; where several were, nobody can tell, and they stay their own person.

So a person is met in one of two ways, and what is on file about them only ever grows: the same cards, in whatever
order and portions, give the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Face(NamedTuple):
    """How somebody was met: by ID number or by handle, with the blind index of it."""

    by: Literal["id", "handle"]
    known_by: bytes


@dataclass(frozen=True)
class Card:
    """What a row says of a person, as blind indexes; at least one of the two is there."""

    id_index: bytes | None
    handle: bytes | None

    @property
    def face(self) -> Face:
        if self.id_index is not None:
            return Face("id", self.id_index)
        if self.handle is None:
            raise ValueError("a card bears an ID number or a handle")
        return Face("handle", self.handle)


@dataclass(frozen=True)
class Likeness:
    """What is known of somebody who was met by handle: who they are, or whom they may be."""

    same_as: Face | None = None
    fits: frozenset[Face] = frozenset()


def bearers(cards: Iterable[Card], on_file: Mapping[bytes, Set[Face]]) -> dict[bytes, set[Face]]:
    """By handle, all with an ID number who were seen with it."""
    seen = {handle: set(faces) for handle, faces in on_file.items()}
    for card in cards:
        if card.handle is not None:
            borne = seen.setdefault(card.handle, set())
            if card.id_index is not None:
                borne.add(card.face)
    return seen


def likeness(faces: Set[Face]) -> Likeness:
    """Whoever was met by a handle that these, with an ID number, were seen with."""
    if len(faces) == 1:
        return Likeness(same_as=next(iter(faces)))
    return Likeness(fits=frozenset(faces))
