"""What is on file of a round, as the optimiser of panels wants it: who could judge what, when, and what speaks against it.

Keys are those of the rows: of a project, of an assessor. A slot is half a day, "2022-11-15 am".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

from django.db.models import Q

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.evaluation import conflicts
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import assignment
from guihua.evaluation.calc.assignment import Key, Pair, Panels, Prices, Problem
from guihua.evaluation.calc.conflicts import same_name

HALVES = list(evaluation.Half)
# days that are over come back for no price
PRICES = Prices(closed=None)


@dataclass(frozen=True)
class Load:
    """Terms of one arranging: how many projects each assessor gets, and how many are visited in half a day."""

    least: int
    most: int
    at_once: int | None = None


def suggested(one: evaluation.Round) -> Load:
    """As the last arranging had it; at first an even share, and one more where people cannot come."""
    if last := one.arrangements.last():
        return Load(last.least, last.most, last.at_once)
    people = evaluation.Assessor.objects.filter(subdistrict=one.subdistrict_id).serving().count()
    seats = one.seats * one.projects.judged().count()
    share = -(-seats // people) if people else 1
    return Load(least=1 if people and seats >= people else 0, most=max(share, 1) + 1)


def slot_of(day: date, half: str) -> str:
    return f"{day.isoformat()} {half}"


def when(slot: Any) -> tuple[date, str]:
    day, half = str(slot).split(" ")
    return date.fromisoformat(day), half


def workdays_of(one: evaluation.Round) -> list[date]:
    """Of its visit days those on which offices work; all of them where none is."""
    days = evaluation.days_of(one)
    return [day for day in days if clock.is_workday(day)] or days


@dataclass
class Standing:
    """The panels of a round as they are: of the projects that are judged, and who sits on them now."""

    round: evaluation.Round
    panels: dict[int, evaluation.Panel] = field(default_factory=dict)  # by project
    seats: dict[int, list[evaluation.Seat]] = field(default_factory=lambda: defaultdict(list))
    begun: set[int] = field(default_factory=set)  # seats whose sheet was begun
    left: set[Pair] = field(default_factory=set)  # who left which project's panel

    @classmethod
    def of(cls, one: evaluation.Round) -> Standing:
        found = cls(one)
        rows = evaluation.Panel.objects.filter(entered__round=one, entered__withdrawn_at=None)
        found.panels = {each.entered.project_id: each for each in rows.select_related("entered__project")}
        seats = evaluation.Seat.objects.filter(panel__in=rows.order_by().values("pk"))
        for seat in seats.select_related("assessor", "panel__entered", "sheet").order_by("assessor__name", "pk"):
            project = seat.panel.entered.project_id
            if seat.left_at:
                found.left.add((seat.assessor_id, project))
                continue
            found.seats[project].append(seat)
            if hasattr(seat, "sheet"):
                found.begun.add(seat.pk)
        return found

    @cached_property
    def now(self) -> Panels:
        """Without who left; a panel that nobody sits on, or without a time, is not there."""
        seats: dict[Key, tuple[Key, ...]] = {
            project: tuple(seat.assessor_id for seat in those) for project, those in sorted(self.seats.items())
        }
        slots: dict[Key, Key] = {
            project: slot_of(one.day, one.half) for project, one in sorted(self.panels.items()) if one.day
        }
        return Panels(seats, slots)

    def fixed(self, today: date | None) -> Panels:
        """What arranging leaves: what the office fixed, whose sheet was begun, and panels whose day came."""
        met = {project for project, one in self.panels.items() if today and one.day and one.day < today}
        seats: dict[Key, tuple[Key, ...]] = {}
        for project, those in sorted(self.seats.items()):
            kept = [each for each in those if project in met or each.is_fixed or each.pk in self.begun]
            if kept:
                seats[project] = tuple(each.assessor_id for each in kept)
        slots = {project: slot for project, slot in self.now.slots.items() if self._stays(project, met)}
        return Panels(seats, slots)

    def _stays(self, project: Any, met: set[int]) -> bool:
        return project in met or self.panels[project].is_fixed


def problem_of(standing: Standing, load: Load, *, also: Iterable[str] = ()) -> Problem:
    """By which panels as they stand are looked at: nothing is fixed, and nothing has to stay. `also`: slots beside the usual."""
    one = standing.round
    slots = _slots(standing, load, also)
    assessors = _assessors(one, load, slots)
    return Problem(
        projects=tuple(_projects(standing)),
        assessors=tuple(assessors),
        slots=slots,
        conflicts=frozenset(conflicts.in_round(one, day=day_of(one))),
        apart=_apart(one),
        last_year=_last_year(one),
        prices=PRICES,
    )


def asked(standing: Standing, load: Load, *, today: date | None) -> Problem:
    """What the optimiser is asked: what stands changes as little as possible, and who left a panel does not come back to it.
    `today`: days before it are over."""
    problem, fixed = problem_of(standing, load), standing.fixed(today)
    usual = {slot_of(day, half) for day in workdays_of(standing.round) for half in HALVES}
    free = frozenset(slot for slot in usual if today is None or when(slot)[0] >= today)
    projects = tuple(one if one.key in fixed.slots else replace(one, slots=frozenset(free)) for one in problem.projects)
    before = standing.now if standing.now.seats else None
    barred = problem.conflicts | standing.left
    return replace(problem, projects=projects, conflicts=barred, fixed=fixed, before=before)


def day_of(one: evaluation.Round) -> date:
    """On which conflicts are looked at: today, or for a round that is over its last visit day."""
    today = clock.today()
    return min(today, one.visits_until) if one.visits_until else today


def _slots(standing: Standing, load: Load, also: Iterable[str]) -> tuple[assignment.Slot, ...]:
    """Those of workdays, and others at which a panel meets all the same."""
    keys = {slot_of(day, half) for day in workdays_of(standing.round) for half in HALVES}
    keys |= {str(slot) for slot in standing.now.slots.values()} | set(also)
    found = []
    for key in sorted(keys):
        day, half = when(key)
        found.append(assignment.Slot(key, day.isoformat(), HALVES.index(evaluation.Half(half)), load.at_once))
    return tuple(found)


def _projects(standing: Standing) -> Iterable[assignment.Project]:
    one = standing.round
    needs = {"finance": one.finance_seats, "practice": one.practice_seats}
    areas = _areas(one)
    for entered in one.projects.judged().select_related("project").order_by("project__number"):
        panel = standing.panels.get(entered.project_id)
        yield assignment.Project(
            entered.project_id,
            entered.project.provider_id or 0,
            entered.project.domain_id,
            one.seats,
            {kind: least for kind, least in needs.items() if least},
            areas.get(entered.project_id),
            online=bool(panel and panel.is_online),
        )


def _areas(one: evaluation.Round) -> dict[int, int]:
    """The community in which a project is visited: its first one, or that of the organisation where it is stationed."""
    judged = one.projects.judged().order_by().values("project")
    stations = commissioning.Project.communities.through.objects.filter(project__in=judged)
    inside = commissioning.Project.organisations.through.objects.filter(
        project__in=judged, organisation__community__isnull=False
    )
    pairs = inside.order_by("project", "-organisation__community__code").values_list(
        "project", "organisation__community"
    )
    found = dict(pairs)
    found.update(stations.order_by("project", "-community__code").values_list("project", "community"))
    return found


def _assessors(one: evaluation.Round, load: Load, slots: tuple[assignment.Slot, ...]) -> Iterable[assignment.Assessor]:
    """Who serves. Who knows both counts for finance, of which there are fewer."""
    serving = evaluation.Assessor.objects.filter(subdistrict=one.subdistrict_id).serving()
    domains: dict[int, set[int]] = defaultdict(set)
    for person, domain in evaluation.Assessor.domains.through.objects.filter(
        assessor__in=serving.order_by().values("pk")
    ).values_list("assessor", "domain"):
        domains[person].add(domain)
    away = _away(one)
    every = frozenset(slot.key for slot in slots)
    for person, is_finance in serving.order_by("pk").values_list("pk", "is_finance"):
        yield assignment.Assessor(
            person,
            "finance" if is_finance else "practice",
            load.most,
            load.least,
            frozenset(domains[person]),
            every - away[person] if person in away else None,
        )


def _away(one: evaluation.Round) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    days = evaluation.days_of(one)
    rows = evaluation.Absence.objects.filter(assessor__subdistrict=one.subdistrict_id, day__in=days)
    for person, day, half in rows.order_by().values_list("assessor", "day", "half"):
        found[person].add(slot_of(day, half))
    return found


def _apart(one: evaluation.Round) -> frozenset[Pair]:
    """People of one employer, who do not sit together."""
    day, groups = day_of(one), defaultdict[Any, set[int]](set)
    rows = evaluation.Employment.objects.filter(
        Q(until=None) | Q(until__gt=day),
        assessor__subdistrict=one.subdistrict_id,
        assessor__retired_at=None,
        kind=evaluation.EmploymentKind.EMPLOYED,
    )
    for person, organisation, name in rows.order_by().values_list("assessor", "organisation", "employer"):
        groups[organisation or same_name(name)].add(person)
    return frozenset(pair for people in groups.values() for pair in combinations(sorted(people), 2))


def _last_year(one: evaluation.Round) -> frozenset[Pair]:
    """Who judged last time what goes on: the project that this one renews, or one of the same name and provider."""
    last = evaluation.Round.objects.before(one)
    if last is None:
        return frozenset()
    judged = one.projects.judged().order_by().values("project")
    rows = commissioning.Project.objects.filter(pk__in=judged)
    by_name = {(name, provider): pk for pk, name, provider in rows.values_list("pk", "name", "provider")}
    renewed = dict(commissioning.Renewal.objects.filter(project__in=judged).values_list("of", "project"))
    seats = evaluation.Seat.objects.taken().filter(panel__entered__round=last).order_by("pk")
    of_it = "panel__entered__project"
    found = set()
    for person, old, name, provider in seats.values_list("assessor", of_it, f"{of_it}__name", f"{of_it}__provider"):
        if project := renewed.get(old) or by_name.get((name, provider)):
            found.add((person, project))
    return frozenset(found)
