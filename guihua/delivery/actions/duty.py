"""Staff time on emergency duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction

from guihua.core import audit, bulk
from guihua.delivery import models as delivery
from guihua.delivery.actions import sessions
from guihua.delivery.signals import records_changed
from guihua.directory import models as directory
from guihua.directory.actions import people
from guihua.directory.actions.places import Counted
from guihua.directory.actions.registers import Identity

FIELDS = ["subdistrict_id", "project_id", "task", "person_id", "day", "month", "starts_at", "minutes", "batch_id"]


@dataclass(frozen=True)
class ShiftLine:
    project: int
    task: str
    who: Identity
    day: date
    starts_at: time
    minutes: int


@transaction.atomic
def record_many(
    subdistrict: directory.Subdistrict, lines: Sequence[ShiftLine], *, by: Any, digest: str = ""
) -> Counted:
    """Enters shifts; one is known by project, task, person, day and start. A new end is a correction."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    whos = list(dict.fromkeys(line.who for line in lines))
    person_of = dict(zip(whos, people.resolve_many(subdistrict, whos, by=by), strict=True))
    merged: dict[int, int] = {
        p.pk: p.merged_into_id or p.pk for p in directory.Person.objects.exclude(merged_into=None).only("merged_into")
    }
    known = {
        (s.project_id, s.task, merged.get(s.person_id, s.person_id), s.day, s.starts_at): s
        for s in delivery.DutyShift.objects.filter(subdistrict=subdistrict)
    }
    wanted = {(n.project, n.task, person_of[n.who], n.day, n.starts_at): n.minutes for n in lines}
    new = {key: minutes for key, minutes in wanted.items() if key not in known}
    changed = [known[key] for key, minutes in wanted.items() if key in known and known[key].minutes != minutes]
    counted = Counted(len(new), len(changed), len(lines) - len(new) - len(changed))
    batch = sessions.note_batch(subdistrict, "duty", digest, counted, by=by)
    for shift in changed:
        key = (shift.project_id, shift.task, merged.get(shift.person_id, shift.person_id), shift.day, shift.starts_at)
        audit.record("duty.corrected", shift, by=by, old=shift.minutes, new=wanted[key])
        delivery.DutyShift.objects.filter(pk=shift.pk).update(minutes=wanted[key])
    rows = [
        (subdistrict.pk, project, task, person, day, day.year * 100 + day.month, start, minutes, batch.pk)
        for (project, task, person, day, start), minutes in new.items()
    ]
    bulk.insert(delivery.DutyShift, FIELDS, rows)
    audit.record("duty.recorded", batch, by=by, digest=digest, **counted.__dict__)
    months = {line.day.year * 100 + line.day.month for line in lines}
    records_changed.send(delivery.DutyShift, subdistrict=subdistrict, months=months)
    return counted
