"""A problem looked up quickly, in an order that does not depend on that of its lists."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import pairwise

from guihua.evaluation.calc.assignment import Assessor, Key, Problem, Project, Slot

type Line = tuple[str, int]  # what costs, and how many points


class Rules:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.costs = problem, problem.costs
        self.projects = {one.key: one for one in sorted(problem.projects, key=lambda one: str(one.key))}
        self.assessors = {one.key: one for one in sorted(problem.assessors, key=lambda one: str(one.key))}
        self.slots = {one.key: one for one in sorted(problem.slots, key=_when)}
        self.fixed_seats = {key: frozenset(panel) for key, panel in problem.fixed.seats.items()}

    @cached_property
    def after(self) -> dict[Key, Key]:
        """The slot that follows one on the same day without a break."""
        following = pairwise(self.slots.values())
        return {one.key: two.key for one, two in following if one.day == two.day and two.position == one.position + 1}

    @cached_property
    def foes(self) -> dict[Key, frozenset[Key]]:
        """With whom somebody may not sit."""
        found: dict[Key, set[Key]] = defaultdict(set)
        for one, two in self.problem.apart:
            found[one].add(two)
            found[two].add(one)
        return {key: frozenset(others) for key, others in found.items()}

    @cached_property
    def cliques(self) -> list[tuple[Key, ...]]:
        """Groups of whom at most one may sit on a panel, which between them say every pair: an employer's people are one group."""
        left = {frozenset(pair) for pair in self.problem.apart if pair[0] != pair[1]}
        groups = []
        for one, two in sorted((sorted(pair, key=str) for pair in left), key=str):
            if frozenset((one, two)) not in left:
                continue
            group = [one, two]
            for third in sorted(self.foes[one] & self.foes[two], key=str):
                if all(third in self.foes[member] for member in group):
                    group.append(third)
            left -= {frozenset((a, b)) for a in group for b in group if a != b}
            groups.append(tuple(group))
        return groups

    def in_conflict(self, assessor: Key, project: Project) -> bool:
        return (assessor, project.key) in self.problem.conflicts or (assessor, project.provider) in self.problem.ties

    def is_there(self, assessor: Assessor, slot: Key) -> bool:
        return assessor.available is None or slot in assessor.available

    def can_meet(self, assessor: Assessor, project: Project, slot: Key | None) -> bool:
        """None: at any of the times of the project, where there are times."""
        if slot is not None:
            return self.is_there(assessor, slot)
        return not self.slots or any(self.is_there(assessor, one) for one in self.open_slots(project))

    def open_slots(self, project: Project) -> list[Key]:
        """When it can be visited; what is fixed leaves one."""
        if project.key in self.problem.fixed.slots:
            return [slot for slot in self.slots if slot == self.problem.fixed.slots[project.key]]
        return [slot for slot in self.slots if project.slots is None or slot in project.slots]

    def is_fixed(self, assessor: Key, project: Key) -> bool:
        return assessor in self.fixed_seats.get(project, ())

    def distance(self, one: Project, two: Project) -> int:
        if one.online or two.online or one.area is None or two.area is None or one.area == two.area:
            return 0
        known = self.problem.distances
        return known.get((one.area, two.area), known.get((two.area, one.area), 1))

    def is_far(self, distance: int) -> bool:
        return self.problem.too_far is not None and distance > self.problem.too_far

    def tastes(self, assessor: Assessor, project: Project) -> list[Line]:
        """What a seat costs by itself."""
        lines, before = [], self.problem.before
        if project.domain not in assessor.expertise:
            lines.append(("not_expert", self.costs.not_expert))
        if (assessor.key, project.key) in self.problem.last_year:
            lines.append(("last_year", self.costs.last_year))
        if before and project.key in before.seats and assessor.key not in before.seats[project.key]:
            lines.append(("new_seat", self.costs.new_seat))
        return lines

    def taste(self, assessor: Assessor, project: Project) -> int:
        return sum(points for _code, points in self.tastes(assessor, project))

    def moving(self, project: Key, slot: Key) -> int:
        before = self.problem.before
        return self.costs.moved if before and before.slots.get(project, slot) != slot else 0

    def next_sitting(self, assessor: Assessor, sittings: int) -> int:
        """What one more costs somebody who has so many: never less than the one before, which the optimiser relies on."""
        return self.costs.load * sittings - (self.costs.under if sittings < assessor.least else 0)


def _when(slot: Slot) -> tuple[str, int, str]:
    return str(slot.day), slot.position, str(slot.key)
