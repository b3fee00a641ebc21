"""What is known today of the projects on the board, in a fixed number of questions, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone

from guihua.commissioning import models as commissioning
from guihua.commissioning import staff, stops
from guihua.commissioning.calc import progress as calc
from guihua.commissioning.calc import rests
from guihua.commissioning.calc.board import RULES, Facts, Fired, Promise, Spent
from guihua.commissioning.models import BoardRule, IncidentGrade
from guihua.core import clock


def projects_of(place: Any) -> Any:
    """Those of a sub-district that stand on the board."""
    return commissioning.Project.objects.filter(subdistrict=place).on_the_board(clock.today()).order_by("number")


@dataclass(frozen=True)
class Known:
    """What is known of a project on a day."""

    project: int
    domain: int
    facts: Facts
    on: date

    def with_grave_told(self) -> Known:
        """What is grave has its light, and none more for being late: one case, one light."""
        return replace(self, facts=replace(self.facts, grave_due=()))


def known(projects: Any) -> list[Known]:
    """`projects`: a query of them."""
    gathered = _Gathered(projects)
    return [gathered.of(*row) for row in projects.values_list("pk", "domain", "starts_on", "ends_on")]


def fired(rule: BoardRule, one: Known) -> Fired:
    if not rule.is_on or rule.domain_id not in (None, one.domain):
        return None
    return RULES[rule.kind].look(one.facts, rule.limit, one.on)


@dataclass(frozen=True)
class Reach:
    """Of how many projects a rule can speak at all, and how many of them it lights up today."""

    spoken_of: int
    lit: int

    @property
    def is_never(self) -> bool:
        return not self.spoken_of

    @property
    def is_always(self) -> bool:
        """Where there is one project alone, all of them tell nothing."""
        return self.spoken_of > 1 and self.lit == self.spoken_of


def reach(rule: BoardRule, known: Iterable[Known]) -> Reach:
    spoken_of = [one for one in known if rule.domain_id in (None, one.domain) and RULES[rule.kind].knows(one.facts)]
    return Reach(len(spoken_of), sum(fired(rule, one) is not None for one in spoken_of))


class _Gathered:
    """All that the rules look at, by project."""

    def __init__(self, projects: Any) -> None:
        self.today = clock.today()
        within = projects.order_by().values("pk")
        self.stops, self.resumed = stops.of(within), commissioning.Suspension.objects.of(within).resumed_on()
        reported = commissioning.Progress.objects.of(within)
        self.totals, self.last_days = reported.totals(), reported.last_days()
        self.promises = _promised(within)
        self.readings = commissioning.Reading.objects.of_projects(within).newest()
        self.budget = _budget(within)
        self.unpaid = _unpaid(within, self.today)
        self.visits = commissioning.LiaisonVisit.objects.last_days(within)
        self.visited = commissioning.LiaisonVisit.objects.filter(project__in=within).exists()
        self.tasks = _days(commissioning.ProjectTask.objects.filter(project__in=within).overdue(self.today))
        self.reports = _days(commissioning.PeriodicReport.objects.filter(project__in=within).overdue(self.today))
        of_these = commissioning.Incident.objects.filter(project__in=within)
        self.incidents, self.grave_due = _closing_days(of_these.overdue(clock.now()))
        self.grave = of_these.grave().unfinished_of()
        self.staff_short = staff.short_of(projects)
        accepted = commissioning.Milestone.objects.filter(kind=commissioning.WaitsFor.ACCEPTANCE, project__in=within)
        self.accepted = set(accepted.values_list("project", flat=True))

    def of(self, project: int, domain: int, starts_on: date, ends_on: date) -> Known:
        stood = stops.rests(self.stops, project)
        share = rests.share_of_term(starts_on, ends_on, self.today, stood)
        facts = Facts(
            starts_on=starts_on,
            ends_on=ends_on,
            resumed_on=self.resumed.get(project),
            share=share,
            promises=tuple(self._promise(one, project, share) for one in self.promises[project]),
            budget=tuple(self.budget[project]),
            last_on=self.last_days.get(project),
            unrecorded=self.totals.get(project, {}).get(commissioning.Measure.UNRECORDED, 0),
            visits=self._visits(project),
            tasks_due=self.tasks[project],
            reports_due=self.reports[project],
            incidents=self.incidents[project],
            grave=self.grave.get(project, 0),
            grave_due=self.grave_due[project],
            staff_short=self.staff_short.get(project),
            unpaid_since=self.unpaid.get(project),
            accepted=project in self.accepted,
        )
        return Known(project, domain, facts, self.today)

    def _visits(self, project: int) -> tuple[date, ...] | None:
        """Where nobody ever wrote down a visit, nothing is said of visits that are missing."""
        if not self.visited:
            return None
        last = self.visits.get(project)
        return (last,) if last else ()

    def _promise(self, one: commissioning.Indicator, project: int, share: Any) -> Promise:
        done = done_of(one, self.totals.get(project, {}), self.readings.get(one.pk))
        known = Decimal(0) if done is None else done
        due = None if one.is_share and done is None else calc.where_it_should_be(known, one.target, _due(one, share))
        return Promise(one.name, calc.percent(known, one.target), due)


def done_of(
    one: commissioning.Indicator, totals: dict[str, int], reading: commissioning.Reading | None
) -> Decimal | None:
    """How much of it is done: as the records say, else as it was last counted by hand; None where nobody has counted yet."""
    if one.measure:
        return Decimal(totals.get(one.measure, 0))
    return reading.value if reading else None


def _due(one: commissioning.Indicator, share: Any) -> Any:
    """A share is to be reached whole, whenever it is asked for."""
    return 1 if one.is_share else share


def _promised(within: Any) -> dict[int, list[commissioning.Indicator]]:
    """By project, its indicators, without the contracts to which they belong: there are thousands."""
    found: dict[int, list[commissioning.Indicator]] = defaultdict(list)
    own: Any = commissioning.Indicator.objects.filter(contract__project__in=within).order_by("position")
    for one in own.annotate(project=F("contract__project")):
        found[one.project].append(one)
    return found


def _budget(within: Any) -> dict[int, list[Spent]]:
    """By project, the lines of its budget that have anything."""
    found: dict[int, list[Spent]] = defaultdict(list)
    rows = commissioning.BudgetLine.objects.filter(contract__project__in=within).order_by("pk")
    said = rows.values_list("contract__project", "category__name", "spent_fen", F("amount_fen") + F("moved_fen"))
    for project, name, spent, whole in said:
        if whole:
            found[project].append(Spent(name, spent, whole))
    return found


def _unpaid(within: Any, today: date) -> dict[int, date]:
    """By project, since when an instalment might have been asked for that is not paid."""
    found: dict[int, date] = {}
    reached = commissioning.Milestone.objects.filter(project__in=within).reached()
    rows = commissioning.Instalment.objects.filter(contract__project__in=within).unpaid_since(today)
    for one in rows.select_related("contract"):
        project = one.contract.project_id
        if since := one.payable_once(reached.get(project, {})):
            found[project] = min(since, found.get(project, since))
    return found


def _days(rows: Any) -> dict[int, tuple[date, ...]]:
    found: dict[int, tuple[date, ...]] = defaultdict(tuple)
    for project, day in rows.order_by().values_list("project", "due_on"):
        found[project] = (*found[project], day)
    return found


def _closing_days(rows: Any) -> tuple[dict[int, tuple[date, ...]], dict[int, tuple[date, ...]]]:
    """By project, of what is not grave and of what is."""
    usual: dict[int, tuple[date, ...]] = defaultdict(tuple)
    grave: dict[int, tuple[date, ...]] = defaultdict(tuple)
    for project, grade, moment in rows.order_by().values_list("project", "grade", "close_by"):
        found = grave if grade == IncidentGrade.GRAVE else usual
        found[project] = (*found[project], timezone.localdate(moment))
    return usual, grave
