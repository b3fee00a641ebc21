"""Activities and their sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_noop

from guihua.commissioning import models as commissioning
from guihua.core import bulk
from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.directory.actions.places import Counted

if TYPE_CHECKING:
    from guihua.delivery.actions.attendances import SessionLine

DESCRIBING = ["activity_id", "day", "starts_at", "minutes", "community_id", "place"]
SessionKey = tuple[int | None, str, int | None]
ActivityKey = tuple[int | None, str, str, int | None]


@dataclass(frozen=True)
class DomainOf:
    """The domains that are confidential, by project."""

    by_project: dict[int, int]
    by_pk: dict[int, commissioning.Domain]

    def confidential(self, project: int | None) -> int | None:
        return self.by_project.get(project) if project else None

    @classmethod
    def of(cls, subdistrict: directory.Subdistrict) -> DomainOf:
        domains = commissioning.Domain.objects.filter(subdistrict=subdistrict, is_confidential=True)
        projects = commissioning.Project.objects.filter(domain__in=domains).values_list("pk", "domain")
        return cls(dict(projects), {domain.pk: domain for domain in domains})


@dataclass(frozen=True)
class Held:
    """Where the session lines ended up."""

    pks: list[int]
    domains: DomainOf


def record_many(
    subdistrict: directory.Subdistrict, lines: Sequence[SessionLine], *, by: Any
) -> tuple[Held, Counted, set[int]]:
    """Enters the sessions; returns where they are, what was done, and the months (yyyymm) that it touched."""
    activities = _activities(subdistrict, lines)
    known = {_key(s.project_id, s.code, s.day): s for s in delivery.Session.objects.filter(subdistrict=subdistrict)}
    new = [line for line in lines if _key_of(line) not in known]
    pk_of = dict(zip((_key_of(n) for n in new), bulk.next_ids(delivery.Session, len(new)), strict=True))
    months = {_month(line) for line in lines}
    fields = ["id", "subdistrict_id", "project_id", "code", "month", *DESCRIBING]
    bulk.insert(
        delivery.Session,
        fields,
        [(pk_of[_key_of(n)], subdistrict.pk, n.project, n.code, _month(n), *_described(n, activities)) for n in new],
    )
    changed = 0
    for line in lines:
        if session := known.get(_key_of(line)):
            months.add(session.month)
            changed += _correct(session, line, _described(line, activities), by)
    pks = [known[key].pk if (key := _key_of(line)) in known else pk_of[key] for line in lines]
    return Held(pks, DomainOf.of(subdistrict)), Counted(len(new), changed, len(lines) - len(new) - changed), months


def _activities(subdistrict: directory.Subdistrict, lines: Iterable[SessionLine]) -> dict[ActivityKey, int]:
    rows = delivery.Activity.objects.filter(subdistrict=subdistrict)
    known = {
        (project, name, form, campaign): pk
        for pk, project, name, form, campaign in rows.values_list("pk", "project", "name", "form", "campaign")
    }
    wanted = dict.fromkeys((line.project, line.activity, line.form, line.campaign) for line in lines)
    new = [key for key in wanted if key not in known]
    pks = bulk.next_ids(delivery.Activity, len(new))
    fields = ["id", "subdistrict_id", "project_id", "name", "form", "campaign_id"]
    bulk.insert(delivery.Activity, fields, [(pk, subdistrict.pk, *key) for pk, key in zip(pks, new, strict=True)])
    return known | dict(zip(new, pks, strict=True))


def _described(line: SessionLine, activities: dict[ActivityKey, int]) -> tuple[Any, ...]:
    activity = activities[line.project, line.activity, line.form, line.campaign]
    return activity, line.day, line.starts_at, line.minutes, line.community, line.place


def _correct(session: delivery.Session, line: SessionLine, described: tuple[Any, ...], by: Any) -> int:
    """Brings a known session into line with what the records now say; one correction a field."""
    changed = [
        (name, getattr(session, name), value)
        for name, value in zip(DESCRIBING, described, strict=True)
        if getattr(session, name) != value
    ]
    for name, old, new in changed:
        setattr(session, name, new)
        note_correction_of(session, name.removesuffix("_id"), old, new, by=by)
    if changed:
        session.month = _month(line)
        session.save(update_fields=[name.removesuffix("_id") for name, _, _ in changed] + ["month"])
    return bool(changed)


def note_correction(
    subdistrict: directory.Subdistrict, session: int, field: str, old: Any, new: Any, *, by: Any
) -> None:
    note_correction_of(delivery.Session.objects.get(pk=session), field, old, new, by=by)


def note_correction_of(session: delivery.Session, field: str, old: Any, new: Any, *, by: Any) -> None:
    delivery.Correction.objects.create(
        subdistrict_id=session.subdistrict_id,
        session=session,
        field=field,
        old=str(old),
        new=str(new),
        by=by,
        at=timezone.now(),
        why=gettext_noop("重新导入"),
    )


def note_batch(
    subdistrict: directory.Subdistrict, kind: str, digest: str, counted: Counted, *, by: Any
) -> delivery.ImportBatch:
    return delivery.ImportBatch.objects.create(
        subdistrict=subdistrict, kind=kind, digest=digest, at=timezone.now(), by=by, **counted.__dict__
    )


def known_among(pks: set[int]) -> models.QuerySet[delivery.Session, Any]:
    """The sessions from the lowest to the highest key: a range that any database takes however many there are."""
    if not pks:
        return delivery.Session.objects.none()
    return delivery.Session.objects.filter(pk__range=(min(pks), max(pks))).values("pk")


def _month(line: SessionLine) -> int:
    return line.day.year * 100 + line.day.month


def _key_of(line: SessionLine) -> SessionKey:
    return _key(line.project, line.code, line.day)


def _key(project: int | None, code: str, day: date) -> SessionKey:
    """A session's number is unique within its project; the office's own numbers start again each year."""
    return project, code, None if project else day.year
