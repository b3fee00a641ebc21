"""One session is entered by hand, corrected, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.refusal import Refusal, refuse_if
from guihua.core.wording import as_recorded
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions import changed, corrections, entering, late_changes, photos, rosters, sessions
from guihua.delivery.actions.corrections import Change
from guihua.delivery.actions.entries import Entry
from guihua.delivery.calc.months import month_of
from guihua.directory import models as directory


@transaction.atomic
def record(
    project: commissioning.Project | None,
    entry: Entry,
    *,
    by: Any,
    why: str = "",
    pictures: Sequence[photos.Picture] = (),
) -> delivery.Session:
    """The session took place. The same entry sent again gives the session that it made the first time, with its photos.

    No project: the office held it itself (街道主办), in the sub-district of `by`. In a closed month `why` says the reason.
    """
    subdistrict = entering.locked_for(project, by=by)
    refuse_if(policy.why_not_record_session(by, subdistrict, project))
    if sent := entering.sent_before(subdistrict, project, entry):
        return sent
    refuse_if(policy.why_not_hold_on(by, subdistrict, project, entry.day, why))
    with late_changes.changing(subdistrict, [(project.pk if project else None, month_of(entry.day))], by=by, why=why):
        session = entering.create(subdistrict, project, entry)
        counts = rosters.write(session, entry.roster, entry.head_count, by=by)
    audit.record("session.recorded", session, by=by, code=session.code, **counts)
    if pictures:
        photos.add(session, pictures, by=by)
    changed.tell(delivery.Session, subdistrict, {(session.project_id, session.month)})
    return session


@transaction.atomic
def correct(
    session: delivery.Session, entry: Entry, *, by: Any, why: str, seen: int | None = None
) -> list[corrections.Change]:
    """The session says what the entry says; what it said before is kept, with who changed it and why.

    seen: the key of the last correction that the user saw, 0 for none; refused where another came in between. None does
    not ask. Returns what was changed beside the words that describe it (`sessions.DESCRIBING`).
    """
    subdistrict = _locked(session.subdistrict_id)
    session = _as_it_stands(session)
    refuse_if(policy.why_not_record_session(by, subdistrict, session.project))
    refuse_if(_why_not_for(why) or _why_not_over(session, seen))
    refuse_if(policy.why_not_hold_on(by, subdistrict, session.project, entry.day, why))
    before, old_activity = session.month, session.activity_id
    line = entry.line(session.project, session.code)
    held = {(session.project_id, before), (session.project_id, line.month)}
    with late_changes.changing(subdistrict, held, by=by, why=why):
        activities = sessions.activities_of(subdistrict, [line.activity_key])
        described = sessions.bring_into_line([(session, line)], activities, by=by, why=why)
        sessions.forget_empty({old_activity})
        changes = _retell(session, entry) + rosters.change(session, entry.roster, entry.head_count, by=by)
        corrections.note_many(subdistrict.pk, changes, by=by, why=why)
    if described or changes:
        fields = sorted({change.field for change in changes})
        audit.record("session.corrected", session, by=by, code=session.code, described=bool(described), fields=fields)
        changed.tell(delivery.Session, subdistrict, held)
    return changes


@transaction.atomic
def withdraw(session: delivery.Session, *, by: Any, why: str) -> delivery.Withdrawal:
    """The session was recorded by mistake: it is gone with its roster, and what is left of it tells who took it back."""
    subdistrict = _locked(session.subdistrict_id)
    session = _as_it_stands(session)
    refuse_if(policy.why_not_record_session(by, subdistrict, session.project) or _why_not_for(why))
    same = ("subdistrict_id", "project_id", "code", "day", "month", "sent_as")
    left = delivery.Withdrawal.objects.create(
        **{name: getattr(session, name) for name in same},
        activity=session.activity.name,
        by=by,
        at=timezone.now(),
        why=why,
    )
    with late_changes.changing(subdistrict, [(session.project_id, session.month)], by=by, why=why):
        session.corrections.update(session=None, withdrawal=left)
        photos.remove_all(session)
        rows, _by_model = session.attendances.all().delete()
        session.delete()
    sessions.forget_empty({session.activity_id})
    audit.record("session.withdrawn", left, by=by, code=left.code, day=left.day.isoformat(), rows=rows, why=why)
    changed.tell(delivery.Session, subdistrict, {(left.project_id, left.month)})
    return left


def _locked(subdistrict: int) -> directory.Subdistrict:
    return directory.Subdistrict.objects.select_for_update().get(pk=subdistrict)


def _as_it_stands(session: delivery.Session) -> delivery.Session:
    rows = delivery.Session.objects.select_for_update(of=("self",))
    related = rows.select_related("subdistrict", "project__domain", "activity__campaign", "community")
    found: delivery.Session = related.get(pk=session.pk)
    return found


def _why_not_for(why: str) -> Refusal | None:
    return None if why.strip() else Refusal("no-reason", _("请写明原因。"))


def _why_not_over(session: delivery.Session, seen: int | None) -> Refusal | None:
    """Somebody who saw less than there is now would undo what another has just put right."""
    last = session.corrections.order_by("-pk").select_related("by").first()
    if seen is None or last is None or last.pk == seen:
        return None
    words = _("%(name)s刚刚也更正了这一场。请打开看看，再接着改。")
    return Refusal("changed", words % {"name": last.by.name if last.by else _("系统")})


def _retell(session: delivery.Session, entry: Entry) -> list[Change]:
    """What only its form of service tells."""
    changes = []
    for name, value in entry.telling(session.project).items():
        if (old := getattr(session, name)) != value:
            changes.append(Change(name, _worded(name, old), _worded(name, value), session=session.pk))
            setattr(session, name, value)
    session.save(update_fields=[change.field for change in changes])
    return changes


def _worded(name: str, value: Any) -> str:
    if name == "way" and value:
        return as_recorded(delivery.Way(value).label)
    return "" if value is None else str(value)
