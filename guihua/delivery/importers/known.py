"""Whom a file names, among the people on file; nobody is entered by asking."""

from __future__ import annotations

from collections.abc import Iterable

from guihua.core import bulk
from guihua.directory import models as directory
from guihua.directory.actions.people import register_of
from guihua.directory.actions.registers import Identity


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


def _merged_into(people: Iterable[int]) -> dict[int, int | None]:
    rows = directory.Person.objects.all()
    chunks = bulk.portions(set(people))
    return {pk: into for chunk in chunks for pk, into in rows.filter(pk__in=chunk).values_list("pk", "merged_into")}
