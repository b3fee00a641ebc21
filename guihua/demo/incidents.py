"""What went wrong in a demonstration's year, and what residents complained of: told in time and late, escalated, reopened, waiting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.commissioning import incident_policy
from guihua.commissioning.actions import incidents
from guihua.commissioning.calc import incidents as calc
from guihua.commissioning.models import Incident, IncidentTimes, Project
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.demo import texts
from guihua.directory.models import Subdistrict, User

SECRETARY, MANAGER = "secretary", "manager"
WHO = ("office", MANAGER, "liaison", "worker", SECRETARY)
AT = 10  # o'clock, when it became known
MOMENTS = {"take_up": "taken_at", "escalate": "escalated_at", "close": "closed_at"}


@transaction.atomic
def write(place: Subdistrict) -> None:
    """At projects of the manager's provider. What is over has been read by all."""
    people = {user.username: user for user in User.objects.filter(username__in=WHO)}
    if MANAGER not in people:
        return
    for told in texts.load("incidents")["incidents"]:
        _live(told, people, place)
    over = Incident.objects.filter(subdistrict=place, state="closed").values_list("pk", flat=True)
    addresses = [f"/incidents/{pk}/" for pk in over]
    Notice.objects.filter(address__in=addresses).update(read_at=timezone.now())


def _live(told: dict[str, Any], people: dict[str, User], place: Subdistrict) -> None:
    """Reported and followed as it was told; then each moment is put to where it was."""
    known = _known(told["days"])
    said = incidents.Said(
        **{name: told[name] for name in ("kind", "grade", "what", "place", "done", "told")},
        happened_at=known,
        known_at=known,
    )
    project = _project(told, people, place)
    one = incidents.report(project, said, by=_reporter(told, people, project))
    reported = known + timedelta(minutes=told["waited"])
    _date(one, reported)
    for hours, deed, *words in told["steps"]:
        _do(one, deed, words, people)
        at = reported + timedelta(hours=hours)
        one.steps.filter(number=one.steps.count()).update(at=at)
        if deed in MOMENTS:
            Incident.objects.filter(pk=one.pk).exclude(**{MOMENTS[deed]: None}).update(**{MOMENTS[deed]: at})


def _do(one: Incident, deed: str, words: Sequence[str], people: dict[str, User]) -> None:
    """The office sees to it, the provider's manager answers, and the worker of the server escalates."""
    if deed == "escalate":
        incidents.escalate_due(by=audit.SYSTEM)
        return
    by = people[MANAGER] if deed == "answer" else people.get("office", audit.SYSTEM)
    getattr(incidents, deed)(one, *words, by=by)


def _date(one: Incident, reported: datetime) -> None:
    times = IncidentTimes.objects.of(one.subdistrict_id)[one.grade]
    due = calc.due(times, one.known_at, reported)
    Incident.objects.filter(pk=one.pk).update(reported_at=reported, **vars(due))


def _known(days: int) -> datetime:
    day = clock.now() - timedelta(days=days)
    return day.replace(hour=AT, minute=5 * days % 60, second=0, microsecond=0)


def _project(told: dict[str, Any], people: dict[str, User], place: Subdistrict) -> Project:
    """One of the manager's that is no confidential domain's; where a secretary or an officer reports it, one of theirs."""
    own = Project.objects.filter(subdistrict=place, domain__is_confidential=False).of_year(clock.today().year).bought()
    reporter = people.get(told["by"])
    fitting = {
        SECRETARY: lambda: own.handed_on_by(reporter),
        "liaison": lambda: own.looked_after_by(reporter),
        "worker": lambda: own.worked_on_by(reporter),
    }
    narrowed = fitting[told["by"]]() if reporter and told["by"] in fitting else own.managed_by(people[MANAGER])
    rows = list(narrowed.order_by("number")) or list(own.order_by("number"))
    found: Project = rows[told["project"] % len(rows)]
    return found


def _reporter(told: dict[str, Any], people: dict[str, User], project: Project) -> Any:
    """As it was told, where they may report of the project."""
    by = people.get(told["by"])
    return by if by and incident_policy.reports(by).filter(pk=project.pk).exists() else audit.SYSTEM
