"""Staff time on emergency duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.core import audit, bulk
from guihua.core.refusal import refuse_if
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions import batches, changed, corrections, late_changes
from guihua.delivery.calc.months import month_of
from guihua.directory import models as directory
from guihua.directory.actions import people
from guihua.directory.actions.places import Counted
from guihua.directory.actions.registers import Identity

FIELDS = ["project_id", "task", "person_id", "day", "starts_at", "minutes", "month", "subdistrict_id", "batch_id"]


@dataclass(frozen=True)
class ShiftLine:
    project: int
    task: str
    who: Identity
    day: date
    starts_at: time
    minutes: int

    @property
    def month(self) -> int:
        return month_of(self.day)


class Key(NamedTuple):
    """What a shift is known by. `person` is who somebody is known to be."""

    project: int
    task: str
    person: int
    day: date
    starts_at: time


@transaction.atomic
def record_many(
    subdistrict: directory.Subdistrict, lines: Sequence[ShiftLine], *, by: Any, digest: str = "", why: str = ""
) -> Counted:
    """Enters shifts; one is known by project, task, person, day and start. A new end is a correction.

    Where it would change a closed month it is refused, unless `why` says the reason.
    """
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    refuse_if(policy.why_not_record(by, subdistrict, {line.project for line in lines}))
    refuse_if(policy.why_not_hold_many((line.project, line.day) for line in lines))
    batch = batches.begin(subdistrict, "duty", digest, by=by)
    held = {(line.project, line.month) for line in lines}
    with late_changes.changing(subdistrict, held, by=by, why=why):
        counted = _enter(subdistrict, lines, by, batch.pk)
    audit.record("duty.recorded", batch, by=by, digest=digest, **counted.counts)
    changed.tell(delivery.DutyShift, subdistrict, held)
    return batches.finish(batch, counted)


@transaction.atomic
def record(project: commissioning.Project, line: ShiftLine, *, by: Any, why: str = "") -> Counted:
    """One shift, entered by hand by whoever records the project's sessions. A new end is a correction.

    In a closed month `why` says the reason.
    """
    subdistrict = directory.Subdistrict.objects.select_for_update().get(pk=project.subdistrict_id)
    refuse_if(policy.why_not_record_session(by, subdistrict, project))
    refuse_if(policy.why_not_hold_on(by, subdistrict, project, line.day, why))
    with late_changes.changing(subdistrict, [(project.pk, line.month)], by=by, why=why):
        counted = _enter(subdistrict, [line], by, None, why or corrections.BY_HAND)
    audit.record("duty.recorded", project, by=by, **{name: n for name, n in counted.counts.items() if n})
    changed.tell(delivery.DutyShift, subdistrict, {(line.project, line.month)})
    return counted


def _enter(
    subdistrict: directory.Subdistrict,
    lines: Sequence[ShiftLine],
    by: Any,
    batch: int | None,
    why: str = corrections.BY_FILE,
) -> Counted:
    whos = list(dict.fromkeys(line.who for line in lines))
    entered = people.resolve_many(subdistrict, whos, by=by)
    person_of = dict(zip(whos, entered.met, strict=True))
    known = {key: shift for shift, key in on_file(subdistrict, lines)}
    new: dict[Key, tuple[int, int]] = {}  # the person as met, and minutes
    changed: dict[Key, int] = {}
    for line in lines:
        person = person_of[line.who]
        key = Key(line.project, line.task, entered.canonical(person), line.day, line.starts_at)
        if key not in known:
            new[key] = person, line.minutes
        elif known[key].minutes != line.minutes:
            changed[key] = line.minutes
    bulk.insert(delivery.DutyShift, FIELDS, (_row(key, *said, subdistrict.pk, batch) for key, said in new.items()))
    minutes_of = {known[key].pk: (known[key].minutes, minutes) for key, minutes in changed.items()}
    _correct(subdistrict, minutes_of, by, batch, why)
    return Counted(len(new), len(changed), len(lines) - len(new) - len(changed))


def on_file(subdistrict: directory.Subdistrict, lines: Sequence[ShiftLine]) -> Iterator[tuple[delivery.DutyShift, Key]]:
    """The shifts of the lines' projects in the lines' months, with what each is known by now."""
    projects = {line.project for line in lines}
    shifts = delivery.DutyShift.objects.filter(subdistrict=subdistrict, month__in={line.month for line in lines})
    for shift in shifts.counted().select_related("person"):
        if shift.project_id in projects:
            person = shift.person.merged_into_id or shift.person_id
            yield shift, Key(shift.project_id, shift.task, person, shift.day, shift.starts_at)


def _row(key: Key, person: int, minutes: int, subdistrict: int, batch: int | None) -> tuple[Any, ...]:
    month = month_of(key.day)
    return (*key._replace(person=person), minutes, month, subdistrict, batch)


def _correct(
    subdistrict: directory.Subdistrict, minutes: dict[int, tuple[int, int]], by: Any, batch: int | None, why: str
) -> None:
    changes = []
    for shift, (old, new) in minutes.items():
        delivery.DutyShift.objects.filter(pk=shift).update(minutes=new)
        changes.append(corrections.Change("minutes", str(old), str(new), shift=shift))
    corrections.note_many(subdistrict.pk, changes, by=by, why=why, batch=batch)
