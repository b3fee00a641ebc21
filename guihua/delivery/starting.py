"""What a page for a new session begins with: as it was last time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.delivery import models as delivery
from guihua.directory import models as directory

LOOKED_AT = 60  # sessions in which the activities of late are looked for
OFFERED = 6
ROUNDED_TO = 30  # minutes


def last_sessions(subdistrict: directory.Subdistrict, project: commissioning.Project | None) -> list[delivery.Session]:
    """Of each of the activities of late, its last session; the newest first."""
    rows = delivery.Session.objects.filter(subdistrict=subdistrict, project=project)
    by_activity: dict[int, delivery.Session] = {}
    for session in rows.select_related("activity__campaign", "community").order_by("-day", "-starts_at", "-pk")[
        :LOOKED_AT
    ]:
        by_activity.setdefault(session.activity_id, session)
    return list(by_activity.values())


def plain(last: delivery.Session | None) -> dict[str, Any]:
    """Today, about now; as long as last time, where it was last time."""
    begun: dict[str, Any] = {"day": clock.today(), "starts_at": _about(timezone.localtime())}
    if last is None:
        return begun
    return begun | {"minutes": last.minutes, "community": last.community_id, "place": last.place}


def as_last_time(subdistrict: directory.Subdistrict, project: commissioning.Project | None) -> dict[str, Any]:
    """What describes the project's last session, but for its day."""
    rows = delivery.Session.objects.filter(subdistrict=subdistrict, project=project).select_related("activity")
    if (last := rows.order_by("-day", "-starts_at", "-pk").first()) is None:
        return {}
    activity = last.activity
    named = {"activity": activity.name, "form": activity.form, "campaign": activity.campaign_id}
    return (
        named
        | {name: getattr(last, name) for name in ("starts_at", "minutes", "place")}
        | {"community": last.community_id}
    )


def like(session: delivery.Session) -> dict[str, Any]:
    """One more session of the same activity. What was said of that one time alone is left out."""
    activity = session.activity
    told = {name: getattr(session, name) for name in ("way", "leader", "capacity")}
    number = {"number": session.number + 1} if session.number else {}
    said = {"activity": activity.name, "form": activity.form, "campaign": activity.campaign_id}
    return plain(session) | said | told | number


def as_it_stands(session: delivery.Session) -> dict[str, Any]:
    """Everything that a correction may change, but who was there."""
    heads = session.attendances.filter(person=None, codename=None).values_list("count", flat=True).first()
    own = {name: getattr(session, name) for name in delivery.TELLING}
    when = {"day": session.day, "starts_at": session.starts_at}
    return like(session) | own | when | {"head_count": heads}


def _about(now: datetime) -> Any:
    """The half hour that has begun."""
    return now.replace(minute=now.minute // ROUNDED_TO * ROUNDED_TO, second=0, microsecond=0).time()
