"""The demonstration's months are closed, as those of a programme are that is looked at on its last day of the year."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from guihua.core import audit, clock
from guihua.delivery import models as delivery
from guihua.delivery.actions import attendances, closes, reopenings, sessions
from guihua.delivery.calc import months as calc
from guihua.delivery.months import taking_part
from guihua.directory.models import Role, Subdistrict, User, users

MIXED_UP = "两场的人数填反了"
MISSED = "有一张签到表没有录"
GRANTED = "请当天核对好再结账"


def close(place: Subdistrict) -> None:
    """Every month that is over, by all providers and by the office. What was put right afterwards left all figures."""
    first = min(delivery.Session.objects.filter(subdistrict=place).values_list("month", flat=True), default=0)
    over, month = [], calc.before(calc.month_of(clock.today()))
    while first and month >= first:
        over.append(month)
        month = calc.before(month)
    closes.close_many(place, sorted(over), by=audit.SYSTEM)
    _date(place, over)
    _swap_heads(place, over[1:4])
    _open_one(place)


def _date(place: Subdistrict, over: list[int]) -> None:
    """Each was closed in the first days of the month after it: the providers' first, then the office's."""
    for month in over:
        standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=place, month=month)
        standing.exclude(provider=None).update(at=_moment(month, 3))
        standing.filter(provider=None).update(at=_moment(month, 5))


def _moment(month: int, day: int) -> datetime:
    """At ten on the day so many days after the month."""
    after = calc.last_day(month) + timedelta(days=day)
    return timezone.make_aware(datetime.combine(after, time(10)))


def _open_one(place: Subdistrict) -> None:
    """Of November a manager said that a list is missing, and the office agreed: what is still to be closed stands at home."""
    held = users.Membership.objects.filter(subdistrict=place, role=Role.MANAGER).select_related("user", "organisation")
    manager = held.order_by("pk").first()
    office = User.objects.filter(memberships__subdistrict=place, memberships__role=Role.OFFICE).order_by("pk").first()
    month = calc.before(calc.month_of(clock.today()))
    standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=place, month=month)
    if manager is None or office is None or manager.organisation is None:
        return
    made = standing.filter(provider=manager.organisation).first()
    if made is None or manager.organisation.pk not in taking_part(place, [month])[month]:
        return
    reopenings.grant(reopenings.ask(made, by=manager.user, why=MISSED), by=office, answer=GRANTED)


def _swap_heads(place: Subdistrict, over: list[int]) -> None:
    """Two head-counts of one activity in one place had been taken for each other: two corrections after the close."""
    heads = delivery.Attendance.objects.filter(person=None, codename=None, session__subdistrict=place)
    held = heads.filter(session__month__in=over, session__project__isnull=False).select_related(
        "session__activity__campaign", "session__community"
    )
    seen: dict[Any, delivery.Attendance] = {}
    for one in held.order_by("session__day", "session__pk"):
        session = one.session
        key = (session.activity_id, session.community_id, session.month)
        other = seen.setdefault(key, one)
        if other.count != one.count:
            _swap(place, other, one)
            return


def _swap(place: Subdistrict, one: delivery.Attendance, other: delivery.Attendance) -> None:
    lines = [_line(row.session) for row in (one, other)]
    taken = [
        attendances.AttendanceLine(0, None, delivery.Part.SERVED, other.count),
        attendances.AttendanceLine(1, None, delivery.Part.SERVED, one.count),
    ]
    attendances.record_many(place, lines, taken, by=audit.SYSTEM, why=MIXED_UP)


def _line(session: delivery.Session) -> sessions.SessionLine:
    activity = session.activity
    return sessions.SessionLine(
        session.project_id, session.code, activity.name, activity.form, activity.campaign_id, session.day,
        session.starts_at, session.minutes, session.community_id, session.place,
    )  # fmt: skip
