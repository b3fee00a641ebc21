"""Every rule that panels break and everything they cost, counted from the rows: it knows nothing of how a plan is found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from guihua.evaluation.calc.assignment import Breach, Key, Panels, Problem, Project
from guihua.evaluation.calc.assignment_rules import Rules


@dataclass(frozen=True)
class Cost:
    """Why so many points are owed, and whose doing it is."""

    code: str
    points: int
    project: Key | None = None
    assessor: Key | None = None
    other: Key | None = None  # the project that one travels to


@dataclass(frozen=True)
class Review:
    breaches: tuple[Breach, ...]
    costs: tuple[Cost, ...]

    @property
    def points(self) -> int:
        return sum(cost.points for cost in self.costs)


@dataclass(frozen=True)
class Change:
    """What becomes worse and better where panels are changed. Breaches that were there before are in neither."""

    points: int
    broken: tuple[Breach, ...]
    mended: tuple[Breach, ...]
    costs: tuple[Cost, ...]  # that are new; with the points that are saved below zero

    @property
    def is_allowed(self) -> bool:
        return not self.broken

    @property
    def worse(self) -> tuple[Breach, ...]:
        """Of what is broken that which was not before, or less: four of five where there were three is better."""
        before = {_of_what(one): abs(one.found - one.limit) for one in self.mended}
        return tuple(one for one in self.broken if abs(one.found - one.limit) > before.get(_of_what(one), -1))


def _of_what(one: Breach) -> Breach:
    return replace(one, limit=0, found=0)


def check(panels: Panels, problem: Problem) -> Review:
    rules = Rules(problem)
    sitting = _sittings(panels)
    breaches = [
        *_panels(rules, panels),
        *_seats(rules, panels),
        *_times(rules, panels),
        *_loads(rules, sitting),
        *_doubled(panels, sitting),
        *_far(rules, panels, sitting),
        *_unfixed(rules, panels),
    ]
    costs = [
        *_tastes(rules, panels),
        *_load_costs(rules, sitting),
        *_travel(rules, panels, sitting),
        *_moved(rules, panels),
    ]
    return Review(tuple(sorted(breaches, key=str)), tuple(sorted(costs, key=str)))


def cost_of_change(
    problem: Problem,
    panels: Panels,
    *,
    seats: Mapping[Key, tuple[Key, ...]] | None = None,
    slots: Mapping[Key, Key] | None = None,
) -> Change:
    """What it means to give the panels of `seats` these assessors and the projects of `slots` these times."""
    changed = Panels({**panels.seats, **(seats or {})}, {**panels.slots, **(slots or {})})
    before, after = check(panels, problem), check(changed, problem)
    was, becomes = Counter(before.costs), Counter(after.costs)
    saved = [Cost(one.code, -one.points, one.project, one.assessor, one.other) for one in (was - becomes).elements()]
    return Change(
        points=after.points - before.points,
        broken=tuple(one for one in after.breaches if one not in before.breaches),
        mended=tuple(one for one in before.breaches if one not in after.breaches),
        costs=(*(becomes - was).elements(), *saved),
    )


def _sittings(panels: Panels) -> dict[Key, list[Key]]:
    """The projects of each assessor."""
    found: dict[Key, list[Key]] = defaultdict(list)
    for project, panel in sorted(panels.seats.items(), key=lambda item: str(item[0])):
        for assessor in dict.fromkeys(panel):
            found[assessor].append(project)
    return found


def _panels(rules: Rules, panels: Panels) -> Iterator[Breach]:
    for key, project in rules.projects.items():
        panel = panels.seats.get(key, ())
        if len(panel) != project.seats:
            yield Breach("seats", key, limit=project.seats, found=len(panel))
        kinds = Counter(rules.assessors[one].kind for one in set(panel) if one in rules.assessors)
        for kind, least in sorted(project.needs.items()):
            if kinds[kind] < least:
                yield Breach("kind", key, kind=kind, limit=least, found=kinds[kind])


def _seats(rules: Rules, panels: Panels) -> Iterator[Breach]:
    for key, panel in panels.seats.items():
        project = rules.projects.get(key)
        if project is None:
            yield Breach("unknown", key)
            continue
        for assessor, times in Counter(panel).items():
            if times > 1:
                yield Breach("twice", key, assessor, limit=1, found=times)
            if assessor not in rules.assessors:
                yield Breach("unknown", key, assessor)
            elif rules.in_conflict(assessor, project):
                yield Breach("conflict", key, assessor)
        for one, two in combinations(sorted(set(panel), key=str), 2):
            if two in rules.foes.get(one, ()):
                yield Breach("apart", key, one, two)


def _times(rules: Rules, panels: Panels) -> Iterator[Breach]:
    if not rules.slots:
        return
    for key, project in rules.projects.items():
        slot = panels.slots.get(key)
        if slot is None or slot not in rules.slots:
            yield Breach("timeless", key, slot=slot)
            continue
        if project.slots is not None and slot not in project.slots:
            yield Breach("closed", key, slot=slot)
        for one in sorted(set(panels.seats.get(key, ())), key=str):
            if one in rules.assessors and not rules.is_there(rules.assessors[one], slot):
                yield Breach("away", key, one, slot=slot)
    for slot, visits in Counter(panels.slots[key] for key in rules.projects if key in panels.slots).items():
        most = rules.slots[slot].most if slot in rules.slots else None
        if most is not None and visits > most:
            yield Breach("full", slot=slot, limit=most, found=visits)


def _loads(rules: Rules, sitting: Mapping[Key, list[Key]]) -> Iterator[Breach]:
    for key, projects in sitting.items():
        if key in rules.assessors and len(projects) > (most := rules.assessors[key].most):
            yield Breach("load", assessor=key, limit=most, found=len(projects))


def _doubled(panels: Panels, sitting: Mapping[Key, list[Key]]) -> Iterator[Breach]:
    """In two places at the same time; no price relaxes that."""
    for assessor, projects in sitting.items():
        times = Counter(panels.slots[project] for project in projects if project in panels.slots)
        for slot, panels_there in times.items():
            if panels_there > 1:
                yield Breach("double", assessor=assessor, slot=slot, limit=1, found=panels_there)


def _legs(
    rules: Rules, panels: Panels, sitting: Mapping[Key, list[Key]]
) -> Iterator[tuple[Key, Project, Project, int]]:
    """Ways between two slots that follow each other: who, from where, to where, how far."""
    for assessor, projects in sitting.items():
        there = [rules.projects[key] for key in projects if key in rules.projects and key in panels.slots]
        for one in there:
            following = rules.after.get(panels.slots[one.key])
            for two in there:
                if following is not None and panels.slots[two.key] == following and (far := rules.distance(one, two)):
                    yield assessor, one, two, far


def _far(rules: Rules, panels: Panels, sitting: Mapping[Key, list[Key]]) -> Iterator[Breach]:
    for assessor, one, two, distance in _legs(rules, panels, sitting):
        if rules.is_far(distance):
            yield Breach("far", one.key, assessor, two.key, limit=rules.problem.too_far or 0, found=distance)


def _unfixed(rules: Rules, panels: Panels) -> Iterator[Breach]:
    fixed = rules.problem.fixed
    for key, panel in fixed.seats.items():
        for assessor in sorted(set(panel) - set(panels.seats.get(key, ())), key=str):
            yield Breach("fixed_seat", key, assessor)
    for key, slot in fixed.slots.items():
        if rules.slots and panels.slots.get(key) != slot:
            yield Breach("fixed_slot", key, slot=slot)


def _tastes(rules: Rules, panels: Panels) -> Iterator[Cost]:
    for key, panel in panels.seats.items():
        for assessor in dict.fromkeys(panel):
            if key in rules.projects and assessor in rules.assessors:
                for code, points in rules.tastes(rules.assessors[assessor], rules.projects[key]):
                    yield Cost(code, points, key, assessor)


def _load_costs(rules: Rules, sitting: Mapping[Key, list[Key]]) -> Iterator[Cost]:
    for key, assessor in rules.assessors.items():
        sittings = len(sitting.get(key, ()))
        if points := rules.costs.load * sittings * (sittings - 1) // 2:
            yield Cost("load", points, assessor=key)
        if points := rules.costs.under * max(0, assessor.least - sittings):
            yield Cost("under", points, assessor=key)


def _travel(rules: Rules, panels: Panels, sitting: Mapping[Key, list[Key]]) -> Iterator[Cost]:
    for assessor, one, two, distance in _legs(rules, panels, sitting):
        if points := rules.costs.travel * distance:
            yield Cost("travel", points, one.key, assessor, two.key)


def _moved(rules: Rules, panels: Panels) -> Iterator[Cost]:
    for key, slot in panels.slots.items():
        if points := rules.moving(key, slot):
            yield Cost("moved", points, key)
