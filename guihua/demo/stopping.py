"""Of the projects of the year before one was suspended for some weeks, and one ended before its term did."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from guihua.commissioning.actions import stops
from guihua.commissioning.models import Progress, Project, ProjectState, Suspension, Termination
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.demo import texts
from guihua.directory.models import Subdistrict, User

ONE_DAY = timedelta(days=1)


def write(place: Subdistrict) -> None:
    """While they run still: those of which the records end first, each from the day after its last one. Of so long ago nobody is
    told any more."""
    year, told = clock.today().year - 1, texts.load("stops")
    running = Project.objects.filter(subdistrict=place, state=ProjectState.RUNNING).of_year(year)
    open_ones = list(running.filter(domain__is_confidential=False).order_by("number"))
    last_days = Progress.objects.of([project.pk for project in open_ones]).last_days()
    quiet = sorted(open_ones, key=lambda project: last_days.get(project.pk, date.min))[:2]
    if len(quiet) < 2:
        return
    by: Any = User.objects.at_the_office_of(place.pk, clock.today()).order_by("pk").first() or audit.SYSTEM
    _suspend(quiet[0], last_days.get(quiet[0].pk), told["suspended"], by)
    _terminate(quiet[1], last_days.get(quiet[1].pk), told["terminated"], by)
    Notice.objects.filter(kind__in=("project.suspended", "project.resumed", "project.terminated")).delete()


def _suspend(project: Project, last: date | None, told: dict[str, Any], by: Any) -> None:
    year = project.year.year
    since = max(date(year, *told["since"]), last + ONE_DAY if last else project.starts_on)
    until = max(since, min(since + timedelta(days=told["days"]), project.ends_on))
    stops.suspend(project, since=since, why=told["why"], by=by)
    held = stops.resume(project, until=until, why=told["why_resumed"], by=by)
    Suspension.objects.filter(pk=held.pk).update(at=_moment(since), resumed_at=_moment(until))


def _terminate(project: Project, last: date | None, told: dict[str, Any], by: Any) -> None:
    """On the last day of its term it would only be over."""
    last_on = min(max(date(project.year.year, *told["last_on"]), last or project.starts_on), project.ends_on - ONE_DAY)
    if last and last_on < last:
        return
    ended = stops.terminate(project, last_on=last_on, why=told["why"], by=by)
    Termination.objects.filter(pk=ended.pk).update(at=_moment(last_on))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
