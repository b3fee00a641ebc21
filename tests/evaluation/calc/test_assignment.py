"""Who sits on which panel, and when: small rounds, of which every plan can be tried."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from guihua.evaluation.calc.assignment import Clash, NoneInTime, Panels, Plan, Problem
from guihua.evaluation.calc.assignment_checks import check
from guihua.evaluation.calc.assignment_highs import Limit
from guihua.evaluation.calc.assignment_rules import Rules
from guihua.evaluation.calc.assignment_solver import solve
from guihua.evaluation.calc.assignment_wide import WideSearch
from tests.evaluation.calc.small_rounds import (
    AFTERNOON,
    HALVES,
    MORNING,
    assessor,
    fewest_points,
    problems,
    project,
    shuffled,
)

FEW = settings(max_examples=15, deadline=None, derandomize=True)


@FEW
@given(problem=problems())
def test_no_other_plan_costs_less_than_one_that_is_proved(problem):
    plan, least = solve(problem), fewest_points(problem)
    if isinstance(plan, Plan):
        assert (plan.objective, plan.bound, check(plan, problem).breaches) == (least, least, ())
    else:
        assert least is None


@FEW
@given(problem=problems(timed=False))
def test_without_visit_days_only_the_seats_are_asked(problem):
    plan, least = solve(problem), fewest_points(problem)
    found = (plan.objective, plan.slots) if isinstance(plan, Plan) else None
    assert found == (None if least is None else (least, {}))


@FEW
@given(problem=problems(), order=st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_nothing(problem, order):
    assert solve(shuffled(problem, order)) == solve(problem)


@FEW
@given(problem=problems())
def test_other_keys_cost_the_same(problem):
    """Keys decide between plans that cost the same, and nothing else."""
    names = {one.key: f"评审{rank}" for rank, one in enumerate(reversed(problem.assessors))}
    renamed = replace(
        problem,
        assessors=tuple(replace(one, key=names[one.key]) for one in problem.assessors),
        conflicts=frozenset((names[one], other) for one, other in problem.conflicts),
        ties=frozenset((names[one], other) for one, other in problem.ties),
        last_year=frozenset((names[one], other) for one, other in problem.last_year),
        apart=frozenset((names[one], names[two]) for one, two in problem.apart),
        fixed=_renamed(problem.fixed, names),
        before=problem.before and _renamed(problem.before, names),
    )
    one, other = solve(problem), solve(renamed)
    assert getattr(one, "objective", None) == getattr(other, "objective", None)
    assert getattr(one, "price", None) == getattr(other, "price", None)


def _renamed(panels: Panels, names: dict[str, str]) -> Panels:
    return Panels({key: tuple(names[one] for one in panel) for key, panel in panels.seats.items()}, panels.slots)


def test_whoever_knows_the_domain_sits_and_last_years_panel_rests():
    knows = [assessor(name, expertise=frozenset({"养老"})) for name in ("何敏", "江涛", "沈洁")]
    stranger = assessor("陆远", expertise=frozenset({"助残"}))
    asked = Problem((project("养老驿站"),), (*knows, stranger), last_year=frozenset({("江涛", "养老驿站")}))
    assert solve(asked).seats == {"养老驿站": ("何敏", "沈洁")}
    without = replace(asked, assessors=(*knows[:2], stranger))
    assert solve(without).seats == {"养老驿站": ("何敏", "陆远")}  # another domain is 10, last year's panel 20


def test_loads_are_even_where_nothing_else_decides():
    people = tuple(assessor(name) for name in ("何敏", "江涛", "沈洁", "陆远"))
    plan = solve(Problem(tuple(project(f"项目{n}") for n in range(4)), people))
    sat = [name for panel in plan.seats.values() for name in panel]
    assert sorted(sat.count(one.key) for one in people) == [2, 2, 2, 2]
    assert plan.objective == 4  # the second sitting of each


def test_who_visits_two_areas_does_so_on_two_days_and_online_on_one():
    people = (assessor("何敏"), assessor("江涛"))
    works = (project("东园", area="东"), project("西园", area="西"))
    asked = Problem(works, people, HALVES, distances={("东", "西"): 5})
    assert solve(asked).objective == 2  # no way, and the second sitting of both
    one_day = replace(asked, slots=HALVES[:2])
    assert solve(one_day).objective == 2 + 2 * 5
    online = replace(one_day, projects=(works[0], replace(works[1], online=True)))
    assert solve(online).objective == 2
    assert isinstance(solve(replace(one_day, too_far=4)), Clash)


def test_around_what_is_fixed_only_the_seat_of_whoever_fell_ill_changes():
    people = tuple(assessor(name) for name in ("何敏", "江涛", "沈洁", "陆远", "倪佳"))
    asked = Problem((project("东园"), project("西园")), people, HALVES)
    plan = solve(asked)
    ill = plan.seats["东园"][0]
    well = tuple(one for one in people if one.key != ill)
    stay = Panels({"西园": plan.seats["西园"]}, plan.slots)
    anew = solve(replace(asked, assessors=well, fixed=stay, before=plan))
    assert (anew.seats["西园"], anew.slots) == (plan.seats["西园"], plan.slots)
    assert set(anew.seats["东园"]) > set(plan.seats["东园"]) - {ill}
    assert [one.code for one in check(anew, replace(asked, before=plan)).costs if one.code == "new_seat"] == [
        "new_seat"
    ]


def test_a_slot_takes_no_more_visits_than_can_be_received():
    people = tuple(assessor(name) for name in ("何敏", "江涛", "沈洁", "陆远"))
    slots = (replace(HALVES[0], most=1), HALVES[1])
    plan = solve(Problem((project("东园"), project("西园")), people, slots))
    assert sorted(plan.slots.values()) == sorted([MORNING, AFTERNOON]) or list(plan.slots.values()) == [AFTERNOON] * 2


def test_out_of_time_the_first_plan_is_given_with_how_far_it_may_be_from_the_best():
    people = (assessor("何敏"), assessor("江涛", expertise=frozenset()))
    plan = solve(Problem((project("东园"),), people, HALVES), seconds=0)
    assert (plan.objective, plan.bound, plan.gap, plan.proved) == (10, 0, 1.0, False)


def test_whoever_stops_it_before_there_is_a_plan_is_told_that_there_is_none_yet():
    assert solve(Problem((project("东园"),), (assessor("何敏"),)), should_stop=lambda: True) == NoneInTime(0)


@FEW
@given(problem=problems(timed=False) | problems())
def test_of_a_wide_problem_the_bound_is_below_every_plan_and_the_plan_keeps_all_rules(problem):
    found, least = WideSearch(Rules(problem), Limit()).result(), fewest_points(problem)
    if isinstance(found, Plan):
        assert (found.bound <= least <= found.objective, check(found, problem).breaches) == (True, ())
    elif least is not None:
        assert found.bound <= least


def test_the_cheapest_time_is_found_also_where_the_first_plan_chose_another():
    """何敏 comes on one half day alone, which a panel without the own domain's people would take as well."""
    knows, other = frozenset({"养老"}), frozenset({"助残"})
    people = (
        assessor("何敏", expertise=knows, available=frozenset({AFTERNOON})),
        assessor("江涛", expertise=knows, available=frozenset({AFTERNOON})),
        assessor("沈洁", expertise=other),
        assessor("陆远", expertise=other),
    )
    works = (project("东园"), project("西园", domain="助残"))
    plan = solve(Problem(works, people, (replace(HALVES[0], most=1), replace(HALVES[1], most=1))))
    assert (plan.objective, plan.proved) == (0, True)
    assert plan.slots == {"东园": AFTERNOON, "西园": MORNING}
