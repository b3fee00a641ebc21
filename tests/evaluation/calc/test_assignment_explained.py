"""Why a panel is what it is, seat by seat."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from guihua.evaluation.calc.assignment import Panels, Plan, Problem
from guihua.evaluation.calc.assignment_checks import Cost, cost_of_change
from guihua.evaluation.calc.assignment_explained import Standing, Swap, explain
from guihua.evaluation.calc.assignment_rules import Rules
from guihua.evaluation.calc.assignment_solver import solve
from tests.evaluation.calc.small_rounds import HALVES, MORNING, assessor, problems, project
from tests.evaluation.calc.test_assignment import FEW


@FEW
@given(problem=problems())
def test_what_a_swap_costs_and_breaks_is_what_the_check_says_of_it(problem):
    plan = solve(problem)
    if not isinstance(plan, Plan):
        return
    standing = Standing(Rules(problem), plan)
    for one in problem.projects:
        panel = plan.seats[one.key]
        for leaves, comes in ((a, b.key) for a in panel for b in problem.assessors if b.key not in panel):
            changed = cost_of_change(problem, plan, seats={one.key: (*(a for a in panel if a != leaves), comes)})
            told = standing.swap(one, leaves, comes)
            assert (told.points, set(told.breaks)) == (changed.points, {breach.code for breach in changed.broken})


def test_each_seat_says_what_it_costs_who_comes_next_and_who_was_kept_out_by_what():
    knows, other = frozenset({"养老"}), frozenset({"助残"})
    people = (
        assessor("何敏", "finance", expertise=other),
        assessor("江涛", expertise=knows),
        assessor("沈洁", expertise=knows),
        assessor("陆远", "finance", expertise=knows),
    )
    work = project("东园", needs={"finance": 1})
    asked = Problem((work,), people, HALVES[:1], ties=frozenset({("陆远", "晨光")}))
    plan = solve(replace(asked, fixed=Panels({"东园": ("沈洁",)})))
    told = explain(asked, plan, "东园")
    by_name = {seat.assessor: seat for seat in told.seats}
    assert (told.project, told.slot, set(by_name)) == ("东园", MORNING, {"何敏", "沈洁"})
    assert by_name["何敏"].costs == (Cost("not_expert", 10, "东园", "何敏"),)
    assert by_name["何敏"].next_best is None
    assert by_name["何敏"].kept_out == (Swap("江涛", -10, ("kind",)), Swap("陆远", -10, ("conflict",)))
    assert by_name["沈洁"].next_best == Swap("江涛", 0, ())
    assert told.bound == {"kind": 1, "conflict": 1}
