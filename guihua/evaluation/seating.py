"""One panel as its page shows it: why each sits there, and who could sit there instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guihua.core import finding
from guihua.core.wording import listed
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc.assignment import Project
from guihua.evaluation.calc.assignment_explained import SeatExplained, Standing, Swap
from guihua.evaluation.calc.assignment_rules import Rules
from guihua.evaluation.panel_listing import Looked
from guihua.evaluation.panel_policy import STRICT
from guihua.evaluation.panel_words import RULES

MOST = 60  # candidates on a page; of the others a search finds each


@dataclass(frozen=True)
class Candidate:
    """`points`: how much worse the whole becomes; below zero, better. `rules`: those that it would break, in words."""

    assessor: evaluation.Assessor
    load: int
    points: int
    rules: str
    is_barred: bool


@dataclass(frozen=True)
class ShownSeat:
    seat: evaluation.Seat
    load: int
    costs: list[tuple[str, int]]
    next_best: tuple[str, int] | None
    kept_out: list[tuple[str, int, str]]
    is_begun: bool


class PanelLooked:
    """`panel` of the round that was looked at."""

    def __init__(self, looked: Looked, panel: evaluation.Panel) -> None:
        self.looked, self.panel = looked, panel
        self.key = panel.entered.project_id

    @cached_property
    def standing(self) -> Standing:
        return Standing(Rules(self.looked.problem), self.looked.standing.now)

    @property
    def project(self) -> Project:
        return self.standing.rules.projects[self.key]

    @property
    def broken(self) -> list[str]:
        wrong = self.looked.by_project.get(self.key, [])
        return self.looked.names.breaches(wrong, names_project=False)

    @property
    def empty(self) -> int:
        return max(0, self.panel.entered.round.seats - len(self.looked.standing.seats.get(self.key, [])))

    @property
    def points(self) -> int:
        return sum(cost.points for seat in self._explained.values() for cost in seat.costs)

    @cached_property
    def _explained(self) -> dict[Any, SeatExplained]:
        return {seat.assessor: seat for seat in self.standing.explanation(self.project).seats}

    def seats(self) -> list[ShownSeat]:
        return [self._shown(seat) for seat in self.looked.standing.seats.get(self.key, [])]

    def _shown(self, seat: evaluation.Seat) -> ShownSeat:
        told, names = self._explained.get(seat.assessor_id), self.looked.names
        load, is_begun = self.looked.loads[seat.assessor_id], seat.pk in self.looked.standing.begun
        if told is None:
            return ShownSeat(seat, load, [], None, [], is_begun)
        best = told.next_best
        return ShownSeat(
            seat,
            load,
            [(names.cost(cost), cost.points) for cost in told.costs],
            (names.assessors[best.assessor], best.points) if best else None,
            [(names.assessors[swap.assessor], -swap.points, words_of(swap)) for swap in told.kept_out[:3]],
            is_begun,
        )

    def candidates(self, instead: evaluation.Seat | None, wanted: str) -> tuple[list[Candidate], int]:
        """Who could sit there, best first, and how many more there are. `wanted`: of those whose name is like this alone."""
        there = {seat.assessor_id for seat in self.looked.standing.seats.get(self.key, [])}
        rules = self.standing.rules
        leaves = instead.assessor_id if instead and instead.assessor_id in rules.assessors else None
        swaps = [
            self.standing.joins(self.project, key) if leaves is None else self.standing.swap(self.project, leaves, key)
            for key in rules.assessors
            if key not in there
        ]
        swaps.sort(
            key=lambda swap: (bool(set(swap.breaks) & STRICT), bool(swap.breaks), swap.points, str(swap.assessor))
        )
        names = self.looked.names.assessors
        found = [swap for swap in swaps if not wanted or finding.matches(names[swap.assessor], wanted)]
        rows = evaluation.Assessor.objects.prefetch_related("domains").in_bulk([swap.assessor for swap in found[:MOST]])
        shown = [self._candidate(swap, rows[int(swap.assessor)]) for swap in found[:MOST]]
        return shown, max(0, len(found) - MOST)

    def _candidate(self, swap: Swap, one: evaluation.Assessor) -> Candidate:
        is_barred = bool(set(swap.breaks) & STRICT)
        return Candidate(one, self.looked.loads[one.pk], swap.points, words_of(swap), is_barred)


def words_of(swap: Swap) -> str:
    return listed(str(RULES[code]) for code in swap.breaks)
