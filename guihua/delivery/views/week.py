"""One's own week, day by day, with what is missing; and a session that should not be there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.refusal import refuse_if
from guihua.core.ui.pages import page_of
from guihua.delivery import closing_pages, policy
from guihua.delivery import models as delivery
from guihua.delivery.actions import recording
from guihua.delivery.forms import WithdrawalForm
from guihua.delivery.offline import keepable
from guihua.delivery.views import returning
from guihua.directory.models import users

MOST_PROJECTS = 8  # of which the page offers the whole month; the others are where recording begins


@dataclass
class Day:
    day: date
    sessions: list[Any] = field(default_factory=list)


def week(request: HttpRequest) -> HttpResponse:
    """The week of ?day=, else this one; it begins on Monday."""
    refuse_if(policy.why_not_record_at_all(request.user))
    asked = _day(request.GET.get("day", "")) or clock.today()
    monday = asked - timedelta(days=asked.weekday())
    days = {monday + timedelta(days=n): Day(monday + timedelta(days=n)) for n in range(7)}
    rows = delivery.Session.objects.recorded_by(request.user).filter(
        day__gte=monday, day__lt=monday + timedelta(days=7)
    )
    held = rows.with_person_times().with_record().select_related("activity", "project__domain")
    for session in held.order_by("day", "starts_at", "pk"):
        days[session.day].sessions.append(session)
    mine = commissioning.Project.objects.known_by(request.user).filter(year__year=monday.year)
    projects = list(mine.order_by("number")[: MOST_PROJECTS + 1])
    context = {
        "days": [one for one in days.values() if one.day <= clock.today() or one.sessions],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7) if monday + timedelta(days=7) <= clock.today() else None,
        "held": sum(len(one.sessions) for one in days.values()),
        "projects": projects[:MOST_PROJECTS],
        "has_more": len(projects) > MOST_PROJECTS,
        "is_office": users.holds(request.user, users.Role.OFFICE),
        "month": f"{monday:%Y-%m}",
        "lacking": sum(not s.has_record or s.lacks_community for one in days.values() for s in one.sessions),
    }
    answer = render(request, "delivery/week.html", context)
    is_confidential = any(s.project and s.project.domain.is_confidential for one in days.values() for s in one.sessions)
    return answer if is_confidential else keepable(request, answer)


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2100 else None


def session_withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, since what goes is gone."""
    sessions = delivery.Session.objects.open_to(request.user)
    session = get_object_or_404(sessions.select_related("subdistrict", "project__domain", "activity"), pk=pk)
    refuse_if(policy.why_not_record_session(request.user, session.subdistrict, session.project))
    back = returning.back(request, session.project)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        left = recording.withdraw(session, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("已撤回 %(code)s。") % {"code": left.code})
        if back:
            return redirect(back)
        return redirect(f"{reverse('delivery:week')}?day={left.day.isoformat()}")
    closed = closing_pages.closed(request.user, session)
    words = _("%(activity)s · %(month)s已经结账，撤回会作为结账后的更正留下来")
    about = {
        "title": _("撤回这一场"),
        "line": words % {"activity": session.activity.name, "month": closed.words} if closed else session.activity.name,
        "via": session.code,
        "back": back or page_of(session),
        "verb": _("撤回"),
    }
    return render(request, "record.html", {"form": form, "about": about}, status=422 if form.errors else 200)
