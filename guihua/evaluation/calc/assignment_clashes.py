"""Which rules clash where no plan keeps them all, and the cheapest that has to give way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from guihua.evaluation.calc.assignment import Breach, Clash, Key, NoneInTime, Panels, Problem
from guihua.evaluation.calc.assignment_checks import check
from guihua.evaluation.calc.assignment_highs import Limit
from guihua.evaluation.calc.assignment_models import Model, Times
from guihua.evaluation.calc.assignment_rules import Rules

type PriceList = Mapping[str, int | None]
SMALL = 20_000  # seats at times; of more, each way is looked for at the given times alone
COUNTED = {"seats", "kind", "full"}  # what gives way by so many


def clash(rules: Rules, limit: Limit, first: Panels) -> Clash | NoneInTime:
    """`first`: panels that break few rules, at times that may do."""
    prices = asdict(rules.problem.prices)
    found = Relaxing(rules, prices, limit, first).cheapest()
    if found is None:
        return NoneInTime(0)
    is_small = len(rules.projects) * len(rules.assessors) * len(rules.slots) <= SMALL
    ways = {}
    for code, price in sorted(prices.items()):
        alone = Relaxing(rules, {code: price}, limit, first).cheapest(at_any_time=is_small) if price else None
        if alone is not None:
            ways[code] = check(alone.panels, rules.problem).breaches
    return Clash(check(found.panels, rules.problem).breaches, found.price, found.price == found.bound, ways)


@dataclass(frozen=True)
class Relaxed:
    """Panels that break rules for this price; none do for less than the bound."""

    panels: Panels
    price: int
    bound: int


class Relaxing:
    """Looks for the panels that break rules of these codes for the least price."""

    def __init__(self, rules: Rules, prices: PriceList, limit: Limit, first: Panels) -> None:
        self.rules, self.prices, self.limit, self.first = rules, prices, limit, first

    def cheapest(self, *, at_any_time: bool = True) -> Relaxed | None:
        """None: rules of these codes alone cannot give way enough, or time is over.

        No price is less than without times: where the given times come to the same, no others are tried.
        """
        untimed = self._relaxed({key: [None] for key in self.rules.projects})
        if not self.rules.slots or untimed is None:
            return untimed
        found = None
        if len(self.first.slots) == len(self.rules.projects):
            found = self._relaxed({key: [slot] for key, slot in self.first.slots.items()})
        if (found is not None and found.price == untimed.bound) or not at_any_time:
            return found and replace(found, bound=untimed.bound)
        return self._relaxed(_times(self.rules, self.prices), found) or found

    def _relaxed(self, times: Times, start: Relaxed | None = None) -> Relaxed | None:
        model = Model(self.rules, times, prices=self.prices)
        answer = model.program.solved(self.limit, start=model.start(start.panels) if start else None)
        if not len(answer.values):
            return None
        return Relaxed(model.panels(answer.values), round(answer.objective), answer.whole_bound)


def price_of(breaches: tuple[Breach, ...], problem: Problem) -> int:
    prices = asdict(problem.prices)
    return sum((prices[one.code] or 0) * _amount(one) for one in breaches)


def _amount(breach: Breach) -> int:
    """The second sitting too many of one assessor counts double, the third three times: what is too much is shared."""
    over = abs(breach.found - breach.limit)
    if breach.code == "load":
        return over * (over + 1) // 2
    return over if breach.code in COUNTED else 1


def _times(rules: Rules, prices: PriceList) -> Times:
    times: dict[Key, list[Key | None]] = {}
    fixed = rules.problem.fixed.slots
    for key, project in rules.projects.items():
        slots = [slot for slot in rules.slots if prices.get("fixed_slot") or fixed.get(key, slot) == slot]
        free = prices.get("closed") or project.slots is None
        times[key] = [slot for slot in slots if free or slot in (project.slots or ())] if rules.slots else [None]
    return times


def relaxed(problem: Problem, breaches: tuple[Breach, ...]) -> Problem:
    """The problem with these rules out of the way, as far as these breaches need it and no further."""
    for breach in breaches:
        problem = _RELAXED[breach.code](problem, breach)
    return problem


def _of_project(problem: Problem, breach: Breach) -> Problem:
    """A seat less, a kind less asked for, or a time more at which it can be visited."""
    projects = []
    for one in problem.projects:
        if one.key == breach.project and breach.code == "seats":
            one = replace(one, seats=breach.found)
        elif one.key == breach.project and breach.code == "kind":
            one = replace(one, needs={**one.needs, breach.kind or "": breach.found})
        elif one.key == breach.project and breach.slot is not None:
            one = replace(one, slots=(one.slots or frozenset()) | {breach.slot})
        projects.append(one)
    return replace(problem, projects=tuple(projects))


def _of_assessor(problem: Problem, breach: Breach) -> Problem:
    assessors = []
    for one in problem.assessors:
        if one.key == breach.assessor and breach.code == "load":
            one = replace(one, most=breach.found)
        elif one.key == breach.assessor and breach.slot is not None:
            one = replace(one, available=(one.available or frozenset()) | {breach.slot})
        assessors.append(one)
    return replace(problem, assessors=tuple(assessors))


def _of_slot(problem: Problem, breach: Breach) -> Problem:
    slots = (replace(one, most=breach.found) if one.key == breach.slot else one for one in problem.slots)
    return replace(problem, slots=tuple(slots))


def _of_fixed_seat(problem: Problem, breach: Breach) -> Problem:
    seats = {
        key: tuple(one for one in panel if (key, one) != (breach.project, breach.assessor))
        for key, panel in problem.fixed.seats.items()
    }
    return replace(problem, fixed=replace(problem.fixed, seats=seats))


def _of_fixed_slot(problem: Problem, breach: Breach) -> Problem:
    slots = {key: slot for key, slot in problem.fixed.slots.items() if key != breach.project}
    return replace(problem, fixed=replace(problem.fixed, slots=slots))


def _of_apart(problem: Problem, breach: Breach) -> Problem:
    pair = {breach.assessor, breach.other}
    return replace(problem, apart=frozenset(one for one in problem.apart if set(one) != pair))


def _of_far(problem: Problem, breach: Breach) -> Problem:
    return replace(problem, too_far=max(problem.too_far or 0, breach.found))


def _of_conflict(problem: Problem, breach: Breach) -> Problem:
    """A tie to the provider stays one for the provider's other projects."""
    pair = (breach.assessor, breach.project)
    providers = {one.key: one.provider for one in problem.projects}
    tie = (breach.assessor, providers.get(breach.project or ""))
    others = {
        (assessor, key)
        for assessor, provider in problem.ties & {tie}
        for key, other in providers.items()
        if other == provider
    }
    return replace(problem, ties=problem.ties - {tie}, conflicts=frozenset((problem.conflicts | others) - {pair}))


_RELAXED = {
    "seats": _of_project,
    "kind": _of_project,
    "closed": _of_project,
    "load": _of_assessor,
    "away": _of_assessor,
    "full": _of_slot,
    "fixed_seat": _of_fixed_seat,
    "fixed_slot": _of_fixed_slot,
    "apart": _of_apart,
    "far": _of_far,
    "conflict": _of_conflict,
}
