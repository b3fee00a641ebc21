"""Thousands of projects: too many pairs to hand to the optimiser, so that it sees for each project those that may matter.

A sitting of each assessor gets a price. At any prices, the cheapest panel of every project, each looked for by itself among
all assessors, and the cheapest load of every assessor give a bound below which no plan can be. HiGHS solves the
problem for the people that it was shown; its prices say who else should have been, until bound and solution meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from guihua.evaluation.calc.assignment import Clash, Key, NoneInTime, Panels, Project
from guihua.evaluation.calc.assignment_greedy import NEVER
from guihua.evaluation.calc.assignment_highs import ROUNDING, Limit
from guihua.evaluation.calc.assignment_models import Model, Times
from guihua.evaluation.calc.assignment_search import Search
from guihua.evaluation.calc.assignment_tables import Tables

SHOWN, MORE_SHOWN, SHOWN_OF_KIND = 24, 72, 4  # people for each project, and of each kind that it needs
ROUNDS = 8  # of prices
NEAR = 0.005  # of the points: a gap that is good enough


class SittingPrices:
    """What a sitting of each assessor is worth, and the bound that follows from it."""

    def __init__(self, tables: Tables, first: Panels) -> None:
        self.tables = tables
        loads = np.zeros(len(tables.keys), dtype=np.int64)
        for panel in first.seats.values():
            loads[[tables.index[one] for one in panel]] += 1
        level = np.full_like(loads, int(loads.mean()))
        self.prices = tables.next_sittings(np.minimum(level, tables.most)).astype(float)
        self.shown: dict[Key, set[int]] = {
            key: {tables.index[one] for one in (*panel, *tables.rules.fixed_seats.get(key, ())) if one in tables.index}
            for key, panel in first.seats.items()
        }
        self.best_prices, self.bound = self.prices, -np.inf

    def look(self, limit: Limit) -> bool:
        """Looks at everybody for each project; whether it came to the end in time."""
        total = self._loads()
        for number, (key, project) in enumerate(self.tables.rules.projects.items()):
            if limit.is_over:
                return False
            costs = self.costs(project, self.prices)
            total += self._cheapest(project, costs)
            self.shown[key] |= set(cheapest(self.tables, project, costs, number))
        if total > self.bound:
            self.best_prices, self.bound = self.prices, total
        return True

    def costs(self, project: Project, prices: Any) -> Any:
        costs = self.tables.tastes(project) + prices
        costs[self.tables.barred(project)] = NEVER
        return costs

    def candidates(self) -> dict[Key, list[Key]]:
        return {key: [self.tables.keys[one] for one in sorted(shown)] for key, shown in self.shown.items()}

    def _loads(self) -> float:
        """The cheapest that each assessor's load can be while every sitting is paid for."""
        steps = range(int(self.tables.most.max(initial=0)))
        total = float(self.tables.rules.costs.under * self.tables.least.sum())
        for sittings in steps:
            saved = self.tables.next_sittings(np.full_like(self.tables.most, sittings)) - self.prices
            total += float(np.where(sittings < self.tables.most, np.minimum(saved, 0), 0).sum())
        return total

    def _cheapest(self, project: Project, costs: Any) -> float:
        """Of all panels of the kinds that are needed, without pairs and fixed seats: those can only make it dearer."""
        total, left = 0.0, costs.copy()
        for kind, least in [*sorted(project.needs.items()), (None, project.seats - sum(project.needs.values()))]:
            among = left if kind is None else np.where(self.tables.kinds == kind, left, NEVER)
            if 0 < least <= len(left):
                chosen = np.argpartition(among, least - 1)[:least]
                total += float(among[chosen].sum())  # NEVER where there are too few: no plan at all
                left[chosen] = NEVER
        return total


def cheapest(tables: Tables, project: Project, costs: Any, number: int, shown: int = SHOWN) -> Iterator[int]:
    """Those that may matter; of many that cost the same each project sees others, so that all together see everybody."""
    people = len(costs)
    turn = (np.arange(people) + number * shown) % people / (4 * people)
    ranked = costs + turn
    for kind, wanted in [*((kind, SHOWN_OF_KIND) for kind in sorted(project.needs)), (None, shown)]:
        among = ranked if kind is None else np.where(tables.kinds == kind, ranked, NEVER)
        least = min(wanted, people)
        for one in np.argpartition(among, least - 1)[:least]:
            if among[one] < NEVER:
                yield int(one)


def shown_at(prices: SittingPrices, panels: Panels, each: int) -> dict[Key, list[Key]]:
    """Who may matter for each project at its time."""
    tables = prices.tables
    shown = {}
    for number, (key, project) in enumerate(tables.rules.projects.items()):
        costs = prices.costs(project, prices.best_prices)
        if key in panels.slots:
            costs[~tables.there[tables.slots[panels.slots[key]]]] = NEVER
        wanted = (*panels.seats[key], *tables.rules.fixed_seats.get(key, ()))
        found = {tables.index[one] for one in wanted if one in tables.index}
        found |= set(cheapest(tables, project, costs, number, each))
        shown[key] = [tables.keys[one] for one in sorted(found)]
    return shown


class WideSearch(Search):
    """Ends where the plan is near the bound. What it does not find may still be there: it never says that rules clash."""

    def steps(self) -> list[Callable[[], None]]:
        return [self._look, self._flow, self._better_prices, self._flow, self._with_ways]

    def is_settled(self) -> bool:
        return self.best is not None and self.points - self.bound <= NEAR * abs(self.points)

    def nothing(self) -> Clash | NoneInTime:
        return NoneInTime(self.bound)

    def _look(self) -> None:
        self.prices, self.shown = SittingPrices(self.tables, self.first), SHOWN
        self._priced()

    def _priced(self) -> None:
        self.prices.look(self.limit)
        if self.bound < self.prices.bound < NEVER // 2:
            self.bound = int(np.ceil(self.prices.bound - ROUNDING))

    def _better_prices(self) -> None:
        """From the problem without times, in which a seat may be taken in parts."""
        tables, self.shown = self.tables, MORE_SHOWN
        for _round in range(ROUNDS):
            untimed: Times = {key: [None] for key in tables.rules.projects}
            model = Model(tables.rules, untimed, candidates=self.prices.candidates())
            answer = model.program.solved(self.limit, whole=False)
            if not len(answer.values) or answer.objective - self.bound <= NEAR * abs(answer.objective):
                break
            self.prices.prices = np.array([-answer.row_duals[model.load_rows[key]] for key in tables.keys])
            self._priced()

    def _flow(self) -> None:
        """At the times of the best plan so far, each assessor on one panel a day: a flow, but for those who may not sit together."""
        model = self._model(once_a_day=True)
        self.keep(model, model.program.solved(self.limit))

    def _with_ways(self) -> None:
        model = self._model(once_a_day=False)
        self.keep(model, self.solved(model))

    def _model(self, *, once_a_day: bool) -> Model:
        panels = self.best or self.first
        times: Times = {key: [panels.slots.get(key)] for key in self.rules.projects}
        return Model(self.rules, times, candidates=shown_at(self.prices, panels, self.shown), once_a_day=once_a_day)
