"""Who is who: rows of a file and people on file are matched together, whatever the order of the rows.

Two that share an ID number, or a handle (phone and name), are one; two with different ID numbers never are. A card
without ID number whose handle fits two people stays its own person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Card:
    """What a row says of a person, as blind indexes; at least one of the two is there."""

    id_index: bytes | None
    handle: bytes | None


@dataclass(frozen=True)
class OnFile:
    """People on file who bear one of the cards' indexes: person by ID index, people by handle, with their ID index."""

    by_id: Mapping[bytes, int]
    by_handle: Mapping[bytes, Mapping[int, bytes | None]]


@dataclass
class Matching:
    """People are numbered as on file; new ones are numbered -1, -2 and so on."""

    person_of: list[int] = field(default_factory=list)  # for each card
    identified: dict[int, bytes] = field(default_factory=dict)  # new to a person: their ID index
    merged: dict[int, int] = field(default_factory=dict)  # a person without ID number turned out to be this other
    unsure: dict[int, set[int]] = field(default_factory=dict)  # stays its own person, though it fits these


class Matcher:
    def __init__(self, on_file: OnFile) -> None:
        self.on_file = on_file
        self.result = Matching()
        self.bearers = dict(on_file.by_id)
        self.owner_ids: dict[bytes, set[bytes]] = {}
        self.nameless: dict[bytes, int] = {}  # by handle: the person without ID number who bears it
        self.newest = 0

    def match(self, cards: Sequence[Card]) -> Matching:
        self._gather(cards)
        for handle in dict.fromkeys(card.handle for card in cards if card.handle):
            if len(self.owner_ids[handle]) == 1:
                self._give_to_owner(handle)
        for id_index in dict.fromkeys(card.id_index for card in cards if card.id_index):
            self._bearer_of(id_index)
        self.result.person_of = [self._person_of(card) for card in cards]
        return self.result

    def _gather(self, cards: Sequence[Card]) -> None:
        for card in cards:
            if card.handle is None:
                continue
            owners = self.owner_ids.setdefault(card.handle, set())
            if card.id_index:
                owners.add(card.id_index)
        for handle, people in self.on_file.by_handle.items():
            owners = self.owner_ids.setdefault(handle, set())
            owners.update(id_index for id_index in people.values() if id_index)
            for person, id_index in sorted(people.items()):
                if id_index is None:
                    self.nameless.setdefault(handle, person)
                else:
                    self.bearers.setdefault(id_index, person)

    def _give_to_owner(self, handle: bytes) -> None:
        """The one with this handle and no ID number is the one with the ID number."""
        (owner,) = self.owner_ids[handle]
        person = self.nameless.pop(handle, None)
        if person is None or person in self.result.merged:
            return
        if owner not in self.bearers:
            self.bearers[owner] = person
            self.result.identified[person] = owner
        elif self.bearers[owner] != person:
            self.result.merged[person] = self.bearers[owner]

    def _bearer_of(self, id_index: bytes) -> int:
        if id_index not in self.bearers:
            self.bearers[id_index] = self._new()
            self.result.identified[self.bearers[id_index]] = id_index
        return self.bearers[id_index]

    def _person_of(self, card: Card) -> int:
        if card.id_index:
            return self._bearer_of(card.id_index)
        if card.handle is None:
            raise ValueError("a card bears an ID number or a handle")
        owners = self.owner_ids[card.handle]
        if len(owners) == 1:
            return self._bearer_of(next(iter(owners)))
        if card.handle not in self.nameless:
            self.nameless[card.handle] = self._new()
        person = self.nameless[card.handle]
        if owners:
            self.result.unsure[person] = {self._bearer_of(owner) for owner in owners}
        return person

    def _new(self) -> int:
        self.newest -= 1
        return self.newest


def match(cards: Sequence[Card], on_file: OnFile) -> Matching:
    return Matcher(on_file).match(cards)
