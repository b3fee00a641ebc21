"""Sessions and who took part in them, many at a time; one is a line of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction

from guihua.core import audit, bulk
from guihua.delivery import models as delivery
from guihua.delivery.actions import codenames, sessions
from guihua.delivery.models import Part
from guihua.delivery.signals import records_changed
from guihua.directory import models as directory
from guihua.directory.actions import people
from guihua.directory.actions.places import Counted
from guihua.directory.actions.registers import Identity

FIELDS = ["session_id", "person_id", "codename_id", "part", "count", "batch_id"]
Key = tuple[int, int | None, int | None, str]  # session, person, codename, part


@dataclass(frozen=True)
class SessionLine:
    """One session as the records describe it. No project: the office holds it itself. Minutes: 1 to 1440."""

    project: int | None
    code: str
    activity: str
    form: str
    campaign: int | None
    day: date
    starts_at: time
    minutes: int
    community: int | None
    place: str


@dataclass(frozen=True)
class AttendanceLine:
    """A person's part in a session, or a head-count at it. `session` is its place in the list of session lines."""

    session: int
    who: Identity | None
    part: str
    count: int


@transaction.atomic
def record_many(
    subdistrict: directory.Subdistrict,
    session_lines: Sequence[SessionLine],
    lines: Sequence[AttendanceLine],
    *,
    by: Any,
    digest: str = "",
) -> Counted:
    """Enters sessions and attendance. What is there already is skipped; what differs is corrected, old value kept."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    held, counted, months = sessions.record_many(subdistrict, session_lines, by=by)
    who = _resolve(subdistrict, session_lines, held.domains, lines, by)
    session_pks = [held.pks[line.session] for line in lines]
    named, heads = _split(session_pks, lines, who)
    existing = Existing.of(set(session_pks))
    new = [row for key, row in named.items() if existing.canonical(key) not in existing.named]
    new_heads = {pk: count for pk, count in heads.items() if pk not in existing.heads}
    corrected = _correct(
        subdistrict, {pk: n for pk, n in heads.items() if existing.heads.get(pk, n) != n}, existing, by
    )
    added = len(new) + len(new_heads)
    changed = corrected + counted.changed
    result = Counted(added, changed, len(lines) - added - corrected)
    batch = sessions.note_batch(subdistrict, "attendance", digest, result, by=by)
    bulk.insert(delivery.Attendance, FIELDS, [(*row, 1, batch.pk) for row in new])
    bulk.insert(
        delivery.Attendance, FIELDS, [(pk, None, None, Part.SERVED, n, batch.pk) for pk, n in new_heads.items()]
    )
    audit.record("attendance.recorded", batch, by=by, digest=digest, **result.__dict__)
    records_changed.send(delivery.Attendance, subdistrict=subdistrict, months=months)
    return result


def _split(
    session_pks: Sequence[int], lines: Sequence[AttendanceLine], who: Sequence[tuple[int | None, int | None]]
) -> tuple[dict[Key, Key], dict[int, int]]:
    named: dict[Key, Key] = {}
    heads: dict[int, int] = {}
    for session, line, (person, codename) in zip(session_pks, lines, who, strict=True):
        if line.who is None:
            heads[session] = line.count
        else:
            key = (session, person, codename, line.part)
            named[key] = key
    return named, heads


def _resolve(
    subdistrict: directory.Subdistrict,
    session_lines: Sequence[SessionLine],
    domains: sessions.DomainOf,
    lines: Sequence[AttendanceLine],
    by: Any,
) -> list[tuple[int | None, int | None]]:
    """For each line its person, or its codename where the project's domain is confidential, or neither."""
    groups: dict[int | None, dict[Identity, int]] = defaultdict(dict)
    vault_of = [domains.confidential(line.project) for line in session_lines]
    for line in lines:
        if line.who is not None:
            groups[vault_of[line.session]].setdefault(line.who, 0)
    for vault, whos in groups.items():
        order = list(whos)
        found = (
            people.resolve_many(subdistrict, order, by=by)
            if vault is None
            else codenames.resolve_many(domains.by_pk[vault], order, by=by)
        )
        whos.update(zip(order, found, strict=True))
    return [_place(line, vault_of[line.session], groups) for line in lines]


def _place(
    line: AttendanceLine, vault: int | None, groups: dict[int | None, dict[Identity, int]]
) -> tuple[int | None, int | None]:
    if line.who is None:
        return None, None
    found = groups[vault][line.who]
    return (found, None) if vault is None else (None, found)


@dataclass(frozen=True)
class Existing:
    """What the touched sessions hold already, with merged people counted as those they turned out to be."""

    named: set[Key]
    heads: dict[int, int]
    people: dict[int, int | None]
    codenames: dict[int, int | None]

    @classmethod
    def of(cls, session_pks: set[int]) -> Existing:
        merged = directory.Person.objects.exclude(merged_into=None).values_list("pk", "merged_into")
        coded = delivery.Codename.objects.exclude(merged_into=None).values_list("pk", "merged_into")
        existing = cls(set(), {}, dict(merged), dict(coded))
        rows = delivery.Attendance.objects.filter(session__in=sessions.known_among(session_pks)).values_list(
            "session_id", "person_id", "codename_id", "part", "count"
        )
        for session, person, codename, part, count in rows.iterator():
            if session not in session_pks:
                continue
            if person is None and codename is None:
                existing.heads[session] = count
            else:
                existing.named.add(existing.canonical((session, person, codename, part)))
        return existing

    def canonical(self, key: Key) -> Key:
        session, person, codename, part = key
        return (
            session,
            self.people.get(person, person) if person else None,
            self.codenames.get(codename, codename) if codename else None,
            part,
        )


def _correct(subdistrict: directory.Subdistrict, heads: dict[int, int], existing: Existing, by: Any) -> int:
    for session, count in heads.items():
        delivery.Attendance.objects.filter(session=session, person=None, codename=None).update(count=count)
        sessions.note_correction(subdistrict, session, "count", existing.heads[session], count, by=by)
    return len(heads)
