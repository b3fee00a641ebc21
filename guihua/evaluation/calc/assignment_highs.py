"""A mixed-integer program as plain lists, and HiGHS that solves it: one thread, one seed, until time is over or somebody stops it."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

SEED = 1
WHOLE = 1 - 1e-4  # costs are whole: a plan is best where the bound is less than one point below it
ROUNDING = 1e-4
ASKED_EVERY = 0.2  # seconds
STATUS = highspy.HighsModelStatus


@dataclass(frozen=True)
class Limit:
    """Until when it may go on. The clock is read here alone, and never by what decides between two plans."""

    ends: float = float("inf")
    should_stop: Callable[[], bool] | None = None

    @classmethod
    def of(cls, seconds: float | None, should_stop: Callable[[], bool] | None) -> Limit:
        ends = float("inf") if seconds is None else time.monotonic() + seconds
        return cls(ends, should_stop)

    @property
    def left(self) -> float:
        return max(0.0, self.ends - time.monotonic())

    @property
    def is_over(self) -> bool:
        return self.left <= 0 or (self.should_stop is not None and self.should_stop())

    def within(self, seconds: float) -> Limit:
        return Limit(min(self.ends, time.monotonic() + seconds), self.should_stop)


@dataclass(frozen=True)
class Answer:
    """`values` is empty where there is no solution; `is_closed` where none is better, or none is there."""

    values: Any
    bound: float
    objective: float
    is_closed: bool
    row_duals: Any = ()

    @property
    def is_infeasible(self) -> bool:
        return self.is_closed and not len(self.values)

    @property
    def whole_bound(self) -> int:
        return int(np.ceil(self.bound - ROUNDING)) if np.isfinite(self.bound) else 0


class Quiet(highspy.Highs):
    def enableCallbacks(self) -> None:  # noqa: N802 - a name of HiGHS, which here says its own on the screen before anybody can ask it not to
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # - untyped in HiGHS


class Program:
    """Minimise; every column lies between 0 and its upper bound."""

    def __init__(self) -> None:
        self.costs, self.uppers = array("d"), array("d")
        self.lows, self.highs, self.starts = array("d"), array("d"), array("i")
        self.index, self.value = array("i"), array("d")
        self.offset = 0
        self.column(0)  # of no use, but HiGHS does not look at the rows of a program without columns

    def column(self, cost: float, upper: float = 1) -> int:
        self.costs.append(cost)
        self.uppers.append(upper)
        return len(self.costs) - 1

    def row(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> int:
        self.starts.append(len(self.index))
        for column, factor in terms:
            self.index.append(column)
            self.value.append(factor)
        self.lows.append(low)
        self.highs.append(high)
        return len(self.lows) - 1

    def at_most(self, columns: Iterable[int], high: float) -> int:
        return self.row(((column, 1) for column in columns), -highspy.kHighsInf, high)

    def exactly(self, columns: Iterable[int], wanted: float) -> int:
        return self.row(((column, 1) for column in columns), wanted, wanted)

    def solved(self, limit: Limit, *, start: Mapping[int, float] | None = None, whole: bool = True) -> Answer:
        """`start`: a solution that is known, by its columns above zero. Not `whole`: parts of a seat are allowed."""
        if limit.is_over:
            return Answer((), -highspy.kHighsInf, highspy.kHighsInf, is_closed=False)
        solver = self._solver(whole=whole)
        if start:
            solution = highspy.HighsSolution()
            solution.col_value = [start.get(column, 0.0) for column in range(len(self.costs))]
            solver.setSolution(solution)
        _interruptible(solver, limit)
        if limit.left < float("inf"):
            solver.setOptionValue("time_limit", limit.left)
        solver.run()
        return _answer(solver, whole=whole)

    def _solver(self, *, whole: bool) -> highspy.Highs:
        solver = Quiet()  # type: ignore[no-untyped-call]  # - untyped in HiGHS
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", SEED)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", WHOLE)
        solver.passModel(self._linear(whole=whole))
        return solver

    def _linear(self, *, whole: bool) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.lows)
        lp.offset_ = self.offset
        lp.col_cost_, lp.col_lower_ = np.array(self.costs), np.zeros(len(self.costs))
        lp.col_upper_ = np.array(self.uppers)
        lp.row_lower_, lp.row_upper_ = np.array(self.lows), np.array(self.highs)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        lp.a_matrix_.start_ = np.array([*self.starts, len(self.index)], dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value)
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.costs)
        return lp


def _interruptible(solver: highspy.Highs, limit: Limit) -> None:
    """HiGHS asks thousands of times a second; whoever answers may have to look into a database."""
    if limit.should_stop is None:
        return
    asks, next_at = limit.should_stop, 0.0

    def look(event: Any) -> None:
        nonlocal next_at
        if (now := time.monotonic()) >= next_at:
            next_at = now + ASKED_EVERY
            if asks():
                event.interrupt()

    for callback in (solver.cbMipInterrupt, solver.cbSimplexInterrupt, solver.cbIpmInterrupt):
        callback.subscribe(look)


def _answer(solver: highspy.Highs, *, whole: bool) -> Answer:
    info, status = solver.getInfo(), solver.getModelStatus()
    infeasible = status in (STATUS.kInfeasible, STATUS.kUnboundedOrInfeasible)
    has_one = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    solution = solver.getSolution()
    bound = info.mip_dual_bound if whole else info.objective_function_value
    return Answer(
        values=np.array(solution.col_value) if has_one else (),
        bound=bound if whole or status == STATUS.kOptimal else -highspy.kHighsInf,
        objective=info.objective_function_value if has_one else highspy.kHighsInf,
        is_closed=status == STATUS.kOptimal or infeasible,
        row_duals=np.array(solution.row_dual),
    )
