"""Sessions and who took part in them, many at a time; one is a line of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.core import audit, bulk
from guihua.core.refusal import refuse_if
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions import batches, changed, codenames, corrections, late_changes, sessions
from guihua.delivery.actions.sessions import SessionLine
from guihua.delivery.models import Part
from guihua.directory import models as directory
from guihua.directory.actions import people
from guihua.directory.actions.people import Entered
from guihua.directory.actions.places import Counted
from guihua.directory.actions.registers import Identity

FIELDS = ["session_id", "person_id", "codename_id", "part", "count", "batch_id"]
WRITTEN = directory.Person, directory.PersonGram, delivery.Activity, delivery.Session, delivery.Attendance


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """A person's part in a session, or a head-count at it. `session` is its place in the list of session lines."""

    session: int
    who: Identity | None
    part: str
    count: int


class Met(NamedTuple):
    """Whom a line names: a person or a codename as met, and as who they are known to be."""

    person: int | None
    codename: int | None
    known_as: int  # even for a person, odd for a codename, so that the two never meet


class Row(NamedTuple):
    session: int
    person: int | None
    codename: int | None
    part: str


@transaction.atomic
def record_many(
    subdistrict: directory.Subdistrict,
    session_lines: Sequence[SessionLine],
    lines: Sequence[AttendanceLine],
    *,
    by: Any,
    digest: str = "",
    why: str = "",
) -> Counted:
    """Enters sessions and attendance. What is there already is skipped; what differs is corrected, old value kept.

    Each line counts once: as added, as changed (its head-count, or what describes its session), or as skipped.
    Where it would change a closed month it is refused, unless `why` says the reason.
    """
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    refuse_if(policy.why_not_record(by, subdistrict, {line.project for line in session_lines}))
    refuse_if(policy.why_not_hold_many((line.project, line.day) for line in session_lines))
    there = sessions.there_of(subdistrict, session_lines)
    batch = batches.begin(subdistrict, "attendance", digest, by=by)
    places = sessions.months_held(session_lines, there)
    with late_changes.changing(subdistrict, places, by=by, why=why):
        held = sessions.record_many(subdistrict, session_lines, there, by=by, batch=batch.pk)
        counted = batches.finish(batch, _enter(subdistrict, held, session_lines, lines, by, batch.pk))
    audit.record("attendance.recorded", batch, by=by, digest=digest, **counted.counts)
    changed.tell(delivery.Attendance, subdistrict, places)
    return counted


def _enter(
    subdistrict: directory.Subdistrict,
    held: sessions.Held,
    session_lines: Sequence[SessionLine],
    lines: Sequence[AttendanceLine],
    by: Any,
    batch: int,
) -> Counted:
    resolved = _resolve(subdistrict, session_lines, lines, by)
    tally = Tally.of(held)
    for line in lines:
        tally.take(held.pks[line.session], line, resolved.of(line))
    bulk.insert(delivery.Attendance, FIELDS, ((*row, count, batch) for row, count in tally.new))
    if len(tally.new) >= bulk.MANY:
        bulk.estimate(*WRITTEN)
    _correct_heads(subdistrict, tally, by, batch)
    return tally.counted


@dataclass
class Resolved:
    """Who the lines' people are. `vault_of` says by session line which vault keeps its people, if any."""

    vault_of: list[commissioning.Domain | None]
    met: dict[commissioning.Domain | None, dict[Identity, Met]] = field(default_factory=dict)

    def of(self, line: AttendanceLine) -> Met | None:
        return self.met[self.vault_of[line.session]][line.who] if line.who else None


@dataclass
class Tally:
    """What the sessions hold already, and what each line adds to it."""

    held: sessions.Held
    rows: set[Row] = field(default_factory=set)
    there: set[tuple[int, int, str]] = field(default_factory=set)  # session, who it is known to be, part
    heads: dict[int, int] = field(default_factory=dict)
    new: list[tuple[Row, int]] = field(default_factory=list)
    new_heads: dict[int, int] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    skipped: int = 0

    @classmethod
    def of(cls, held: sessions.Held) -> Tally:
        tally = cls(held)
        taken = delivery.Attendance.objects.known_as()
        for chunk in bulk.portions(held.known):
            found = taken.filter(session__in=chunk)
            for session, person, codename, part, count, known_as in found.values_list(
                *Row._fields, "count", "known_as"
            ):
                if known_as is None:
                    tally.heads[session] = count
                else:
                    tally.rows.add(Row(session, person, codename, part))
                    tally.there.add((session, known_as, part))
        return tally

    @property
    def counted(self) -> Counted:
        return Counted(self.added, self.changed, self.skipped)

    def take(self, session: int, line: AttendanceLine, met: Met | None) -> None:
        is_new = self._take_head(session, line.count) if met is None else self._take_person(session, line.part, met)
        if is_new:
            self.added += 1
        elif session in self.held.corrected or (met is None and session in self.new_heads):
            self.changed += 1
        else:
            self.skipped += 1

    def _take_head(self, session: int, count: int) -> bool:
        if session not in self.heads:
            self.heads[session] = count
            self.new.append((Row(session, None, None, Part.SERVED), count))
            return True
        if self.heads[session] != count:
            self.new_heads[session] = count
        return False

    def _take_person(self, session: int, part: str, met: Met) -> bool:
        """Whether the session has not got this person yet. Somebody met another way is kept, but not counted again."""
        row, there = Row(session, met.person, met.codename, part), (session, met.known_as, part)
        is_new = there not in self.there
        if row not in self.rows:
            self.rows.add(row)
            self.new.append((row, int(is_new)))
        self.there.add(there)
        return is_new


def _correct_heads(subdistrict: directory.Subdistrict, tally: Tally, by: Any, batch: int) -> None:
    heads = delivery.Attendance.objects.filter(person=None, codename=None)
    changes = []
    for session, count in tally.new_heads.items():
        heads.filter(session=session).update(count=count)
        changes.append(corrections.Change("count", str(tally.heads[session]), str(count), session=session))
    corrections.note_many(subdistrict.pk, changes, by=by, batch=batch)


def _resolve(
    subdistrict: directory.Subdistrict, session_lines: Sequence[SessionLine], lines: Iterable[AttendanceLine], by: Any
) -> Resolved:
    """Whom the lines name: a person of the register or, in a confidential domain, a codename of its vault."""
    vaults = _vaults(subdistrict)
    resolved = Resolved([vaults.get(line.project) for line in session_lines])
    groups: dict[commissioning.Domain | None, dict[Identity, None]] = defaultdict(dict)
    for line in lines:
        if line.who:
            groups[resolved.vault_of[line.session]].setdefault(line.who)
    for vault, group in groups.items():
        resolved.met[vault] = meet(subdistrict, vault, list(group), by=by)
    return resolved


def meet(
    subdistrict: directory.Subdistrict, vault: commissioning.Domain | None, whos: Sequence[Identity], *, by: Any
) -> dict[Identity, Met]:
    """Who the identities are, entered where unknown: in the vault, if there is one. The caller has locked the sub-district."""
    if vault is None:
        ended = people.resolve_many(subdistrict, whos, by=by)
    else:
        ended = codenames.resolve_many(vault, whos, by=by)
    return {who: _met(ended, pk, vault) for who, pk in zip(whos, ended.met, strict=True)}


def _met(ended: Entered, pk: int, vault: commissioning.Domain | None) -> Met:
    if vault is None:
        return Met(pk, None, ended.canonical(pk) * 2)
    return Met(None, pk, ended.canonical(pk) * 2 + 1)


def _vaults(subdistrict: directory.Subdistrict) -> dict[int | None, commissioning.Domain]:
    """The confidential domain of each project that lies in one."""
    domains = commissioning.Domain.objects.filter(subdistrict=subdistrict, is_confidential=True)
    return {project: domain for domain in domains for project in domain.projects.values_list("pk", flat=True)}
