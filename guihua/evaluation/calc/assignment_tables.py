"""A problem as arrays over its assessors, for what is asked of all of them at once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from guihua.evaluation.calc.assignment import Key, Project
from guihua.evaluation.calc.assignment_rules import Rules


class Tables:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        people = list(rules.assessors.values())
        self.keys = [one.key for one in people]
        self.index = {key: number for number, key in enumerate(self.keys)}
        self.most = np.array([one.most for one in people], dtype=np.int64)
        self.least = np.array([one.least for one in people], dtype=np.int64)
        self.kinds = np.array([one.kind for one in people])
        self.experts: dict[Key, Any] = defaultdict(lambda: np.zeros(len(people), dtype=bool))
        for number, one in enumerate(people):
            for domain in one.expertise:
                self.experts[domain][number] = True
        self.slots = {key: number for number, key in enumerate(rules.slots)}
        self.there = np.array([[rules.is_there(one, slot) for one in people] for slot in rules.slots], dtype=bool)
        self._pairs()
        self._places()

    def _pairs(self) -> None:
        problem = self.rules.problem
        self._barred: dict[Key, list[int]] = defaultdict(list)
        self._tied: dict[Key, list[int]] = defaultdict(list)
        self._last: dict[Key, list[int]] = defaultdict(list)
        for rows, pairs in (
            (self._barred, problem.conflicts),
            (self._tied, problem.ties),
            (self._last, problem.last_year),
        ):
            for assessor, other in pairs:
                if assessor in self.index:
                    rows[other].append(self.index[assessor])
        foes = self.rules.foes.items()
        self.foes = {
            self.index[key]: [self.index[one] for one in others if one in self.index]
            for key, others in foes
            if key in self.index
        }

    def _places(self) -> None:
        """How far it is between places; the last of them is nowhere, where everybody is already."""
        on_site = {one.area: one for one in self.rules.projects.values() if not one.online and one.area is not None}
        self.places = {area: number for number, area in enumerate(on_site)}
        self.nowhere = len(on_site)
        self.distances = np.zeros((self.nowhere + 1, self.nowhere + 1), dtype=np.int64)
        for area, one in on_site.items():
            for other, two in on_site.items():
                self.distances[self.places[area], self.places[other]] = self.rules.distance(one, two)

    def place(self, project: Project) -> int:
        return self.nowhere if project.online or project.area is None else self.places[project.area]

    def barred(self, project: Project) -> list[int]:
        return self._barred[project.key] + self._tied[project.provider]

    def tastes(self, project: Project) -> Any:
        """What a seat costs by itself, for each assessor."""
        costs, before = self.rules.costs, self.rules.problem.before
        points = np.where(self.experts[project.domain], 0, costs.not_expert)
        points[self._last[project.key]] += costs.last_year
        if before and project.key in before.seats:
            points += costs.new_seat
            points[[self.index[one] for one in before.seats[project.key] if one in self.index]] -= costs.new_seat
        return points

    def next_sittings(self, loads: Any) -> Any:
        return self.rules.costs.load * loads - self.rules.costs.under * (loads < self.least)
