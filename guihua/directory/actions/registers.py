"""How people are kept in a register: found by blind index, sealed at once. The people's register is one; a
confidential domain's vault of codenames is another, with indexes that never match the first one's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models

from guihua.core import bulk, secrecy
from guihua.directory.calc.matching import Card, Face


class Identity(NamedTuple):
    """One way in which a file names a person; phone or ID number may be empty, not both."""

    name: str
    phone: str
    id_number: str


@dataclass
class OnFile:
    """What a register holds already about some cards."""

    faces: dict[Face, int] = field(default_factory=dict)
    same_as: dict[int, int | None] = field(default_factory=dict)  # of those met by handle, whom files took them for
    bearers: dict[bytes, set[Face]] = field(default_factory=dict)  # by handle, who was seen with it


@dataclass(frozen=True)
class Register:
    """Where a kind of people is kept. `scope` are the columns that all its rows share."""

    people: type[models.Model]
    handles: type[models.Model]
    resemblances: type[models.Model]
    owner: str  # the foreign key of handles and resemblances to their person
    scope: dict[str, int]
    purpose: str
    pointers: tuple[str, ...] = ("merged_into",)
    """The columns that say who somebody is; the first holds what files say alone, and is what the matching keeps."""

    def card(self, who: Identity) -> Card:
        return Card(
            secrecy.blind_index(who.id_number, purpose=f"{self.purpose} id") if who.id_number else None,
            secrecy.blind_index(f"{who.phone}|{who.name}", purpose=f"{self.purpose} handle") if who.phone else None,
        )

    def place(self, column: str) -> str:
        return f"{self.people._meta.db_table}.{column}"

    def on_file(self, cards: Sequence[Card]) -> OnFile:
        found = OnFile()
        people = self.people._default_manager.filter(**self.scope)
        handles = {card.handle for card in cards if card.handle}
        for chunk in bulk.portions(handles):
            met = people.filter(handle_index__in=chunk).values_list("handle_index", "pk", self.pointers[0])
            for index, pk, into in met:
                found.faces[Face("handle", bytes(index))] = pk
                found.same_as[pk] = into
        for handle, id_index, pk in self._bearers(handles):
            found.bearers.setdefault(handle, set()).add(Face("id", id_index))
            found.faces[Face("id", id_index)] = pk
        wanted = {card.id_index for card in cards if card.id_index} - {face.known_by for face in found.faces}
        for chunk in bulk.portions(wanted):
            by_id = people.filter(id_index__in=chunk).values_list("id_index", "pk")
            found.faces |= {Face("id", bytes(index)): pk for index, pk in by_id}
        return found

    def _bearers(self, handles: Iterable[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
        kept = self.handles._default_manager.filter(**self.scope)
        for chunk in bulk.portions(handles):
            seen = kept.filter(index__in=chunk).values_list("index", f"{self.owner}__id_index", self.owner)
            for handle, id_index, pk in seen:
                yield bytes(handle), bytes(id_index), pk

    def add_handles(self, pairs: Iterable[tuple[int, bytes]]) -> None:
        """Notes the handles that people with an ID number were seen with. The caller gives new ones only."""
        rows = ((person, index, *self.scope.values()) for person, index in pairs)
        bulk.insert(self.handles, [f"{self.owner}_id", "index", *self.scope], rows)


@dataclass(frozen=True)
class NewPerson:
    """Somebody who was not on file, sealed under a data key of their own."""

    pk: int
    said: Identity  # for a register that shows names, and finds people by more than the matching needs
    data_key: bytes
    sealed_name: bytes
    phone: bytes
    id_number: bytes
    id_index: bytes | None
    handle_index: bytes | None
    same_as: int | None


def sealed_person(register: Register, pk: int, face: Face, who: Identity, same_as: int | None) -> NewPerson:
    """Each value sealed for its column."""
    wrapped, key = secrecy.new_wrapped_key()

    def sealed(text: str, column: str) -> bytes:
        return secrecy.sealed(text, key=key, place=register.place(column))

    return NewPerson(
        pk=pk,
        said=who,
        data_key=wrapped,
        sealed_name=sealed(who.name, "name"),
        phone=sealed(who.phone, "phone"),
        id_number=sealed(who.id_number, "id_number"),
        id_index=face.known_by if face.by == "id" else None,
        handle_index=face.known_by if face.by == "handle" else None,
        same_as=same_as,
    )


def fullest(whos: Iterable[Identity]) -> Identity:
    """One identity out of all that a file says of a new person, the same whatever the order of its rows."""
    ordered = sorted(whos, key=lambda who: (not who.phone, who.name, who.phone))
    return Identity(ordered[0].name, ordered[0].phone, next((who.id_number for who in ordered if who.id_number), ""))
