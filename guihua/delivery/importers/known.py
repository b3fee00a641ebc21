"""Whom a file names, among the people on file; nobody is entered by asking."""

from __future__ import annotations

from collections.abc import Iterable

from guihua.core import bulk
from guihua.directory import models as directory
from guihua.directory.actions.people import register_of
from guihua.directory.actions.registers import Identity
from guihua.directory.calc import matching
from guihua.directory.calc.matching import Face


def people_of(subdistrict: directory.Subdistrict, whos: Iterable[Identity]) -> dict[Identity, int]:
    """The person that each identity means, as they are known to be; who means nobody is left out.

    Who is named without an ID number is the one with an ID number who was met by that phone and name, where there is one.
    """
    register = register_of(subdistrict)
    cards = {who: register.card(who) for who in whos}
    on_file = register.on_file(list(cards.values()))
    met = {}
    for who, card in cards.items():
        borne_by = on_file.bearers.get(card.handle, set()) if card.handle and not card.id_index else set()
        face = next(iter(borne_by)) if len(borne_by) == 1 else card.face
        if (pk := on_file.faces.get(face)) is not None:
            met[who] = pk
    turned = _merged_into(met.values())
    return {who: turned.get(pk) or pk for who, pk in met.items()}


def all_of(subdistrict: directory.Subdistrict, whos: Iterable[Identity]) -> dict[Identity, set[int]]:
    """All that each identity may be known as now, and after the file: what its other rows say counts as well."""
    register = register_of(subdistrict)
    cards = {who: register.card(who) for who in whos}
    on_file = register.on_file(list(cards.values()))
    seen = matching.bearers(cards.values(), on_file.bearers)
    met: dict[Identity, set[int]] = {}
    for who, card in cards.items():
        faces = {card.face}
        if card.handle and (same := matching.likeness(seen[card.handle]).same_as):
            by_handle = Face("handle", card.handle)
            faces |= {same, by_handle} if card.face in (same, by_handle) else set()
        met[who] = {on_file.faces[face] for face in faces if face in on_file.faces}
    turned = _merged_into(pk for pks in met.values() for pk in pks)
    return {who: pks | {turned[pk] or pk for pk in pks} for who, pks in met.items()}


def _merged_into(people: Iterable[int]) -> dict[int, int | None]:
    rows = directory.Person.objects.all()
    chunks = bulk.portions(set(people))
    return {pk: into for chunk in chunks for pk, into in rows.filter(pk__in=chunk).values_list("pk", "merged_into")}
