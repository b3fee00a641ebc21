"""Who took part in a session, as far as somebody who sees it may know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guihua.core import secrecy
from guihua.delivery import models as delivery
from guihua.directory import models as directory

PHONE = f"{directory.Person._meta.db_table}.phone"  # where a phone was sealed for


@dataclass(frozen=True)
class Attendee:
    """One person in one part; the phone is masked for everybody."""

    name: str
    part: str
    phone: str
    person: int | None = None  # whose page it is, for who knows them by name and while they are not erased


def as_known(rows: Iterable[delivery.Attendance], *, by_name: bool) -> list[Attendee]:
    """The people of attendances `by_name()`, whole names or masked ones."""
    return [
        Attendee(
            name=row.person.name if by_name else secrecy.masked_name(row.person.name),
            part=row.get_part_display(),
            phone=phone_of(row.person),
            person=_page(row.person) if by_name else None,
        )
        for row in rows
        if row.person
    ]


def _page(person: directory.Person) -> int | None:
    return (person.merged_into_id or person.pk) if person.data_key else None


def phone_of(person: directory.Person) -> str:
    """Masked; nothing of who was erased."""
    try:
        phone = secrecy.opened(person.phone, key=secrecy.unwrapped(person.data_key), place=PHONE)
    except secrecy.Destroyed:  # the person was erased
        return ""
    return secrecy.masked_phone(phone)
