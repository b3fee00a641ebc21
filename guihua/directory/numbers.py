"""Phones, ID numbers and birthdays of people: by which indexes they are found, and how they are opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from guihua.core import secrecy
from guihua.directory.calc import id_numbers
from guihua.directory.models.people import Person

TAIL = 4  # digits of a phone that people remember


class Indexes(NamedTuple):
    """The blind indexes by which somebody is found, or likened to others. None for what is not known."""

    phone_index: bytes | None
    phone_tail_index: bytes | None
    birthday_index: bytes | None


@dataclass(frozen=True)
class Numbers:
    """What is sealed about one row of the register, opened."""

    phone: str = ""
    id_number: str = ""
    born_on: date | None = None

    @property
    def birthday(self) -> date | None:
        """What the ID number says, else what was typed."""
        return id_numbers.birthday(self.id_number) or self.born_on


def indexes(subdistrict: int, name: str, numbers: Numbers) -> Indexes:
    born = numbers.birthday
    return Indexes(
        phone_index(subdistrict, numbers.phone) if numbers.phone else None,
        phone_tail_index(subdistrict, numbers.phone[-TAIL:]) if len(numbers.phone) >= TAIL else None,
        secrecy.blind_index(f"{name}|{born.isoformat()}", purpose=f"person {subdistrict} birthday") if born else None,
    )


def phone_index(subdistrict: int, phone: str) -> bytes:
    return secrecy.blind_index(phone, purpose=f"person {subdistrict} phone")


def phone_tail_index(subdistrict: int, tail: str) -> bytes:
    """Of the last four digits: one index in ten thousand, which tells nothing but who may be looked at."""
    return secrecy.blind_index(tail, purpose=f"person {subdistrict} phone tail")


def id_index(subdistrict: int, number: str) -> bytes:
    return secrecy.blind_index(number, purpose=f"person {subdistrict} id")


def handle_index(subdistrict: int, phone: str, name: str) -> bytes:
    return secrecy.blind_index(f"{phone}|{name}", purpose=f"person {subdistrict} handle")


def borne_by(number: str, subdistricts: Iterable[int]) -> QuerySet[Person]:
    """The rows, as met, whose phone ends in these four digits, or whose phone or ID number this is."""
    wanted = Q(pk=None)
    for one in subdistricts:
        if len(number) == TAIL:
            wanted |= Q(subdistrict=one, phone_tail_index=phone_tail_index(one, number))
        else:
            wanted |= Q(subdistrict=one, phone_index=phone_index(one, number))
            wanted |= Q(subdistrict=one, id_index=id_index(one, number))
    return Person.objects.filter(wanted)


def place(column: str) -> str:
    """Where a value of a person was sealed for."""
    return f"{Person._meta.db_table}.{column}"


def opened(person: Person) -> Numbers:
    """What is sealed about the row. Raises Destroyed once the person is erased."""
    key = secrecy.unwrapped(person.data_key)
    phone, number, born = (
        secrecy.opened(getattr(person, column), key=key, place=place(column))
        for column in ("phone", "id_number", "born_on")
    )
    return Numbers(phone, number, date.fromisoformat(born) if born else None)


def birthday(rows: Sequence[Person]) -> date | None:
    """Of somebody known by these rows, their own first: what their ID number says, else what was typed."""
    opened_rows = [opened(row) for row in rows]
    told = [id_numbers.birthday(one.id_number) for one in opened_rows] + [one.born_on for one in opened_rows]
    return next((day for day in told if day), None)
