"""Panels filled one after another: a first plan in no time, and the slots from which the optimiser starts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from guihua.evaluation.calc.assignment import Key, Panels, Project
from guihua.evaluation.calc.assignment_rules import Rules
from guihua.evaluation.calc.assignment_tables import Tables

NEVER = 1 << 40  # points


@dataclass(frozen=True)
class Offer:
    """A panel that could be had in a slot; `missing` seats or kinds first, then points."""

    missing: int
    points: int
    slot: Key | None
    panel: tuple[int, ...]


class Filling:
    def __init__(self, tables: Tables) -> None:
        self.tables, self.rules = tables, tables.rules
        people = len(tables.keys)
        self.seats: dict[Key, tuple[Key, ...]] = {}
        self.slots: dict[Key, Key] = {}
        self.visits: Counter[Key] = Counter()
        self.loads = np.zeros(people, dtype=np.int64)
        self.owed = np.zeros(people, dtype=np.int64)  # fixed seats that are still to come
        for key in self.rules.projects:
            self.owed[self._fixed(key)] += 1
        self.free = tables.there.copy()
        self.where = np.full((len(tables.slots), people), tables.nowhere)
        self.beside: dict[Key, list[int]] = defaultdict(list)
        for one, two in self.rules.after.items():
            self.beside[one].append(tables.slots[two])
            self.beside[two].append(tables.slots[one])

    def filled(self, order: list[Key]) -> Panels:
        for key in order:
            project = self.rules.projects[key]
            times: list[Key | None] = [*self.rules.open_slots(project)] or [None]
            costs, open_to = self._open_to(project)
            ranked = enumerate(self._offer(project, slot, costs, open_to) for slot in times)
            _rank, best = min(ranked, key=lambda one: (one[1].missing, one[1].points, self._busy(one[1].slot), one[0]))
            self._take(project, best)
        return Panels(self.seats, self.slots)

    def _fixed(self, project: Key) -> list[int]:
        panel = self.rules.fixed_seats.get(project, ())
        return sorted(self.tables.index[one] for one in panel if one in self.tables.index)

    def _busy(self, slot: Key | None) -> int:
        return 0 if slot is None else self.visits[slot]

    def _take(self, project: Project, offer: Offer) -> None:
        panel = list(offer.panel)
        self.seats[project.key] = tuple(self.tables.keys[one] for one in sorted(panel))
        self.loads[panel] += 1
        self.owed[self._fixed(project.key)] -= 1
        if offer.slot is not None:
            self.slots[project.key] = offer.slot
            self.visits[offer.slot] += 1
            number = self.tables.slots[offer.slot]
            self.free[number, panel] = False
            self.where[number, panel] = self.tables.place(project)

    def _open_to(self, project: Project) -> tuple[Any, Any]:
        """What each assessor would cost, and who may sit at all."""
        owed = self.owed.copy()
        owed[self._fixed(project.key)] -= 1
        open_to = self.loads + owed < self.tables.most
        open_to[self.tables.barred(project)] = False
        return self.tables.tastes(project) + self.tables.next_sittings(self.loads), open_to

    def _offer(self, project: Project, slot: Key | None, costs: Any, open_to: Any) -> Offer:
        if slot is not None:
            costs, open_to = self._in_slot(project, slot, costs, open_to)
        panel = self._panel(project, np.where(open_to, costs, NEVER))
        points = int(costs[panel].sum()) + (self.rules.moving(project.key, slot) if slot is not None else 0)
        missing = project.seats - len(panel)
        for kind, least in project.needs.items():
            missing += max(0, least - int((self.tables.kinds[panel] == kind).sum()))
        return Offer(missing + self._is_full(slot), points, slot, tuple(panel))

    def _is_full(self, slot: Key | None) -> bool:
        most = self.rules.slots[slot].most if slot is not None else None
        return slot is not None and most is not None and self.visits[slot] >= most

    def _in_slot(self, project: Project, slot: Key, costs: Any, open_to: Any) -> tuple[Any, Any]:
        open_to = open_to & self.free[self.tables.slots[slot]]
        for beside in self.beside[slot]:
            ways = self.tables.distances[self.tables.place(project)][self.where[beside]]
            costs = costs + self.rules.costs.travel * ways
            if self.rules.problem.too_far is not None:
                open_to = open_to & (ways <= self.rules.problem.too_far)
        return costs, open_to

    def _panel(self, project: Project, costs: Any) -> list[int]:
        """Those who must, then the cheapest of each kind that is needed, then the cheapest of all."""
        panel: list[int] = []

        def take(one: int) -> None:
            panel.append(one)
            costs[[one, *self.tables.foes.get(one, ())]] = NEVER

        for one in self._fixed(project.key):
            if costs[one] < NEVER and len(panel) < project.seats:
                take(one)
        for kind, least in [*sorted(project.needs.items()), (None, project.seats)]:
            is_kind = True if kind is None else self.tables.kinds == kind
            had = len(panel) if kind is None else int((self.tables.kinds[panel] == kind).sum())
            for _seat in range(min(least - had, project.seats - len(panel), len(costs))):
                one = int(np.argmin(np.where(is_kind, costs, NEVER)))
                if costs[one] < NEVER and (kind is None or self.tables.kinds[one] == kind):
                    take(one)
        return panel


def scarcest_first(rules: Rules) -> list[Key]:
    """Projects with few slots and few people who may judge them choose before the others."""
    barred: Counter[Key] = Counter(project for _assessor, project in rules.problem.conflicts)
    tied: Counter[Key] = Counter(provider for _assessor, provider in rules.problem.ties)
    by_domain: dict[Key, int] = defaultdict(int)
    for assessor in rules.assessors.values():
        for domain in assessor.expertise:
            by_domain[domain] += assessor.most
    wanted: Counter[Key] = Counter()
    for project in rules.projects.values():
        wanted[project.domain] += project.seats

    def ease(project: Project) -> tuple[bool, int, float, int]:
        spare = by_domain[project.domain] / (wanted[project.domain] or 1)
        choice = len(rules.assessors) - barred[project.key] - tied[project.provider]
        return project.key not in rules.fixed_seats, len(rules.open_slots(project)), spare, choice

    return [project.key for project in sorted(rules.projects.values(), key=ease)]
