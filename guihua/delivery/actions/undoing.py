"""A file that was imported by mistake is taken back: its rows go, and what it corrected says again what it said before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.core.wording import as_recorded
from guihua.delivery import arrivals, policy
from guihua.delivery import models as delivery
from guihua.delivery.actions import changed, codenames, corrections, late_changes, recounts, sessions
from guihua.delivery.actions.corrections import BY_UNDOING, Change
from guihua.delivery.calc.months import month_of
from guihua.directory import models as directory
from guihua.directory.actions import departures
from guihua.directory.leaving import Leaving

COMMUNITY = re.compile(r"(\d+)\W$")  # as a correction words a community: its name, and its code in brackets


@dataclass(frozen=True)
class Undone:
    """How many rows went, how many values were restored, and who of those whom the file brought went and stayed."""

    removed: int
    restored: int
    people: Leaving
    codenames: Leaving


@transaction.atomic
def undo(batch: delivery.ImportBatch, *, by: Any, why: str = "") -> Undone:
    """Takes back all that the file brought, people too on whom nothing else stands. Refused where later records stand on
    it, naming them, and where that would change a closed month, unless `why` says the reason.
    """
    subdistrict = directory.Subdistrict.objects.select_for_update().get(pk=batch.subdistrict_id)
    batch = delivery.ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    refuse_if(policy.why_not_undo(by, batch))
    standing = batch.corrections.filter(withdrawal=None)  # what was withdrawn has nothing to say again
    told = list(standing.select_related("session__activity__campaign", "session__community", "shift"))
    came = arrivals.came_with(batch)
    held = months_held(batch, told)
    with late_changes.changing(subdistrict, held, by=by, why=why):
        restored = _restore(subdistrict, batch, told, by)
        removed = _remove(batch)
        gone = departures.take_out(subdistrict, came.people, by=by)
        forgotten = codenames.take_out(batch, came.codenames, by=by)
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])
    audit.record("import_batch.undone", batch, by=by, removed=removed, restored=restored)
    changed.tell(delivery.ImportBatch, subdistrict, held)
    return Undone(removed, restored, gone, forgotten)


def months_held(batch: delivery.ImportBatch, told: Iterable[delivery.Correction]) -> set[tuple[int | None, int]]:
    """Project and month of all that the file touched, as it stands now and as it will stand without the file."""
    sessions_of = delivery.Session.objects.order_by()
    rows = [
        sessions_of.filter(attendances__batch=batch),
        sessions_of.filter(batch=batch),
        delivery.DutyShift.objects.order_by().filter(batch=batch),
    ]
    held = {place for found in rows for place in found.values_list("project", "month").distinct()}
    for one in told:
        if thing := one.session or one.shift:
            held.add((thing.project_id, thing.month))
        if one.field == "day" and one.session:
            held.add((one.session.project_id, month_of(date.fromisoformat(one.old))))
    return held


def _restore(
    subdistrict: directory.Subdistrict, batch: delivery.ImportBatch, told: Iterable[delivery.Correction], by: Any
) -> int:
    by_session: dict[delivery.Session, dict[str, str]] = {}
    changes = []
    for one in told:
        changes.append(Change(one.field, one.new, one.old, session=one.session_id, shift=one.shift_id))
        if one.shift is not None:
            delivery.DutyShift.objects.filter(pk=one.shift.pk).update(minutes=int(one.old))
        elif one.field == "count" and one.session is not None:
            one.session.attendances.filter(person=None, codename=None).update(count=int(one.old))
        elif one.session is not None:
            by_session.setdefault(one.session, {})[one.field] = one.old
    activities = {session.activity_id for session in by_session}
    for session, old in by_session.items():
        _describe(subdistrict, session, old)
    sessions.forget_empty(activities)
    return corrections.note_many(subdistrict.pk, changes, by=by, why=BY_UNDOING, batch=batch.pk)


def _describe(subdistrict: directory.Subdistrict, session: delivery.Session, old: dict[str, str]) -> None:
    """The session as its corrections say that it was."""
    if old.keys() & {"activity", "form", "campaign"}:
        session.activity_id = _activity(subdistrict, session, old)
    if "day" in old:
        session.day = date.fromisoformat(old["day"])
        session.month = month_of(session.day)
    if "starts_at" in old:
        session.starts_at = time.fromisoformat(old["starts_at"])
    if "minutes" in old:
        session.minutes = int(old["minutes"])
    if "community" in old:
        code = COMMUNITY.search(old["community"])
        found = directory.Community.objects.filter(subdistrict=subdistrict)
        session.community = found.get(code=code[1]) if code else None
    if "place" in old:
        session.place = old["place"]
    session.save()


def _activity(subdistrict: directory.Subdistrict, session: delivery.Session, old: dict[str, str]) -> int:
    now = session.activity
    forms = {as_recorded(form.label): form.value for form in delivery.Form}
    campaign = now.campaign_id
    if "campaign" in old:
        named = commissioning.Campaign.objects.filter(subdistrict=subdistrict, name=old["campaign"])
        campaign = named.values_list("pk", flat=True).first()
    form = forms[old["form"]] if "form" in old else now.form
    key = session.project_id, old.get("activity", now.name), form, campaign
    return sessions.activities_of(subdistrict, [key])[key]


def _remove(batch: delivery.ImportBatch) -> int:
    """The rows that the file brought; returns how many."""
    attendances = delivery.Attendance.objects.filter(batch=batch)
    people = attendances.exclude(person=None, codename=None).order_by()
    touched = list(people.exclude(session__batch=batch).values_list("session", flat=True).distinct())
    removed = attendances.delete()[0]
    for session in touched:
        recounts.count_once(delivery.Attendance.objects.filter(session=session))
    gone = Q(session__batch=batch) | Q(shift__batch=batch)
    delivery.Correction.objects.filter(gone).delete()  # what was corrected is no more; the audit says that it was
    brought = delivery.Session.objects.filter(batch=batch)
    activities = set(brought.order_by().values_list("activity", flat=True))
    brought.delete()
    sessions.forget_empty(activities)
    removed += delivery.DutyShift.objects.filter(batch=batch).delete()[0]
    return removed
