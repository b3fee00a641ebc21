"""What of projects and sessions is worth somebody's attention. Each is a condition on rows that the reader sees already, so
that a count and the list that it opens cannot differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from guihua.commissioning.models import ProjectState
from guihua.core import clock
from guihua.core.models import AuditRow
from guihua.delivery import models as delivery
from guihua.delivery.models import FindingKind

SESSIONS = (FindingKind.NO_RECORDS, FindingKind.NO_COMMUNITY, FindingKind.OUTSIDE_TERM)
"""What a single row tells; the others are found month by month, where it is closed."""


def silent(projects: QuerySet[Any], after: Mapping[int, int]) -> QuerySet[Any]:
    """Those under way of which nothing was recorded for as many days as their sub-district (by key) waits."""
    unheard = Q(pk__in=[])
    for place, days in after.items():
        unheard |= Q(subdistrict=place) & _unheard_since(clock.today() - timedelta(days=days))
    return _under_way(projects).filter(unheard)


def silent_since(projects: QuerySet[Any]) -> date | None:
    """The day on which the one of them that is silent for longest held something last, or began."""
    last = [
        Coalesce(Subquery(kind.objects.filter(project=OuterRef("pk")).order_by("-day").values("day")[:1]), "starts_on")
        for kind in (delivery.Session, delivery.DutyShift)
    ]
    found: date | None = projects.order_by().aggregate(first=Min(Greatest(*last)))["first"]
    return found


def without_a_session_this_week(projects: QuerySet[Any]) -> QuerySet[Any]:
    """Those under way that held nothing since Monday."""
    today = clock.today()
    held = delivery.Session.objects.filter(project=OuterRef("pk"), day__gte=today - timedelta(days=today.weekday()))
    return _under_way(projects).filter(~Exists(held))


def _under_way(projects: QuerySet[Any]) -> QuerySet[Any]:
    today, states = clock.today(), [ProjectState.CONTRACTED, ProjectState.RUNNING]
    return projects.filter(state__in=states, starts_on__lte=today, ends_on__gte=today)


def _unheard_since(day: date) -> Q:
    """That long the project runs already, and since then it held nothing and was on no duty."""
    held = delivery.Session.objects.filter(project=OuterRef("pk"), day__gt=day)
    on_duty = delivery.DutyShift.objects.filter(project=OuterRef("pk"), day__gt=day)
    return Q(starts_on__lte=day) & ~Q(Exists(held)) & ~Q(Exists(on_duty))


def doubtful(sessions: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """Those of which this is so, and nobody has said that it may be."""
    said = delivery.FindingNote.objects.filter(session=OuterRef("pk"), kind=kind)
    return sessions.filter(_CONDITIONS[FindingKind(kind)]()).filter(~Exists(said))


def changed_since(sessions: QuerySet[Any], moment: datetime) -> QuerySet[Any]:
    """Those that were recorded, or corrected, after the moment."""
    entered = AuditRow.objects.filter(
        kind=delivery.Session._meta.label_lower, object_id=OuterRef("pk"), action="session.recorded", at__gt=moment
    )
    corrected = delivery.Correction.objects.filter(session=OuterRef("pk"), at__gt=moment)
    return sessions.filter(Q(batch__at__gt=moment) | Q(Exists(entered)) | Q(Exists(corrected)))


def _without_record() -> Q:
    return ~Q(Exists(delivery.Attendance.objects.filter(session=OuterRef("pk"))))


def _without_community() -> Q:
    """As `Session.lacks_community` says of one."""
    return Q(community=None, project__domain__is_confidential=False)


def _outside_term() -> Q:
    return Q(day__lt=F("project__starts_on")) | Q(day__gt=F("project__ends_on"))


_CONDITIONS = {
    FindingKind.NO_RECORDS: _without_record,
    FindingKind.NO_COMMUNITY: _without_community,
    FindingKind.OUTSIDE_TERM: _outside_term,
}
