"""Of the projects of the year before one was suspended for some weeks, and one ended before its term did."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from guihua.commissioning.actions import stops
from guihua.commissioning.models import Project, ProjectState, Suspension, Termination
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.demo import texts
from guihua.directory.models import Subdistrict, User


def write(place: Subdistrict) -> None:
    """While they run still. Of so long ago nobody is told any more."""
    year, told = clock.today().year - 1, texts.load("stops")
    of_year = Project.objects.filter(subdistrict=place, state=ProjectState.RUNNING).of_year(year)
    chosen = of_year.filter(domain__is_confidential=False).order_by("number")[:2]
    by: Any = User.objects.at_the_office_of(place.pk, clock.today()).order_by("pk").first() or audit.SYSTEM
    if len(chosen) < 2:
        return
    _suspend(chosen[0], year, told["suspended"], by)
    _terminate(chosen[1], year, told["terminated"], by)
    Notice.objects.filter(kind__in=("project.suspended", "project.resumed", "project.terminated")).delete()


def _suspend(project: Project, year: int, told: dict[str, Any], by: Any) -> None:
    since, until = date(year, *told["since"]), date(year, *told["until"])
    stops.suspend(project, since=since, why=told["why"], by=by)
    held = stops.resume(project, until=until, why=told["why_resumed"], by=by)
    Suspension.objects.filter(pk=held.pk).update(at=_moment(since), resumed_at=_moment(until))


def _terminate(project: Project, year: int, told: dict[str, Any], by: Any) -> None:
    last_on = date(year, *told["last_on"])
    ended = stops.terminate(project, last_on=last_on, why=told["why"], by=by)
    Termination.objects.filter(pk=ended.pk).update(at=_moment(last_on))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
