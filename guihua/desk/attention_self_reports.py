"""Self-reports that are not in: those that this manager has to write, and how many the office still waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.desk.attention_line import Line, Reader
from guihua.directory.models import Role
from guihua.evaluation import models as evaluation
from guihua.evaluation.self_report_rows import MISSING, OWN

SOON = timedelta(days=3)  # before the last day, from when on the office looks


def lines(reader: Reader) -> Iterator[Line]:
    if Role.MANAGER in reader.roles:
        yield from _to_write(reader)
    if Role.OFFICE in reader.roles:
        yield from _missing(reader)


def _to_write(reader: Reader) -> Iterator[Line]:
    rows = commissioning.Project.objects.managed_by(reader.user)
    for one in _waiting(rows):
        yield _line(one, _("要交的自评"), OWN, _next_day(one, rows))


def _missing(reader: Reader) -> Iterator[Line]:
    """From a few days before the last one on, when asking for them helps; until the round comes to a draft."""
    rows = commissioning.Project.objects.accounted_to(reader.user)
    for one in _waiting(rows):
        if one.self_report_until and one.self_report_until - SOON <= clock.today():
            yield _line(one, _("还没有交的自评"), MISSING, one.self_report_until)


def _waiting(projects: Any) -> Any:
    return evaluation.Round.objects.waiting_for_self_reports(projects)


def _next_day(one: Any, projects: Any) -> date | None:
    """On which the first of them is due that still may come; else the last that there was. Some may have been let in until later."""
    waiting = evaluation.RoundProject.objects.waiting_for_self_reports(projects).filter(round=one)
    rows = evaluation.SelfReportOpening.objects.filter(report__entered__in=waiting).order_by()
    days = list(rows.values("report").annotate(last=Max("until")).values_list("last", flat=True))
    if one.self_report_until:
        let_in = [max(day, one.self_report_until) for day in days]
        days = let_in + [one.self_report_until] * (len(days) < one.waiting)
    return min((day for day in days if day >= clock.today()), default=max(days, default=None))


def _line(one: Any, title: str, which: str, last: date | None) -> Line:
    colour = "bad" if last and last < clock.today() else "warn"
    words = _("%(round)s，最晚 %(day)s 交。") % {"round": one.name, "day": last or "–"}
    since = timezone.localdate(one.opened_at) if one.opened_at else None
    address = f"{reverse('evaluation:self_reports', args=[one.pk])}?report={which}"
    return Line(colour, title, one.waiting, address, words, since=since)
