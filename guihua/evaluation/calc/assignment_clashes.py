"""Which rules clash where no plan keeps them all, and the cheapest that has to give way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from guihua.evaluation.calc.assignment import Breach, Clash, Key, NoneInTime, Panels, Problem
from guihua.evaluation.calc.assignment_checks import check
from guihua.evaluation.calc.assignment_highs import Limit
from guihua.evaluation.calc.assignment_models import Model, Times
from guihua.evaluation.calc.assignment_rules import Rules

type PriceList = Mapping[str, int | None]
COUNTED = {"seats", "kind", "load", "full"}  # what gives way by so many


def clash(rules: Rules, limit: Limit, first: Panels | None = None) -> Clash | NoneInTime:
    """`first`: panels that break few rules, to start from."""
    prices = asdict(rules.problem.prices)
    found = _cheapest(rules, prices, limit, first)
    if found is None:
        return NoneInTime(0)
    breaches, proved = found
    ways = {code: _cheapest(rules, {code: price}, limit, None) for code, price in sorted(prices.items()) if price}
    return Clash(
        breaches, price_of(breaches, rules.problem), proved, {code: way[0] for code, way in ways.items() if way}
    )


def price_of(breaches: tuple[Breach, ...], problem: Problem) -> int:
    prices = asdict(problem.prices)
    return sum((prices[one.code] or 0) * _amount(one) for one in breaches)


def _amount(breach: Breach) -> int:
    return abs(breach.found - breach.limit) if breach.code in COUNTED else 1


def _cheapest(
    rules: Rules, prices: PriceList, limit: Limit, first: Panels | None
) -> tuple[tuple[Breach, ...], bool] | None:
    """Nothing where rules of these codes alone cannot give way enough, or where time is over."""
    model = Model(rules, _times(rules, prices), prices=prices)
    answer = model.program.solved(limit, start=model.start(first) if first else None)
    if not len(answer.values):
        return None
    return check(model.panels(answer.values), rules.problem).breaches, answer.is_closed


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
