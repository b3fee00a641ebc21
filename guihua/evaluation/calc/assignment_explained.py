"""Why a panel is what it is: what each seat costs, who would come next, and which rules kept somebody cheaper out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guihua.evaluation.calc.assignment import Assessor, Key, Panels, Problem, Project
from guihua.evaluation.calc.assignment_checks import Cost
from guihua.evaluation.calc.assignment_rules import Rules


@dataclass(frozen=True)
class Swap:
    """Somebody else on a seat, all others as they are: `points` more, and the codes of the rules that this would break."""

    assessor: Key
    points: int
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class SeatExplained:
    assessor: Key
    is_fixed: bool
    costs: tuple[Cost, ...]  # by itself, of the last of the assessor's sittings, and of the ways to and from it
    next_best: Swap | None  # the cheapest who breaks no rule
    kept_out: tuple[Swap, ...]  # those who would be cheaper and break one


@dataclass(frozen=True)
class Explanation:
    project: Key
    slot: Key | None
    seats: tuple[SeatExplained, ...]

    @property
    def bound(self) -> Mapping[str, int]:
        """The rules that mattered here: how many people each of them kept from a seat that they would have had for less."""
        kept = {(swap.assessor, code) for seat in self.seats for swap in seat.kept_out for code in swap.breaks}
        return Counter(code for _assessor, code in sorted(kept, key=str))


def explain(problem: Problem, panels: Panels, project: Key) -> Explanation:
    standing = Standing(Rules(problem), panels)
    return standing.explanation(standing.rules.projects[project])


def explanations(problem: Problem, panels: Panels) -> Iterator[Explanation]:
    standing = Standing(Rules(problem), panels)
    for project in standing.rules.projects.values():
        yield standing.explanation(project)


class Standing:
    """Panels as they are, looked at from each seat."""

    def __init__(self, rules: Rules, panels: Panels) -> None:
        self.rules, self.panels = rules, panels
        self.load = Counter(assessor for panel in panels.seats.values() for assessor in set(panel))
        self.where: dict[tuple[Key, Key], Project] = {
            (assessor, panels.slots[key]): rules.projects[key]
            for key, panel in panels.seats.items()
            if key in panels.slots and key in rules.projects
            for assessor in panel
        }
        self.before = {two: one for one, two in rules.after.items()}

    def explanation(self, project: Project) -> Explanation:
        panel = [one for one in self.panels.seats.get(project.key, ()) if one in self.rules.assessors]
        seats = tuple(self._seat(project, assessor) for assessor in panel)
        return Explanation(project.key, self.panels.slots.get(project.key), seats)

    def swap(self, project: Project, leaves: Key, comes: Key) -> Swap:
        one, other = self.rules.assessors[leaves], self.rules.assessors[comes]
        points = self._cost(other, project, self.load[comes]) - self._cost(one, project, self.load[leaves] - 1)
        return Swap(comes, points, tuple(self._broken(project, one, other)))

    def joins(self, project: Project, comes: Key) -> Swap:
        """Somebody on a seat that nobody has, all others as they are."""
        other = self.rules.assessors[comes]
        points = self._cost(other, project, self.load[comes])
        return Swap(comes, points, tuple(self._broken(project, None, other)))

    def _seat(self, project: Project, key: Key) -> SeatExplained:
        panel = self.panels.seats[project.key]
        swaps = [self.swap(project, key, other) for other in self.rules.assessors if other not in panel]
        return SeatExplained(
            key,
            self.rules.is_fixed(key, project.key),
            tuple(self._costs(self.rules.assessors[key], project)),
            min((swap for swap in swaps if not swap.breaks), key=lambda swap: swap.points, default=None),
            tuple(swap for swap in swaps if swap.breaks and swap.points < 0),
        )

    def _cost(self, assessor: Assessor, project: Project, others: int) -> int:
        """Of this seat to somebody who sits on so many other panels."""
        ways = sum(distance for _other, distance in self._ways(assessor.key, project))
        sitting = self.rules.next_sitting(assessor, others)
        return self.rules.taste(assessor, project) + sitting + self.rules.costs.travel * ways

    def _costs(self, assessor: Assessor, project: Project) -> Iterator[Cost]:
        for code, points in self.rules.tastes(assessor, project):
            yield Cost(code, points, project.key, assessor.key)
        if points := self.rules.costs.load * (self.load[assessor.key] - 1):
            yield Cost("load", points, project.key, assessor.key)
        for other, distance in self._ways(assessor.key, project):
            if points := self.rules.costs.travel * distance:
                yield Cost("travel", points, project.key, assessor.key, other.key)

    def _ways(self, assessor: Key, project: Project) -> Iterator[tuple[Project, int]]:
        slot = self.panels.slots.get(project.key)
        for beside in (self.before.get(slot), self.rules.after.get(slot)) if slot is not None else ():
            other = self.where.get((assessor, beside)) if beside is not None else None
            if other and (distance := self.rules.distance(project, other)):
                yield other, distance

    def _broken(self, project: Project, leaves: Assessor | None, comes: Assessor) -> Iterator[str]:
        others = [one for one in self.panels.seats.get(project.key, ()) if leaves is None or one != leaves.key]
        slot = self.panels.slots.get(project.key)
        if self.rules.in_conflict(comes.key, project):
            yield "conflict"
        if any(one in self.rules.foes.get(comes.key, ()) for one in others):
            yield "apart"
        if self.load[comes.key] >= comes.most:
            yield "load"
        if slot is not None:
            yield from self._not_there(project, comes, slot)
        if leaves is None:
            return
        if self.rules.is_fixed(leaves.key, project.key):
            yield "fixed_seat"
        if leaves.kind != comes.kind and self._is_last(project, leaves, others):
            yield "kind"

    def _not_there(self, project: Project, comes: Assessor, slot: Key) -> Iterator[str]:
        if not self.rules.is_there(comes, slot):
            yield "away"
        if (comes.key, slot) in self.where:
            yield "double"
        if any(self.rules.is_far(distance) for _other, distance in self._ways(comes.key, project)):
            yield "far"

    def _is_last(self, project: Project, leaves: Assessor, others: list[Key]) -> bool:
        """No more of this kind would stay than are needed."""
        kinds = Counter(self.rules.assessors[one].kind for one in others if one in self.rules.assessors)
        return kinds[leaves.kind] < project.needs.get(leaves.kind, 0)
