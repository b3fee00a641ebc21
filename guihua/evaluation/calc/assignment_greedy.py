"""Panels filled one after another: a first plan in no time, and the slots from which the optimiser starts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from guihua.evaluation.calc.assignment import Assessor, Key, Panels, Project
from guihua.evaluation.calc.assignment_rules import Rules


@dataclass(frozen=True)
class Offer:
    """A panel that could be had in a slot; `missing` seats or kinds first, then points."""

    missing: int
    points: int
    slot: Key | None
    panel: tuple[Key, ...]


class Filling:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.seats: dict[Key, tuple[Key, ...]] = {}
        self.slots: dict[Key, Key] = {}
        self.load: Counter[Key] = Counter()
        self.where: dict[tuple[Key, Key], Project] = {}  # assessor, slot
        self.visits: Counter[Key] = Counter()
        self.owed: Counter[Key] = Counter()  # fixed seats that are still to come
        for panel in rules.problem.fixed.seats.values():
            self.owed.update(panel)
        self.before = {two: one for one, two in rules.after.items()}

    def filled(self, order: list[Key]) -> Panels:
        for key in order:
            project = self.rules.projects[key]
            times: list[Key | None] = [*self.rules.open_slots(project)] or [None]
            ranked = enumerate(self._offer(project, slot) for slot in times)
            _rank, best = min(ranked, key=lambda one: (one[1].missing, one[1].points, self._busy(one[1].slot), one[0]))
            self._take(project, best)
        return Panels(self.seats, self.slots)

    def _busy(self, slot: Key | None) -> int:
        return 0 if slot is None else self.visits[slot]

    def _take(self, project: Project, offer: Offer) -> None:
        self.seats[project.key] = offer.panel
        self.load.update(offer.panel)
        self.owed.subtract(self.rules.fixed_seats.get(project.key, ()))
        if offer.slot is not None:
            self.slots[project.key] = offer.slot
            self.visits[offer.slot] += 1
            self.where |= {(assessor, offer.slot): project for assessor in offer.panel}

    def _offer(self, project: Project, slot: Key | None) -> Offer:
        """Those who must, then the cheapest of each kind that is needed, then the cheapest of all."""
        open_to = sorted(self._open_to(project, slot), key=lambda one: one[0])
        panel: list[Assessor] = []
        points = self.rules.moving(project.key, slot) if slot is not None else 0
        fixed = self.rules.fixed_seats.get(project.key, ())
        needs = [(kind, least) for kind, least in sorted(project.needs.items())]
        for wanted in [None, *needs, (None, project.seats)]:
            for cost, _rank, assessor in open_to:
                if self._is_wanted(assessor, wanted, panel, fixed, project.seats):
                    panel.append(assessor)
                    points += cost
        missing = project.seats - len(panel)
        missing += sum(max(0, least - sum(one.kind == kind for one in panel)) for kind, least in needs)
        full = slot is not None and (most := self.rules.slots[slot].most) is not None and self.visits[slot] >= most
        return Offer(missing + full, points, slot, tuple(one.key for one in panel))

    def _is_wanted(
        self,
        assessor: Assessor,
        wanted: tuple[str | None, int] | None,
        panel: list[Assessor],
        fixed: frozenset[Key] | tuple[()],
        seats: int,
    ) -> bool:
        if assessor in panel or len(panel) >= seats:
            return False
        if wanted is None:
            return assessor.key in fixed
        kind, least = wanted
        foes = self.rules.foes.get(assessor.key, ())
        return (
            sum(kind in (None, one.kind) for one in panel) < least
            and kind in (None, assessor.kind)
            and not any(one.key in foes for one in panel)
        )

    def _open_to(self, project: Project, slot: Key | None) -> list[tuple[int, int, Assessor]]:
        found = []
        for rank, assessor in enumerate(self.rules.assessors.values()):
            sittings = self.load[assessor.key]
            owed = self.owed[assessor.key] - self.rules.is_fixed(assessor.key, project.key)
            if sittings + owed >= assessor.most or self.rules.in_conflict(assessor.key, project):
                continue
            if slot is not None and not self._is_free(assessor, project, slot):
                continue
            cost = self.rules.taste(assessor, project) + self.rules.next_sitting(assessor, sittings)
            found.append((cost + self._travel(assessor.key, project, slot), rank, assessor))
        return found

    def _is_free(self, assessor: Assessor, project: Project, slot: Key) -> bool:
        if not self.rules.is_there(assessor, slot) or (assessor.key, slot) in self.where:
            return False
        return not any(self.rules.is_far(distance) for distance in self._ways(assessor.key, project, slot))

    def _ways(self, assessor: Key, project: Project, slot: Key | None) -> list[int]:
        beside = [self.rules.after.get(slot), self.before.get(slot)] if slot is not None else []
        others = [self.where.get((assessor, other)) for other in beside if other is not None]
        return [self.rules.distance(project, other) for other in others if other]

    def _travel(self, assessor: Key, project: Project, slot: Key | None) -> int:
        return self.rules.costs.travel * sum(self._ways(assessor, project, slot))


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
        spare = by_domain[project.domain] / wanted[project.domain]
        choice = len(rules.assessors) - barred[project.key] - tied[project.provider]
        return project.key not in rules.fixed_seats, len(rules.open_slots(project)), spare, choice

    return [project.key for project in sorted(rules.projects.values(), key=ease)]
