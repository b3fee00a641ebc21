"""A problem as a program for HiGHS. Its main columns say: this assessor sits on this panel, in this slot.

One model serves every step: without slots (every project meets in None), with the slot of each project given, with some to
choose from. Where it is elastic, each rule may be broken for its price and the wishes cost nothing: its solution tells what to relax.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import highspy

from guihua.evaluation.calc.assignment import Assessor, Key, Panels, Project
from guihua.evaluation.calc.assignment_highs import Program
from guihua.evaluation.calc.assignment_rules import Rules

type Times = Mapping[Key, Collection[Key | None]]  # the slots that each project may have
type Terms = list[tuple[int, float]]
HALF = 0.5
NO_LIMIT = highspy.kHighsInf


@dataclass(frozen=True)
class Seat:
    project: Project
    assessor: Assessor
    slot: Key | None
    column: int


class Model:
    def __init__(
        self,
        rules: Rules,
        times: Times,
        *,
        candidates: Mapping[Key, Collection[Key]] | None = None,
        prices: Mapping[str, int | None] | None = None,
        once_a_day: bool = False,
    ) -> None:
        """`candidates`: who is looked at for each project; all, if not given. `prices`: the model is elastic.

        `once_a_day`: stricter than is asked, for then nobody travels between two visits and the model is a flow.
        """
        self.rules, self.times, self.prices, self.once_a_day = rules, times, prices, once_a_day
        self.candidates = candidates
        self.program = Program()
        self.groups = self._groups()
        self.seats: list[Seat] = []
        self.at: dict[tuple[Key, Key | None], int] = {}  # only where there is a choice
        self.load_rows: dict[Key, int] = {}
        self._choose_times()
        self._open_seats()
        self._panels()
        self._assessors()
        if rules.slots and once_a_day:
            self._days()
        elif rules.slots:
            self._meetings()
        self._full()

    def panels(self, values: Any) -> Panels:
        seats: dict[Key, list[Key]] = {key: [] for key in self.rules.projects}
        for seat in self.seats:
            if values[seat.column] > HALF:
                seats[seat.project.key].append(seat.assessor.key)
        slots = {key: slot for key in seats for slot in self.times[key] if self._is_at(values, key, slot)}
        return Panels(
            {key: tuple(panel) for key, panel in seats.items()},
            {key: slot for key, slot in slots.items() if slot is not None},
        )

    def start(self, panels: Panels) -> dict[int, float]:
        """The columns that say these panels; HiGHS fills in the others."""
        chosen = {
            seat.column: 1.0
            for seat in self.seats
            if seat.assessor.key in panels.seats.get(seat.project.key, ())
            and seat.slot in (None, panels.slots.get(seat.project.key))
        }
        return chosen | {col: 1.0 for (key, slot), col in self.at.items() if panels.slots.get(key) == slot}

    def _is_at(self, values: Any, project: Key, slot: Key | None) -> bool:
        column = self.at.get((project, slot))
        return column is None or bool(values[column] > HALF)

    def _price(self, code: str) -> int | None:
        return self.prices.get(code) if self.prices is not None else None

    def _wish(self, points: int) -> int:
        return 0 if self.prices is not None else points

    def _slack(self, code: str, terms: Terms, factor: float, *, most: float = NO_LIMIT, times: int = 1) -> None:
        """Lets a row give way for the price of its rule."""
        if (price := self._price(code)) is not None:
            terms.append((self.program.column(price * times, most), factor))

    def _choose_times(self) -> None:
        for key, slots in self.times.items():
            if len(slots) == 1:
                continue
            for slot in slots:
                self.at[key, slot] = self.program.column(self._cost_of_time(key, slot))
            self.program.exactly((self.at[key, slot] for slot in slots), 1)

    def _cost_of_time(self, key: Key, slot: Key | None) -> int:
        if slot is None:
            return 0
        project, fixed = self.rules.projects[key], self.rules.problem.fixed.slots
        relaxed = (self._price("closed") or 0) if project.slots is not None and slot not in project.slots else 0
        relaxed += (self._price("fixed_slot") or 0) if fixed.get(key, slot) != slot else 0
        return relaxed + self._wish(self.rules.moving(key, slot))

    def _open_seats(self) -> None:
        """A column for each seat that may be taken; what is settled about its time costs nothing here."""
        for project in self.rules.projects.values():
            for slot in self.times[project.key]:
                if (project.key, slot) not in self.at:
                    self.program.offset += self._cost_of_time(project.key, slot)
            everybody = self.rules.assessors if self.candidates is None else self.candidates[project.key]
            for key in everybody:
                self._open(project, self.rules.assessors[key])

    def _open(self, project: Project, assessor: Assessor) -> None:
        cost = self._wish(self.rules.taste(assessor, project))
        if self.rules.in_conflict(assessor.key, project):
            if (price := self._price("conflict")) is None:
                return
            cost += price
        for slot in self.times[project.key]:
            at_no_time = slot is None and self.prices is not None  # times may be relaxed too: nobody is away from them
            away = not at_no_time and not self.rules.can_meet(assessor, project, slot)
            price = self._price("away") if away else 0
            if price is not None:
                self.seats.append(Seat(project, assessor, slot, self.program.column(cost + price)))

    def _panels(self) -> None:
        by_panel: dict[tuple[Key, Key | None], list[Seat]] = defaultdict(list)
        for seat in self.seats:
            by_panel[seat.project.key, seat.slot].append(seat)
        for key, project in self.rules.projects.items():
            for slot in self.times[key]:
                self._panel(project, slot, by_panel[key, slot])
            self._fixed(key, [seat for slot in self.times[key] for seat in by_panel[key, slot]])

    def _panel(self, project: Project, slot: Key | None, seats: list[Seat]) -> None:
        self._times_met(project.seats, "seats", [seat.column for seat in seats], project, slot, exact=True)
        for kind, least in sorted(project.needs.items()):
            columns = [seat.column for seat in seats if seat.assessor.kind == kind]
            self._times_met(least, "kind", columns, project, slot)
        if (meets := self.at.get((project.key, slot))) is not None:
            for seat in seats:
                self.program.row([(seat.column, 1), (meets, -1)], -NO_LIMIT, 0)
        together: dict[int, Terms] = defaultdict(list)
        for seat in seats:
            for group in self.groups.get(seat.assessor.key, ()):
                together[group].append((seat.column, 1))
        for _group, terms in sorted(together.items()):
            if len(terms) > 1:
                self._slack("apart", terms, -1)
                self.program.row(terms, -NO_LIMIT, 1)

    def _groups(self) -> dict[Key, list[int]]:
        """Those of whom one alone may sit on a panel, by their members. Where rules are sold one by one, so is each pair."""
        groups, found = self.rules.cliques, defaultdict(list)
        if self.prices is not None:
            groups = sorted({tuple(sorted(pair, key=str)) for pair in self.rules.problem.apart}, key=str)
        for number, group in enumerate(groups):
            for member in group:
                found[member].append(number)
        return found

    def _times_met(
        self, wanted: int, code: str, columns: list[int], project: Project, slot: Key | None, *, exact: bool = False
    ) -> None:
        """So many of these columns where the panel meets in this slot, and where it does not, none."""
        terms: Terms = [(column, 1) for column in columns]
        self._slack(code, terms, 1)
        meets = self.at.get((project.key, slot))
        if meets is not None:
            terms.append((meets, -wanted))
        level = wanted if meets is None else 0
        self.program.row(terms, level, level if exact else NO_LIMIT)

    def _fixed(self, key: Key, seats: list[Seat]) -> None:
        for assessor in sorted(self.rules.fixed_seats.get(key, ()), key=str):
            terms: Terms = [(seat.column, 1) for seat in seats if seat.assessor.key == assessor]
            self._slack("fixed_seat", terms, 1)
            self.program.row(terms, 1, NO_LIMIT)

    def _assessors(self) -> None:
        by_assessor: dict[Key, list[Seat]] = defaultdict(list)
        for seat in self.seats:
            by_assessor[seat.assessor.key].append(seat)
        for key, assessor in self.rules.assessors.items():
            self.program.offset += self._wish(self.rules.costs.under * assessor.least)
            self._load(assessor, by_assessor[key])

    def _load(self, assessor: Assessor, seats: list[Seat]) -> None:
        """Each further sitting is a column of its own that costs no less than the one before, so that they fill in order."""
        panels = len({seat.project.key for seat in seats})
        most = min(assessor.most, panels)
        steps = Counter(self._wish(self.rules.next_sitting(assessor, sittings)) for sittings in range(most))
        terms: Terms = [(self.program.column(cost, upper), -1) for cost, upper in sorted(steps.items())]
        for over in range(1, panels - most + 1):
            self._slack("load", terms, -1, most=1, times=over)
        self.load_rows[assessor.key] = self.program.row([*((seat.column, 1) for seat in seats), *terms], 0, 0)

    def _days(self) -> None:
        there: dict[tuple[Key, Key], list[int]] = defaultdict(list)
        for seat in self.seats:
            if seat.slot is not None:
                there[seat.assessor.key, self.rules.slots[seat.slot].day].append(seat.column)
        for columns in there.values():
            if len(columns) > 1:
                self.program.at_most(columns, 1)

    def _meetings(self) -> None:
        """Nobody is in two places at once, and the way from one slot to the next is not too far."""
        there: dict[tuple[Key, Key | None], list[Seat]] = defaultdict(list)
        for seat in self.seats:
            there[seat.assessor.key, seat.slot].append(seat)
        for (assessor, slot), seats in there.items():
            if slot is None:
                continue
            if len({seat.project.key for seat in seats}) > 1:
                self.program.at_most((seat.column for seat in seats), 1)
            following = there.get((assessor, self.rules.after.get(slot)), [])
            if following:
                self._ways(seats, following)

    def _ways(self, seats: list[Seat], following: list[Seat]) -> None:
        """One column holds the longest way that the taken seats mean; a row for each place where the first of them may be."""
        starts: dict[tuple[Key | None, bool], list[Seat]] = defaultdict(list)
        for seat in seats:
            starts[seat.project.area, seat.project.online].append(seat)
        travelled: int | None = None
        for there in starts.values():
            ways = [(seat.column, self.rules.distance(there[0].project, seat.project)) for seat in following]
            far = [column for column, distance in ways if self.rules.is_far(distance)]
            if far:
                terms: Terms = [(column, 1) for column in (*(seat.column for seat in there), *far)]
                self._slack("far", terms, -1)
                self.program.row(terms, -NO_LIMIT, 1)
            near = [(column, distance) for column, distance in ways if distance and not self.rules.is_far(distance)]
            if near and self._wish(self.rules.costs.travel):
                travelled = self._travelled(travelled, there, near)

    def _travelled(self, column: int | None, there: Iterable[Seat], near: list[tuple[int, int]]) -> int:
        longest = max(distance for _column, distance in near)
        if column is None:
            column = self.program.column(self.rules.costs.travel, NO_LIMIT)
        terms: Terms = [(column, 1), *((other, -distance) for other, distance in near)]
        self.program.row([*terms, *((seat.column, -longest) for seat in there)], -longest, NO_LIMIT)
        return column

    def _full(self) -> None:
        for key, slot in self.rules.slots.items():
            if slot.most is None:
                continue
            terms: Terms = [(self.at[one, key], 1) for one in self.times if (one, key) in self.at]
            settled = sum(1 for one, slots in self.times.items() if key in slots and (one, key) not in self.at)
            self._slack("full", terms, -1)
            self.program.row(terms, -NO_LIMIT, slot.most - settled)
