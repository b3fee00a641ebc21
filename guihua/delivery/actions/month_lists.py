"""A project's list of a whole month is put on record at once: its sessions, old and new, and who came to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.delivery import models as delivery
from guihua.delivery import policy
from guihua.delivery.actions import changed, corrections, entering, late_changes, rosters
from guihua.delivery.actions.corrections import Change
from guihua.delivery.actions.entries import Entry, Present
from guihua.delivery.calc.months import month_of
from guihua.directory import models as directory


@dataclass(frozen=True)
class Column:
    """One session: on file, or described by an entry (whose people and head-count are not looked at).

    came: who was ticked and had not been there; left: of whom the tick was taken away, by key. No head_count leaves it.
    """

    held: delivery.Session | Entry
    came: Sequence[Present] = ()
    left: frozenset[int] = frozenset()
    head_count: int | None = None


@dataclass
class Recorded:
    """What came of a list: codes of sessions that are new, and of those that were corrected."""

    new: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    months: set[int] = field(default_factory=set)


@transaction.atomic
def record(project: commissioning.Project | None, columns: Sequence[Column], *, by: Any, why: str = "") -> Recorded:
    """All of the list or none of it. Each column adds and takes away what was changed in it, so that what somebody else
    entered meanwhile stays, and the same list sent again changes nothing. In a closed month `why` says the reason.
    No project: what the office itself held (街道主办), in the sub-district of `by`.
    """
    subdistrict = entering.locked_for(project, by=by)
    refuse_if(policy.why_not_record_session(by, subdistrict, project))
    there = _on_file(subdistrict, project, columns)
    days = {column.held.day for column in columns} | {session.day for session in there.values()}
    for day in sorted(days):
        refuse_if(policy.why_not_hold_on(by, subdistrict, project, day, why))
    with late_changes.changing(
        subdistrict, {(project.pk if project else None, month_of(day)) for day in days}, by=by, why=why
    ):
        recorded = _write(subdistrict, project, columns, there, by=by, why=why)
    if recorded.months:
        told = {"sessions": recorded.new, "corrected": recorded.corrected}
        audit.record("month_list.recorded", project or subdistrict, by=by, months=sorted(recorded.months), **told)
        of = project.pk if project else None
        changed.tell(delivery.Session, subdistrict, {(of, month) for month in recorded.months})
    return recorded


def _on_file(
    subdistrict: directory.Subdistrict, project: commissioning.Project | None, columns: Sequence[Column]
) -> dict[int, delivery.Session]:
    """By the column's place, the session that it is on file as, as it stands now."""
    rows = delivery.Session.objects.filter(subdistrict=subdistrict, project=project).select_for_update(of=("self",))
    asked = {n: column.held.pk for n, column in enumerate(columns) if isinstance(column.held, delivery.Session)}
    held = {session.pk: session for session in rows.filter(pk__in=asked.values())}
    if set(asked.values()) - held.keys():
        raise Refused(Refusal("withdrawn", _("有一场刚刚撤回了。请重新打开这个月的名单。")))
    found = {n: held[pk] for n, pk in asked.items()}
    for n, column in enumerate(columns):
        if isinstance(column.held, Entry) and (sent := entering.sent_before(subdistrict, project, column.held)):
            found[n] = sent
    return found


def _write(
    subdistrict: directory.Subdistrict,
    project: commissioning.Project | None,
    columns: Sequence[Column],
    there: dict[int, delivery.Session],
    *,
    by: Any,
    why: str,
) -> Recorded:
    recorded, changes = Recorded(), list[Change]()
    met = iter(rosters.meet(subdistrict, project, [one for column in columns for one in column.came], by=by))
    for n, column in enumerate(columns):
        came = [next(met) for _one in column.came]
        if n in there:
            turned = rosters.turn(there[n], came, _known_as(project, column.left), column.head_count)
            if turned:
                changes += turned
                recorded.corrected.append(there[n].code)
                recorded.months.add(there[n].month)
        elif isinstance(column.held, Entry):
            session = entering.create(subdistrict, project, column.held)
            rosters.turn(session, came, (), column.head_count)
            recorded.new.append(session.code)
            recorded.months.add(session.month)
    corrections.note_many(subdistrict.pk, changes, by=by, why=why or corrections.BY_MONTH_LIST)
    return recorded


def _known_as(project: commissioning.Project | None, keys: Iterable[int]) -> set[int]:
    """As `Met.known_as` tells them."""
    return {key * 2 + (rosters.vault_of(project) is not None) for key in keys}
