"""People enter the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from guihua.core import audit, bulk
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity, Register, SealedIdentity, complete_id, fullest, seal
from guihua.directory.calc import matching
from guihua.directory.signals import people_merged

Writer = Callable[[Sequence[tuple[int, Identity, SealedIdentity, bytes | None]]], None]


def register_of(subdistrict: directory.Subdistrict) -> Register:
    return Register(
        directory.Person,
        directory.PersonHandle,
        "person",
        {"subdistrict_id": subdistrict.pk},
        f"person {subdistrict.pk}",
    )


@transaction.atomic
def resolve_many(subdistrict: directory.Subdistrict, whos: Sequence[Identity], *, by: Any) -> list[int]:
    """The person of each identity, entered where unknown. The caller has locked the sub-district.

    Two that may be one but cannot be told are noted for somebody to look at.
    """

    def write(new: Sequence[tuple[int, Identity, SealedIdentity, bytes | None]]) -> None:
        fields = ["id", "subdistrict_id", "name", "data_key", "phone", "id_number", "id_index"]
        rows = [
            (pk, subdistrict.pk, who.name, safe.data_key, safe.phone, safe.id_number, id_index)
            for pk, who, safe, id_index in new
        ]
        bulk.insert(directory.Person, fields, rows)

    entered = enter(register_of(subdistrict), whos, write)
    people, unsure = entered.people, entered.unsure
    if entered.merged:
        people_merged.send(directory.Person, subdistrict=subdistrict, people=entered.merged)
    rows = [
        directory.Resemblance(subdistrict=subdistrict, person_id=person, other_id=other, why="same phone and name")
        for person, others in unsure.items()
        for other in sorted(others)
    ]
    directory.Resemblance.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record(
        "people.resolved", subdistrict, by=by, identities=len(whos), people=len(set(people)), unsure=len(unsure)
    )
    return people


@dataclass(frozen=True)
class Entered:
    """Where the identities ended up."""

    people: list[int]  # for each identity
    unsure: dict[int, set[int]]  # people who stay their own, though they fit these
    merged: set[int]  # people who turned out to be somebody else


def enter(register: Register, whos: Sequence[Identity], write: Writer) -> Entered:
    """Matches the identities against a register and enters the new ones through `write`."""
    cards = [register.card(who) for who in whos]
    found = matching.match(cards, register.on_file(cards))
    said: dict[int, list[Identity]] = defaultdict(list)
    for person, who in zip(found.person_of, whos, strict=True):
        said[person].append(who)
    new = sorted((person for person in said if person < 0), reverse=True)
    pk_of = dict(zip(new, bulk.next_ids(register.people, len(new)), strict=True)) if new else {}
    write([_new_row(register, pk_of[n], fullest(said[n]), found.identified.get(n)) for n in new])
    _complete(register, {n: i for n, i in found.identified.items() if n > 0}, said)
    _merge(register, {n: pk_of.get(other, other) for n, other in found.merged.items()})
    people = [pk_of.get(n, n) for n in found.person_of]
    register.add_handles((pk, card.handle) for pk, card in zip(people, cards, strict=True) if card.handle)
    unsure = {pk_of.get(n, n): {pk_of.get(o, o) for o in others} for n, others in found.unsure.items()}
    return Entered(people, unsure, set(found.merged))


def _new_row(
    register: Register, pk: int, who: Identity, id_index: bytes | None
) -> tuple[int, Identity, SealedIdentity, bytes | None]:
    return pk, who, seal(register, who), id_index


def _complete(register: Register, identified: dict[int, bytes], said: dict[int, list[Identity]]) -> None:
    for pk, id_index in identified.items():
        person = register.people._default_manager.get(pk=pk)
        complete_id(register, person, fullest(said[pk]).id_number, id_index)


def _merge(register: Register, merged: dict[int, int]) -> None:
    for pk, into in merged.items():
        register.people._default_manager.filter(pk=pk).update(merged_into=into)
        handles = register.handles._default_manager.filter(**{register.owner: pk})
        register.add_handles((into, bytes(index)) for index in handles.values_list("index", flat=True))
