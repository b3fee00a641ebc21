"""How people are entered in a register: found by blind index, sealed at once. The people's register is one; a
confidential domain's vault of codenames is another, with indexes that never match the first one's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import models

from guihua.core import bulk, secrecy
from guihua.directory.calc import matching

MOST_PARAMETERS = 500


@dataclass(frozen=True)
class Identity:
    """One way in which a file names a person; phone or ID number may be empty, not both."""

    name: str
    phone: str
    id_number: str


@dataclass(frozen=True)
class Register:
    """Where a kind of people is kept. `scope` are the columns that all its rows share."""

    people: type[models.Model]
    handles: type[models.Model]
    owner: str  # the handle's foreign key to its person
    scope: dict[str, int]  # of the handles
    purpose: str

    def card(self, who: Identity) -> matching.Card:
        return matching.Card(
            secrecy.blind_index(who.id_number, purpose=f"{self.purpose} id") if who.id_number else None,
            secrecy.blind_index(f"{who.phone}|{who.name}", purpose=f"{self.purpose} handle") if who.phone else None,
        )

    def on_file(self, cards: Iterable[matching.Card]) -> matching.OnFile:
        cards = list(cards)
        unmerged = self.people._default_manager.filter(merged_into=None, **self.scope)
        by_id: dict[bytes, int] = {}
        for chunk in batched({card.id_index for card in cards if card.id_index}, MOST_PARAMETERS):
            found = unmerged.filter(id_index__in=chunk).values_list("id_index", "pk")
            by_id |= {bytes(index): pk for index, pk in found}
        by_handle: dict[bytes, dict[int, bytes | None]] = {}
        handles = self.handles._default_manager.filter(**{f"{self.owner}__merged_into": None}, **self.scope)
        for chunk in batched({card.handle for card in cards if card.handle}, MOST_PARAMETERS):
            found = handles.filter(index__in=chunk).values_list("index", self.owner, f"{self.owner}__id_index")
            for index, pk, id_index in found:
                by_handle.setdefault(bytes(index), {})[pk] = bytes(id_index) if id_index else None
        return matching.OnFile(by_id, by_handle)

    def place(self, field: str) -> str:
        return f"{self.people._meta.db_table}.{field}"

    def add_handles(self, pairs: Iterable[tuple[int, bytes]]) -> int:
        """Notes that people bear handles; those known already stay."""
        wanted = set(pairs)
        known: set[tuple[int, bytes]] = set()
        for chunk in batched({person for person, _ in wanted}, MOST_PARAMETERS):
            found = self.handles._default_manager.filter(**{f"{self.owner}__in": chunk})
            known |= {(person, bytes(index)) for person, index in found.values_list(self.owner, "index")}
        new = sorted(wanted - known)
        rows = [(person, index, *self.scope.values()) for person, index in new]
        bulk.insert(self.handles, [f"{self.owner}_id", "index", *self.scope], rows)
        return len(new)


@dataclass(frozen=True)
class SealedIdentity:
    data_key: bytes
    name: bytes
    phone: bytes
    id_number: bytes


def seal(register: Register, who: Identity) -> SealedIdentity:
    """The identity under a data key of its own, each value bound to its column."""
    wrapped, key = secrecy.new_wrapped_key()

    def sealed(text: str, field: str) -> bytes:
        return secrecy.sealed(text, key=key, place=register.place(field))

    return SealedIdentity(
        wrapped, sealed(who.name, "name"), sealed(who.phone, "phone"), sealed(who.id_number, "id_number")
    )


def fullest(whos: Sequence[Identity]) -> Identity:
    """One identity out of all that was said of a new person: the first name, the first phone, the ID number."""
    return Identity(
        whos[0].name,
        next((who.phone for who in whos if who.phone), ""),
        next((who.id_number for who in whos if who.id_number), ""),
    )


def complete_id(register: Register, person: Any, id_number: str, id_index: bytes) -> None:
    """A person met without ID number turns out to have this one."""
    key = secrecy.unwrapped(person.data_key)
    person.id_number = secrecy.sealed(id_number, key=key, place=register.place("id_number"))
    person.id_index = id_index
    person.save(update_fields=["id_number", "id_index"])
