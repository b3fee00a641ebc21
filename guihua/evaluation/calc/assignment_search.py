"""The search for panels that are proved to be the best.

First without times, which gives the bound; then with the times that a greedy plan chose, then with others
for a few projects after another. As soon as a plan costs what the bound says, it is proved best and the large model is
never built. Else all is asked at once, from the best plan that is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from guihua.evaluation.calc.assignment import Clash, Key, NoneInTime, Panels, Plan
from guihua.evaluation.calc.assignment_checks import check
from guihua.evaluation.calc.assignment_clashes import clash
from guihua.evaluation.calc.assignment_greedy import Filling, scarcest_first
from guihua.evaluation.calc.assignment_highs import Answer, Limit
from guihua.evaluation.calc.assignment_models import Model, Times
from guihua.evaluation.calc.assignment_rules import Rules
from guihua.evaluation.calc.assignment_tables import Tables

FEW = 4  # projects whose times are looked for at once: more take longer and are seldom needed


class Search:
    """The cheapest plan so far and the highest bound."""

    def __init__(self, rules: Rules, limit: Limit) -> None:
        self.rules, self.limit = rules, limit
        self.bound = 0
        self.best: Panels | None = None
        self.points = 0
        self.is_infeasible = False
        self.tables = Tables(rules)
        self.first = Filling(self.tables).filled(scarcest_first(rules))  # in no time, though some rules may be broken

    def result(self) -> Plan | Clash | NoneInTime:
        self._offer(self.first)
        for step in self.steps():
            if self.is_settled():
                break
            step()
        if self.best is not None:
            return Plan(self.best.seats, self.best.slots, self.points, self.bound)
        return self.nothing()

    def steps(self) -> list[Callable[[], None]]:
        return [self._untimed, self._at_given_times, self._nearby, self._whole]

    def nothing(self) -> Clash | NoneInTime:
        return clash(self.rules, self.limit, self.first) if self.is_infeasible else NoneInTime(self.bound)

    def is_settled(self) -> bool:
        return self.is_infeasible or (self.best is not None and self.bound >= self.points)

    def _untimed(self) -> None:
        model = Model(self.rules, {key: [None] for key in self.rules.projects})
        answer = model.program.solved(self.limit)
        self._learn(answer)
        if not self.rules.slots:
            self.keep(model, answer)

    def _at_given_times(self) -> None:
        if len(self.first.slots) == len(self.rules.projects):
            model = Model(self.rules, {key: [self.first.slots[key]] for key in self.rules.projects})
            self.keep(model, self.solved(model))

    def _nearby(self) -> None:
        """A few projects at a time may meet at another time, the dearest first, until no few of them save anything."""
        tried: set[Key] = set()
        everybody = set(self.rules.projects) if self.rules.slots else set()
        while self.best and not self.is_settled() and not self.limit.is_over and tried != everybody:
            points, few = self.points, [key for key in self._dearest_first() if key not in tried][:FEW]
            slots = self.best.slots
            times: Times = {
                key: self.rules.open_slots(project) if key in few else [slots[key]]
                for key, project in self.rules.projects.items()
            }
            model = Model(self.rules, times)
            self.keep(model, self.solved(model))
            tried = set() if self.points < points else tried | set(few)

    def _dearest_first(self) -> list[Key]:
        owed: Counter[Key | None] = Counter()
        for cost in check(self.best or Panels(), self.rules.problem).costs:
            owed.update({cost.project: cost.points, cost.other: cost.points})
        return sorted(self.rules.projects, key=lambda key: -owed[key])

    def _whole(self) -> None:
        if self.rules.slots:
            times: Times = {key: self.rules.open_slots(project) for key, project in self.rules.projects.items()}
            model = Model(self.rules, times)
            answer = self.solved(model)
            self._learn(answer)
            self.keep(model, answer)

    def solved(self, model: Model) -> Answer:
        return model.program.solved(self.limit, start=model.start(self.best) if self.best else None)

    def _learn(self, answer: Answer) -> None:
        self.is_infeasible = answer.is_infeasible
        if not self.is_infeasible and answer.bound > self.bound:
            self.bound = answer.whole_bound

    def keep(self, model: Model, answer: Answer) -> None:
        if len(answer.values):
            self._offer(model.panels(answer.values))

    def _offer(self, panels: Panels) -> None:
        """A plan counts by what the check says of it, never by what the solver does."""
        review = check(panels, self.rules.problem)
        if not review.breaches and (self.best is None or review.points < self.points):
            self.best, self.points = panels, review.points
