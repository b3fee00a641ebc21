"""What the records of projects say of how far these are, month by month: as commissioning keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum

from guihua.commissioning.actions.progress import Line
from guihua.commissioning.models import Measure
from guihua.core import bulk
from guihua.delivery import models as delivery
from guihua.delivery.calc.groups import group_of
from guihua.delivery.calc.months import month_of
from guihua.delivery.calc.pairs import FEWEST
from guihua.delivery.models import Form, Part

HELD = {
    Form.EVENT: Measure.EVENTS,
    Form.VISIT: Measure.VISITS,
    Form.LECTURE: Measure.LECTURES,
    Form.LIVESTREAM: Measure.LIVESTREAMS,
    Form.TOUR: Measure.TOURS,
    Form.TRAINING: Measure.TRAININGS,
    Form.MEDIA: Measure.MEDIA,
    Form.COUNSELLING: Measure.COUNSELLING,
}
"""Forms that are promised by the session."""
MET = {
    Measure.PEOPLE: Q(part=Part.SERVED),
    Measure.CASES: Q(part=Part.SERVED, session__activity__form=Form.CASEWORK),
    Measure.VOLUNTEERS: Q(part=Part.VOLUNTEER),
}
"""Whom of those who were there by name each of these counts, once."""


def lines(projects: Iterable[int]) -> Iterator[Line]:
    """Of all that the projects (keys) held, in eight questions for each portion of them."""
    for some in bulk.portions(projects):
        sessions = delivery.Session.objects.filter(project__in=some).order_by()
        yield from _sessions(sessions)
        yield from _unrecorded(sessions)
        yield from _person_times(some)
        yield from _groups(some)
        for measure, condition in MET.items():
            yield from _met(some, measure, condition)
        yield from _improved(some)
        yield from _shifts(some)


def _sessions(sessions: Any) -> Iterator[Line]:
    rows = sessions.values_list("project", "month", "activity__form").annotate(Count("pk"), Max("day"))
    whole: dict[tuple[int, int], list[Any]] = {}
    for project, month, form, count, last in rows:
        if form in HELD:
            yield Line(project, month, HELD[form], count, last)
        whole.setdefault((project, month), []).append((count, last))
    for (project, month), parts in whole.items():
        last = max(last for _count, last in parts)
        yield Line(project, month, Measure.SESSIONS, sum(count for count, _last in parts), last)


def _unrecorded(sessions: Any) -> Iterator[Line]:
    """As 「没有参与记录的场次」 has it: those of which somebody said that it may be are not among them."""
    there = delivery.Attendance.objects.filter(session=OuterRef("pk"))
    said = delivery.FindingNote.objects.filter(session=OuterRef("pk"), kind=delivery.FindingKind.NO_RECORDS)
    rows = sessions.filter(~Exists(there), ~Exists(said)).values_list("project", "month").annotate(Count("pk"))
    for project, month, count in rows:
        yield Line(project, month, Measure.UNRECORDED, count)


def _person_times(projects: Iterable[int]) -> Iterator[Line]:
    rows = delivery.Attendance.objects.served().filter(session__project__in=projects).order_by()
    for project, month, total in rows.values_list("session__project", "session__month").annotate(Sum("count")):
        if total:
            yield Line(project, month, Measure.PERSON_TIMES, total)


def _groups(projects: Iterable[int]) -> Iterator[Line]:
    held = delivery.Session.objects.filter(project__in=projects, activity__form=Form.GROUP).order_by()
    begun: dict[tuple[int, str], int] = {}
    for project, name, month in held.values_list("project", "activity__name").annotate(Min("month")):
        key = project, group_of(name)
        begun[key] = min(month, begun.get(key, month))
    counts = Counter((project, month) for (project, _name), month in begun.items())
    for (project, month), count in counts.items():
        yield Line(project, month, Measure.GROUPS, count)


def _met(projects: Iterable[int], measure: Measure, condition: Q) -> Iterator[Line]:
    rows = delivery.Attendance.objects.filter(condition, session__project__in=projects).known_as()
    people = rows.exclude(known_as=None).order_by().values_list("session__project", "known_as")
    counts = Counter((project, month) for project, _who, month in people.annotate(Min("session__month")))
    for (project, month), count in counts.items():
        yield Line(project, month, measure, count)


def _improved(projects: Iterable[int]) -> Iterator[Line]:
    """Whoever is better on any scale of a project, once, in the month in which that was first measured. Of a project that
    measured too few before and after nobody is counted: everybody who reads the project reads its progress."""
    enough = delivery.ScaleScore.objects.filter(scale__project__in=projects).projects_with(FEWEST)
    better = delivery.ScaleScore.objects.better().filter(scale__project__in=enough).order_by()
    first = better.values_list("scale__project", "code").annotate(Min("after_on"))
    counts = Counter((project, month_of(day)) for project, _code, day in first)
    for (project, month), count in counts.items():
        yield Line(project, month, Measure.IMPROVED, count)


def _shifts(projects: Iterable[int]) -> Iterator[Line]:
    rows = delivery.DutyShift.objects.filter(project__in=projects).order_by()
    for project, month, count, last in rows.values_list(F("project"), F("month")).annotate(Count("pk"), Max("day")):
        yield Line(project, month, Measure.SHIFTS, count, last)
