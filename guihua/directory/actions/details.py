"""What is on file about somebody is corrected.

The ways in which somebody was met stay as they were, so that files which say the old still mean the same person. What
is new is entered as a file would enter it, and joined to them: files which say the new mean them as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from guihua.core import audit, history, secrecy
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory
from guihua.directory import numbers, people_policy, subject
from guihua.directory.actions import merges, people
from guihua.directory.actions.registers import Identity
from guihua.directory.numbers import Numbers

A_CORRECTION = gettext_noop("更正登记")


@dataclass(frozen=True)
class Details:
    """What the register says of somebody under all their rows."""

    name: str
    phone: str
    id_number: str
    born_on: date | None  # as it was typed; an ID number tells the birthday itself
    gender: str
    community: directory.Community | None


class Known(Refused):
    """Somebody else is on file under the number, and may be the same person."""

    def __init__(self, refusal: Refusal, other: directory.Person) -> None:
        super().__init__(refusal)
        self.other = other


def details(person: directory.Person) -> Details:
    """As on file now. Raises Destroyed once they are erased."""
    rows = sorted(subject.as_met(person), key=lambda row: row.pk != person.pk)
    right = {row.pk for row in people_policy.numbered(rows)}
    opened = [(row.pk, numbers.opened(row)) for row in rows]
    return Details(
        person.name,
        next((one.phone for _pk, one in opened if one.phone), ""),
        next((one.id_number for pk, one in opened if pk in right), ""),
        next((one.born_on for _pk, one in opened if one.born_on), None),
        person.gender,
        person.community,
    )


@transaction.atomic
def correct(person: directory.Person, said: Details, *, seen: int, by: Any, why: str = "") -> directory.Person:
    """The register says this of the person from now on. `seen`: the version (`version_of`) that was read before.

    Refused where somebody changed them meanwhile. Raises Known where the ID number, or phone and name, are
    somebody else's on file.
    """
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=person.subdistrict_id)
    person = directory.Person.objects.select_related("subdistrict", "community", "merged_into").get(pk=person.pk)
    refuse_if(people_policy.why_not_correct(by, person, seen=seen, version=version_of(person)))
    old = details(person)
    said = replace(said, id_number=said.id_number or old.id_number)  # a number that is there is changed, never dropped
    if said == old:
        return person
    rows = list(subject.as_met(person))
    _refuse_known(person, said, old, rows)
    if not person.history.exists():
        history.record(directory.Person, [person.pk], by=audit.SYSTEM, did=history.Did.ADDED)
    _write(person, said)
    _join_what_is_new(person, said, old, by)
    history.record(directory.Person, [person.pk], by=by, why=why)
    changes = audit.changes(directory.Person, _told(old), _told(said))
    audit.record("person.corrected", person, by=by, changes=changes, why=why)
    return person


def version_of(person: directory.Person) -> int:
    """Grows with each correction of the person."""
    newest = history.latest(person)
    return newest.history_id if newest else 0


def _told(one: Details) -> dict[str, Any]:
    return {
        "name": one.name,
        "phone": one.phone,
        "id_number": one.id_number,
        "born_on": one.born_on.isoformat() if one.born_on else "",
        "gender": one.gender,
        "community": str(one.community or ""),
    }


def _refuse_known(person: directory.Person, said: Details, old: Details, rows: list[directory.Person]) -> None:
    """Whoever else is on file under what is new."""
    place = person.subdistrict_id
    others = directory.Person.objects.filter(subdistrict=place).exclude(pk__in=[row.pk for row in rows])
    if said.id_number and said.id_number != old.id_number:
        bearer = others.filter(id_index=numbers.id_index(place, said.id_number)).first()
        if bearer:
            raise Known(people_policy.known_by_number(_root(bearer)), _root(bearer))
    if said.phone and (said.name, said.phone) != (old.name, old.phone):
        handle = numbers.handle_index(place, said.phone, said.name)
        met = others.filter(handle_index=handle) | others.filter(handles__index=handle)
        if bearer := met.order_by("pk").first():
            raise Known(people_policy.known_by_phone(_root(bearer)), _root(bearer))


def _root(person: directory.Person) -> directory.Person:
    return person.merged_into or person


def _write(person: directory.Person, said: Details) -> None:
    """Onto the row that stands for the person; the number that it was met by stays with it."""
    key = secrecy.unwrapped(person.data_key)
    born = said.born_on.isoformat() if said.born_on else ""
    person.name, person.gender, person.community = said.name, said.gender, said.community
    person.phone = secrecy.sealed(said.phone, key=key, place=numbers.place("phone"))
    person.born_on = secrecy.sealed(born, key=key, place=numbers.place("born_on"))
    indexes = numbers.indexes(person.subdistrict_id, said.name, Numbers(said.phone, said.id_number, said.born_on))
    for column, index in indexes._asdict().items():
        setattr(person, column, index)
    person.save(update_fields=["name", "gender", "community", "phone", "born_on", *indexes._fields])
    people.spell(person)


def _join_what_is_new(person: directory.Person, said: Details, old: Details, by: Any) -> None:
    place, number = person.subdistrict, said.id_number
    if said.phone and (said.name, said.phone) != (old.name, old.phone):
        _join(person, Identity(said.name, said.phone, ""), by)
    if number != old.id_number:
        rows = subject.as_met(person)
        wrong = next(iter(people_policy.numbered(rows)), None)
        _take_back(rows.filter(id_index=numbers.id_index(place.pk, number)).first(), by)
        _join(person, Identity(said.name, "", number), by, wrong)


def _take_back(row: directory.Person | None, by: Any) -> None:
    """The row's number was declared wrong, and is right after all."""
    for made in directory.Merge.objects.standing().filter(wrong=row) if row else ():
        merges.take_apart(made, by=by, why=A_CORRECTION)


def _join(person: directory.Person, who: Identity, by: Any, wrong: directory.Person | None = None) -> None:
    """Whoever is met as `who` is the person."""
    (pk,) = people.resolve_many(person.subdistrict, [who], by=by).met
    met = directory.Person.objects.get(pk=pk)
    person.refresh_from_db(fields=["merged_into"])
    if subject.as_met(met).filter(pk=person.pk).exists():
        return
    merges.merge(person, _root(met), why=A_CORRECTION, by=by, wrong=wrong, is_correction=True)
