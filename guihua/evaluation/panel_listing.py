"""The panels of a round as a list: each project with when and how it is met, who judges it, and what breaks a rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.core.listing import Column, Kind, Listing, Phone, Status, choice, search
from guihua.core.wording import listed
from guihua.evaluation import arranging, panel_words
from guihua.evaluation import models as evaluation
from guihua.evaluation.arranging import Load, Standing
from guihua.evaluation.calc.assignment import Breach, Problem
from guihua.evaluation.calc.assignment_checks import Review, check
from guihua.evaluation.panel_words import Names

BROKEN, KEPT = "broken", "kept"
STATES = [(BROKEN, gettext_lazy("有问题")), (KEPT, gettext_lazy("没有问题"))]


@dataclass(frozen=True)
class Looked:
    """The panels of a round, and what the rules say of them."""

    round: evaluation.Round
    load: Load

    @cached_property
    def standing(self) -> Standing:
        return Standing.of(self.round)

    @cached_property
    def loads(self) -> Counter[int]:
        """How many projects each assessor has."""
        return Counter(seat.assessor_id for seats in self.standing.seats.values() for seat in seats)

    @cached_property
    def problem(self) -> Problem:
        return arranging.problem_of(self.standing, self.load)

    @cached_property
    def review(self) -> Review:
        return check(self.standing.now, self.problem)

    @cached_property
    def names(self) -> Names:
        return Names.of(self.round)

    @cached_property
    def by_project(self) -> dict[Any, list[Breach]]:
        """What is wrong with each; what is wrong with an assessor is with each of their projects."""
        found: dict[Any, list[Breach]] = defaultdict(list)
        seats, slots = self.standing.now.seats, self.standing.now.slots
        for one in self.review.breaches:
            if one.project is not None:
                found[one.project].append(one)
                continue
            for project, panel in seats.items():
                is_there = one.slot is None or slots.get(project) == one.slot
                if is_there and (one.assessor is None or one.assessor in panel):
                    found[project].append(one)
        return found


def rows_for(one: evaluation.Round) -> QuerySet[evaluation.RoundProject]:
    rows = one.projects.judged().select_related("project__provider", "project__domain", "panel")
    return rows.order_by("panel__day", "panel__half", "project__number")


def panels(looked: Looked, ways: Any = ()) -> Listing:
    """`looked`: at the round's panels."""
    one = looked.round
    days = [(day.isoformat(), day.isoformat()) for day in evaluation.days_of(one)]
    seats = looked.standing.seats

    def people(row: evaluation.RoundProject) -> str:
        return listed(seat.assessor.name for seat in seats.get(row.project_id, ()))

    def standing(row: evaluation.RoundProject) -> Status:
        wrong = looked.by_project.get(row.project_id)
        if not wrong:
            return Status(_("都合规则"), "good")
        return Status(looked.names.breach(wrong[0], names_project=False), "warn")

    return Listing(
        gettext_lazy("评估组"),
        [
            Column("project", gettext_lazy("项目"), lambda row: row.project.name, ("project__name",), address=panel_page),
            Column("number", gettext_lazy("项目编号"), lambda row: row.project.number, ("project__number",)),
            Column("provider", gettext_lazy("承接机构"), lambda row: row.project.provider_name, ("project__provider__name",), is_extra=True),
            Column("time", gettext_lazy("评估时间"), time_of, ("panel__day", "panel__half"), phone=Phone.MARK),
            Column("meeting", pgettext_lazy("of a visit", "方式"), meeting_of, ("panel__meeting",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("people", gettext_lazy("评估专家"), people, phone=Phone.MARK),
            Column("standing", gettext_lazy("合不合规则"), standing, kind=Kind.STATUS, phone=Phone.KEY),
        ],
        {
            "q": search(gettext_lazy("项目、编号、承接机构或专家"), "project__name", "project__number", "project__provider__name", "panel__seats__assessor__name", spelled=("project__name",)),
            "day": choice(gettext_lazy("评估日"), days, by="panel__day"),
            "meeting": choice(pgettext_lazy("of a visit", "方式"), evaluation.Meeting.choices, by="panel__meeting"),
            "state": choice(gettext_lazy("合不合规则"), STATES, narrow=_in_state(looked)),
        },
        gettext_lazy("点「排评估组」：按专长、回避、时间和路程一次排好。"),
        ways=ways,
    )  # fmt: skip


def panel_page(row: evaluation.RoundProject) -> str:
    panel = getattr(row, "panel", None)
    return reverse("evaluation:panel", args=[panel.pk]) if panel else ""


def time_of(row: evaluation.RoundProject) -> str:
    panel = getattr(row, "panel", None)
    return panel_words.slot_words(arranging.slot_of(panel.day, panel.half)) if panel and panel.day else ""


def meeting_of(row: evaluation.RoundProject) -> str:
    panel = getattr(row, "panel", None)
    return panel.get_meeting_display() if panel else ""


def _in_state(looked: Looked) -> Any:
    def narrow(rows: Any, state: str) -> Any:
        broken = Q(project__in=sorted(looked.by_project, key=str))
        return rows.filter(broken if state == BROKEN else ~broken)

    return narrow
