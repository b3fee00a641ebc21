"""People enter the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import models, transaction

from guihua.core import audit, bulk, finding
from guihua.directory import models as directory
from guihua.directory import numbers
from guihua.directory.actions import settling
from guihua.directory.actions.registers import Identity, NewPerson, OnFile, Register, fullest, sealed_person
from guihua.directory.calc import matching
from guihua.directory.calc.matching import Card, Face
from guihua.directory.signals import people_turned

Writer = Callable[[Sequence[NewPerson]], None]


GRAMS = ["subdistrict_id", "person_id", "gram"]
FIELDS = ["id", "subdistrict_id", "name", "gender", "data_key", "phone", "id_number", "born_on"]
FIELDS += ["id_index", "handle_index", *numbers.Indexes._fields, "same_as_id", "merged_into_id"]


@dataclass(frozen=True)
class Entered:
    """Where identities ended up in a register."""

    met: list[int]  # for each identity, the person as met
    merged_into: dict[int, int]  # who turned out to be whom, for those among them that did
    turned: set[int]  # on file before, and now another than they were held for
    unsure: int  # how many stay their own person though they fit several

    def canonical(self, person: int) -> int:
        return self.merged_into.get(person, person)


def register_of(subdistrict: directory.Subdistrict) -> Register:
    return Register(
        people=directory.Person,
        handles=directory.PersonHandle,
        resemblances=directory.Resemblance,
        owner="person",
        scope={"subdistrict_id": subdistrict.pk},
        purpose=f"person {subdistrict.pk}",
        pointers=("same_as", "merged_into"),
    )


@transaction.atomic
def resolve_many(subdistrict: directory.Subdistrict, whos: Sequence[Identity], *, by: Any) -> Entered:
    """The person of each identity, entered where unknown. The caller has locked the sub-district.

    Two that may be one but cannot be told are noted for somebody to look at.
    """

    def write(new: Sequence[NewPerson]) -> None:
        bulk.insert(directory.Person, FIELDS, [_row(subdistrict.pk, one) for one in new])
        bulk.insert(directory.PersonGram, GRAMS, _grams(subdistrict.pk, new))

    entered = enter(register_of(subdistrict), whos, write)
    settled = settling.settle(subdistrict)
    entered = replace(entered, merged_into=_settled(entered.merged_into, settled.merged_into))
    if turned := entered.turned | settled.turned:
        people_turned.send(directory.Person, subdistrict=subdistrict, people=turned)
    counts = {"identities": len(whos), "people": len(set(entered.met)), "unsure": entered.unsure}
    audit.record("people.resolved", subdistrict, by=by, turned=len(entered.turned), **counts)
    return entered


def _row(subdistrict: int, new: NewPerson) -> tuple[Any, ...]:
    found_by = numbers.indexes(subdistrict, new.said.name, numbers.Numbers(new.said.phone, new.said.id_number))
    sealed = (new.data_key, new.phone, new.id_number, b"")
    return (
        new.pk,
        subdistrict,
        new.said.name,
        "",
        *sealed,
        new.id_index,
        new.handle_index,
        *found_by,
        *[new.same_as] * 2,
    )


def _grams(subdistrict: int, new: Iterable[NewPerson]) -> Iterator[tuple[int, int, str]]:
    """By which the new people are found."""
    for one in new:
        yield from ((subdistrict, one.pk, gram) for gram in finding.grams(one.said.name))


def spell(person: directory.Person) -> None:
    """Lets somebody be found by the name that they bear now, and no longer by an earlier one."""
    directory.PersonGram.objects.filter(person=person).delete()
    rows = [(person.subdistrict_id, person.pk, gram) for gram in finding.grams(person.name)]
    bulk.insert(directory.PersonGram, GRAMS, rows)


def _settled(by_files: Mapping[int, int], settled: Mapping[int, int | None]) -> dict[int, int]:
    """Who turned out to be whom: by the files, but where somebody decided."""
    found = {pk: root for pk, root in by_files.items() if pk not in settled}
    return found | {pk: root for pk, root in settled.items() if root}


def enter(register: Register, whos: Sequence[Identity], write: Writer) -> Entered:
    """Matches the identities against a register and enters the new ones through `write`."""
    cards = [register.card(who) for who in whos]
    on_file = register.on_file(cards)
    said: dict[Face, list[Identity]] = defaultdict(list)
    for card, who in zip(cards, whos, strict=True):
        said[card.face].append(who)
    new = [face for face in said if face not in on_file.faces]
    pk_of = on_file.faces | dict(zip(new, bulk.next_ids(register.people, len(new)), strict=True))
    taken = taken_for(cards, on_file, pk_of)
    write([sealed_person(register, pk_of[f], f, fullest(said[f]), taken.into.get(pk_of[f])) for f in new])
    turned = turn(register, on_file, taken)
    register.add_handles(_new_handles(cards, on_file, pk_of))
    _note_resemblances(register, taken.unsure)
    return Entered([pk_of[card.face] for card in cards], taken.into, turned, len(taken.unsure))


class Taken(NamedTuple):
    """Of those met by handle: whom the files take them for, or who all they may be."""

    into: dict[int, int]
    unsure: dict[int, list[int]]


def taken_for(cards: Iterable[Card], on_file: OnFile, pk_of: Mapping[Face, int]) -> Taken:
    """What is known of each who was met by one of the cards' handles, now or earlier."""
    seen = matching.bearers(cards, on_file.bearers)
    met = {handle: pk_of.get(Face("handle", handle)) for handle in seen}
    taken = Taken({}, {})
    for handle, pk in met.items():
        known = matching.likeness(seen[handle])
        if pk is not None and known.same_as:
            taken.into[pk] = pk_of[known.same_as]
        elif pk is not None and known.fits:
            taken.unsure[pk] = [pk_of[face] for face in known.fits]
    return taken


def _new_handles(cards: Iterable[Card], on_file: OnFile, pk_of: Mapping[Face, int]) -> Iterable[tuple[int, bytes]]:
    wanted = dict.fromkeys((card.face, card.handle) for card in cards if card.id_index and card.handle)
    for face, handle in wanted:
        if handle and face not in on_file.bearers.get(handle, ()):
            yield pk_of[face], handle


def turn(register: Register, on_file: OnFile, taken: Taken) -> set[int]:
    """Writes whom those on file are taken for now; returns those who were held for somebody else."""
    turned = {pk: taken.into.get(pk) for pk, before in on_file.same_as.items() if taken.into.get(pk) != before}
    columns = [f"{pointer}_id" for pointer in register.pointers]
    people = [register.people(pk=pk, **dict.fromkeys(columns, into)) for pk, into in turned.items()]
    register.people._default_manager.bulk_update(people, register.pointers, batch_size=200)
    return set(turned)


def _note_resemblances(register: Register, unsure: Mapping[int, Iterable[int]]) -> None:
    pairs = {(min(one, two), max(one, two)) for one, others in unsure.items() for two in others}
    rows: list[models.Model] = [
        register.resemblances(
            **register.scope, **{f"{register.owner}_id": one, "other_id": two}, why="same phone and name"
        )
        for one, two in sorted(pairs)
    ]
    register.resemblances._default_manager.bulk_create(rows, ignore_conflicts=True, batch_size=500)
