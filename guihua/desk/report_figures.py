"""What the records say of a project in a period, counted and never typed: the figures of a periodic report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from guihua.commissioning import models as commissioning
from guihua.commissioning import stops
from guihua.commissioning.report_paper import Figure
from guihua.delivery import models as delivery
from guihua.delivery.calc.months import month_of

HELD = ("sessions", "person_times", "volunteered")  # by month and form
ONE_DAY = timedelta(days=1)
PERCENT = 100
WHOLE = ("people", "volunteers", "visits", "tasks_done", "files")


def of(report: commissioning.PeriodicReport) -> list[Figure]:
    """In a fixed order, so that the same records give the same paper."""
    return [*_held(report), *_whole(report), *_promised(report), *_spent(report)]


def _held(report: commissioning.PeriodicReport) -> Iterator[Figure]:
    sums: dict[str, Any] = {
        "sessions": Count("pk", distinct=True),
        "person_times": Sum("attendances__count", filter=Q(attendances__part=delivery.Part.SERVED), default=0),
        "volunteered": Sum("attendances__count", filter=Q(attendances__part=delivery.Part.VOLUNTEER), default=0),
    }
    rows = _sessions(report).order_by().values("month", "activity__form").annotate(**sums)
    for row in rows.order_by("month", "activity__form"):
        part = f"{row['month'] // 100}-{row['month'] % 100:02} {row['activity__form']}"
        yield from (Figure(code, part, row[code]) for code in HELD)


def _sessions(report: commissioning.PeriodicReport) -> Any:
    return delivery.Session.objects.filter(project=report.project_id, day__range=_days(report))


def _days(report: commissioning.PeriodicReport) -> tuple[date, date]:
    return report.first, report.last


def _whole(report: commissioning.PeriodicReport) -> Iterator[Figure]:
    days, own = _days(report), {"project": report.project_id}
    counts = {
        "people": _known(report, delivery.Part.SERVED),
        "volunteers": _known(report, delivery.Part.VOLUNTEER),
        "visits": commissioning.LiaisonVisit.objects.filter(**own, day__range=days).count(),
        "tasks_done": _tasks_done(report),
        "files": _files(report),
    }
    yield from (Figure(code, "", counts[code]) for code in WHOLE)


def _known(report: commissioning.PeriodicReport, part: str) -> int:
    """How many took part, each once, whoever they turned out to be; head-counts are none of them."""
    rows = delivery.Attendance.objects.filter(session__in=_sessions(report).order_by().values("pk"), part=part)
    known = rows.exclude(person=None, codename=None).filter(count__gt=0).known_as()
    return int(known.order_by().values("known_as").distinct().count())


def _tasks_done(report: commissioning.PeriodicReport) -> int:
    rows = commissioning.ProjectTask.objects.filter(project=report.project_id, ended_on__range=_days(report))
    return rows.filter(state=commissioning.TaskState.ACCEPTED).count()


def _files(report: commissioning.PeriodicReport) -> int:
    papers = commissioning.ProjectFile.objects.filter(project=report.project_id).there().of_work()
    return papers.filter(versions__number=1, versions__at__date__range=_days(report)).count()


def _promised(report: commissioning.PeriodicReport) -> Iterator[Figure]:
    """What the contract promises for its whole term; what of it came to be in the period, and until its end since the term began,
    both in hundredths; and how much of the term was over by then, where it is not a share. What nobody counted says nothing."""
    share = int(stops.share_over(report.project, report.last) * PERCENT)
    reached = _Reached(report)
    for one in commissioning.Indicator.objects.of_projects([report.project_id]).order_by("position"):
        part = f"{one.name} · {one.unit}"
        yield Figure("target", part, one.target)
        until, before = reached.by_its_end(one), reached.before_it(one)
        if until is not None and not one.is_share:
            yield Figure("reached", part, _hundredths(until - (before or 0)))
        if until is not None:
            yield Figure("reached_all", part, _hundredths(until))
        if not one.is_share:
            yield Figure("due", part, share)


def _hundredths(value: Decimal) -> int:
    return int(value * PERCENT)


class _Reached:
    """How far the promises of a project were before a period and at its end: by what records say of each month, else as last
    counted by hand."""

    def __init__(self, report: commissioning.PeriodicReport) -> None:
        self.report = report
        rows = commissioning.Progress.objects.of([report.project_id])
        self.values = list(rows.order_by("month").values_list("measure", "month", "value"))
        readings = commissioning.Reading.objects.of_projects([report.project_id]).standing()
        self.readings = list(readings.order_by("as_of", "pk").values_list("indicator", "as_of", "value"))

    def by_its_end(self, one: commissioning.Indicator) -> Decimal | None:
        return self._done(one, self.report.last)

    def before_it(self, one: commissioning.Indicator) -> Decimal | None:
        return self._done(one, self.report.first - ONE_DAY)

    def _done(self, one: commissioning.Indicator, day: date) -> Decimal | None:
        if one.measure:
            months = month_of(day)
            return Decimal(sum(n for code, month, n in self.values if code == one.measure and month <= months))
        counted = [value for indicator, as_of, value in self.readings if indicator == one.pk and as_of <= day]
        return counted[-1] if counted else None


def _spent(report: commissioning.PeriodicReport) -> Iterator[Figure]:
    """In fen, by heading; what was taken back is taken off."""
    rows = commissioning.Expense.objects.filter(line__contract__project=report.project_id, on__range=_days(report))
    sums = rows.order_by().values("line__category__name", "line__category__position").annotate(fen=Sum("amount_fen"))
    for row in sums.order_by("line__category__position", "line__category__name"):
        yield Figure("spent", row["line__category__name"], row["fen"])
