"""What is said where no plan keeps all the rules: which of them clash, and the cheapest to relax."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from guihua.evaluation.calc.assignment import Breach, Clash, Panels, Plan, Prices, Problem
from guihua.evaluation.calc.assignment_checks import check
from guihua.evaluation.calc.assignment_clashes import price_of, relaxed
from guihua.evaluation.calc.assignment_solver import solve
from tests.evaluation.calc.small_rounds import (
    AFTERNOON,
    HALVES,
    MORNING,
    assessor,
    codes,
    every_plan,
    problems,
    project,
)
from tests.evaluation.calc.test_assignment import FEW

HE, JIANG, SHEN = assessor("何敏", "finance"), assessor("江涛"), assessor("沈洁")


@FEW
@given(problem=problems())
def test_what_is_relaxed_makes_a_plan_possible_and_no_whole_panels_break_rules_for_less(problem):
    found = solve(problem)
    if not isinstance(found, Clash):
        return
    dearer = [review.breaches for review in (check(plan, problem) for plan in every_plan(problem))]
    priced = [price_of(one, problem) for one in dearer if not {"double", "conflict"} & {each.code for each in one}]
    assert found.proved
    assert found.price == price_of(found.cheapest, problem) <= min(priced, default=found.price)
    assert isinstance(solve(relaxed(problem, found.cheapest)), Plan)
    for way in found.ways.values():
        assert isinstance(solve(relaxed(problem, way)), Plan)


def test_a_second_seat_for_finance_with_one_such_assessor_is_named_with_what_else_would_do():
    works = (project("东园", needs={"finance": 1}), project("西园", needs={"finance": 1}))
    once = replace(HE, most=1)
    found = solve(Problem(works, (once, JIANG, SHEN), HALVES))
    assert found.cheapest == (Breach("load", assessor="何敏", limit=1, found=2),)
    assert (found.price, found.proved) == (Prices().load, True)
    assert {code: codes(way) for code, way in found.ways.items()} == {"kind": ["kind"], "load": ["load"]}


def test_two_of_one_employer_are_all_there_is():
    asked = Problem((project("东园"),), (JIANG, SHEN), apart=frozenset({("江涛", "沈洁")}))
    found = solve(asked)
    assert found.cheapest == (Breach("seats", "东园", limit=2, found=1),)
    assert found.ways["apart"] == (Breach("apart", "东园", "江涛", "沈洁"),)


def test_a_conflict_of_interest_is_never_offered_unless_it_has_a_price():
    asked = Problem((project("东园"),), (JIANG, SHEN), ties=frozenset({("江涛", "晨光")}))
    assert set(solve(asked).ways) == {"seats"}
    assert set(solve(replace(asked, prices=Prices(conflict=1000))).ways) == {"seats", "conflict"}


def test_a_fixed_seat_of_somebody_who_is_away_gives_way_or_the_time_does():
    away = replace(JIANG, available=frozenset({AFTERNOON}))
    fixed = Panels({"东园": ("江涛",)}, {"东园": MORNING})
    found = solve(Problem((project("东园"),), (HE, away, SHEN), HALVES, fixed=fixed))
    assert set(found.ways) == {"away", "fixed_seat", "fixed_slot"}
    assert found.cheapest == (Breach("away", "东园", "江涛", slot=MORNING),)


def test_what_is_too_much_is_shared_among_the_assessors():
    works = tuple(project(f"项目{n}") for n in range(3))
    found = solve(Problem(works, tuple(replace(one, most=1) for one in (HE, JIANG, SHEN))))
    assert [(one.code, one.limit, one.found) for one in found.cheapest] == [("load", 1, 2)] * 3
    assert found.price == 3 * Prices().load


@pytest.mark.parametrize("halves", [(), HALVES])
def test_where_there_is_nobody_the_empty_seats_are_the_clash(halves):
    found = solve(Problem((project("东园"),), (), halves))
    assert found.cheapest == (Breach("seats", "东园", limit=2, found=0),)


def test_a_project_that_can_be_visited_at_no_time_needs_one():
    found = solve(Problem((project("东园", slots=frozenset()),), (JIANG, SHEN), HALVES))
    assert codes(found.cheapest) == ["closed"]
    assert isinstance(
        solve(relaxed(Problem((project("东园", slots=frozenset()),), (JIANG, SHEN), HALVES), found.cheapest)), Plan
    )


def test_a_fixed_seat_of_somebody_who_is_gone_and_a_fixed_time_that_is_gone_are_named():
    fixed = Panels({"东园": ("何敏",)}, {"东园": "10-01"})
    found = solve(Problem((project("东园"),), (JIANG, SHEN), HALVES, fixed=fixed))
    assert sorted(codes(found.cheapest)) == ["fixed_seat", "fixed_slot"]
