"""The projects of a round with how far what they say of themselves is, and when they are met: a provider's own, or all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_words

MISSING, OWN = "missing", "own"


@dataclass(frozen=True)
class Row:
    """`last`: the day until which it may be handed in; `is_own`: the reader's to write; `is_kept`: the reader runs the round."""

    entered: evaluation.RoundProject
    report: evaluation.SelfReport | None
    last: date | None
    is_own: bool
    is_kept: bool

    @property
    def is_in(self) -> bool:
        return self.report is not None and not self.report.is_draft

    @property
    def is_late(self) -> bool:
        return not self.is_in and self.last is not None and clock.today() > self.last

    @property
    def goes_on(self) -> bool:
        return self.entered.round.is_open and self.entered.withdrawn_at is None

    @property
    def may_write(self) -> bool:
        return self.is_own and self.goes_on and not self.is_in and not self.is_late

    @property
    def may_open(self) -> bool:
        return self.is_kept and self.goes_on and (self.is_in or self.is_late)

    @property
    def is_read(self) -> bool:
        return self.is_in or (self.report is not None and self.is_own)

    @property
    def when(self) -> str:
        return panel_words.visit_of(self.entered)

    @property
    def meeting(self) -> str:
        """How it is met, as soon as that is said."""
        panel = getattr(self.entered, "panel", None)
        return panel.meeting if panel else ""


def rows_of(one: evaluation.Round, user: Any, *, which: str = "", keeps: bool) -> list[Row]:
    """In the order of the visits, those without a time at the end."""
    own = commissioning.Project.objects.accounted_to(user)
    entered = one.projects.filter(project__in=own)
    if which in (MISSING, OWN):
        entered = entered.waiting_for_self_reports(own.managed_by(user) if which == OWN else own)
    there = list(entered.select_related("round", "project__provider", "panel").order_by("project__number"))
    reports = {each.entered_id: each for each in evaluation.SelfReport.objects.filter(entered__in=there).with_counts()}
    until = evaluation.SelfReportOpening.objects.filter(report__entered__in=there).order_by()
    days = dict(until.values_list("report__entered").annotate(Max("until")))
    managed = set(own.managed_by(user).values_list("pk", flat=True))
    rows = [
        Row(
            each,
            reports.get(each.pk),
            _later(one.self_report_until, days.get(each.pk)),
            each.project_id in managed,
            keeps,
        )
        for each in there
    ]
    return sorted(rows, key=_when)


def _later(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _when(one: Row) -> tuple[bool, str, str, str]:
    panel = getattr(one.entered, "panel", None)
    day = str(panel.day) if panel and panel.day else ""
    return not day, day, panel.half if panel else "", one.entered.project.number
