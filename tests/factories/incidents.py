"""What went wrong at 「桂一同行」, and what was complained of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from guihua.commissioning.actions import incidents
from guihua.commissioning.models import Incident, IncidentGrade, IncidentKind, Project
from guihua.core import audit, clock
from guihua.directory.models import User

REPORTING = ("office", "liaison", "manager", "worker")
FELL = "活动散场时一位长者在门口台阶滑倒，额头擦伤，意识清楚。"


def said(hours: float = 1, **changes: Any) -> incidents.Said:
    """An elderly person fell, so many hours ago; it was known at once."""
    at = (clock.now() - timedelta(hours=hours)).replace(second=0, microsecond=0)
    usual = {
        "kind": IncidentKind.HARM,
        "grade": IncidentGrade.GRAVE,
        "happened_at": at,
        "known_at": at,
        "what": FELL,
        "place": "桂一社区三楼活动室门口",
        "done": "止血，陪同去社区卫生服务中心。",
        "told": "家属",
    }
    return incidents.Said(**usual | changes)


def fell(project: str = "GC-1", *, by: Any = audit.SYSTEM, hours: float = 1, **changes: Any) -> Incident:
    return incidents.report(Project.objects.get(number=project), said(hours, **changes), by=by)


def stand(place: Any) -> None:
    """At GC-1 falls, of which the office has taken up the first, and a complaint that the secretary handed on; at the
    confidential GC-2 one more."""
    for who in REPORTING:
        fell(by=User.objects.filter(username=who).first())
    incidents.take_up(fell(), by=audit.SYSTEM)
    secretary = User.objects.filter(username="secretary").first()
    about = {"kind": IncidentKind.COMPLAINT, "grade": IncidentGrade.MINOR, "what": "居民说活动太吵。"}
    fell(by=secretary, **about)
    fell("GC-2", grade=IncidentGrade.SERIOUS)


def grow(place: Any) -> None:
    """One at each project."""
    for number in Project.objects.filter(subdistrict=place).values_list("number", flat=True):
        fell(number, grade=IncidentGrade.MINOR)


def by_name() -> dict[str, int]:
    """What the tables of the tests call them."""
    rows = Incident.objects.select_related("project", "reported_by").order_by("pk")
    own = {f"{one.reported_by.username}-report": one.pk for one in rows if one.reported_by}
    return {f"{one.project.number}-{one.kind}": one.pk for one in rows} | own


def pages() -> list[str]:
    project, one = (
        Project.objects.get(number="GC-1"),
        Incident.objects.get(project__number="GC-1", kind="harm", state="taken"),
    )
    own = [f"/incidents/{one.pk}/", f"/incidents/{one.pk}/correcting/", f"/projects/{project.pk}/incidents/"]
    return ["/incidents/", "/incidents/new/", "/incidents/times/", *own]
