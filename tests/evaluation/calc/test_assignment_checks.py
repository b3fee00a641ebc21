"""What a plan that was changed by hand breaks and costs."""

from __future__ import annotations

from dataclasses import replace

from guihua.evaluation.calc.assignment import Breach, Panels, Problem
from guihua.evaluation.calc.assignment_checks import Cost, check, cost_of_change
from tests.evaluation.calc.small_rounds import AFTERNOON, HALVES, MORNING, assessor, codes, project

HE, JIANG, SHEN = assessor("何敏", "finance"), assessor("江涛", most=1), assessor("沈洁")
EAST, WEST = project("东园", area="东", needs={"finance": 1}), project("西园", area="西")
ASKED = Problem((EAST, WEST), (HE, JIANG, SHEN), HALVES, distances={("东", "西"): 5}, too_far=9)
GOOD = Panels({"东园": ("何敏", "江涛"), "西园": ("何敏", "沈洁")}, {"东园": MORNING, "西园": AFTERNOON})


def test_a_good_plan_breaks_nothing_and_every_point_has_its_reason():
    review = check(GOOD, ASKED)
    assert review.breaches == ()
    assert review.costs == (
        Cost("load", 1, assessor="何敏"),
        Cost("travel", 5, "东园", "何敏", "西园"),
    )
    assert review.points == 6


def test_each_rule_that_is_broken_is_named_with_what_it_asks_for():
    panels = Panels({"东园": ("江涛", "沈洁"), "西园": ("沈洁",)}, {"东园": MORNING, "西园": MORNING})
    asked = replace(ASKED, ties=frozenset({("沈洁", "晨光")}), apart=frozenset({("沈洁", "江涛")}))
    assert check(panels, asked).breaches == (
        Breach("apart", "东园", "江涛", "沈洁"),
        Breach("conflict", "东园", "沈洁"),
        Breach("conflict", "西园", "沈洁"),
        Breach("double", assessor="沈洁", slot=MORNING, limit=1, found=2),
        Breach("kind", "东园", kind="finance", limit=1, found=0),
        Breach("seats", "西园", limit=2, found=1),
    )


def test_a_change_by_hand_is_told_what_it_breaks_and_what_it_costs():
    changed = cost_of_change(ASKED, GOOD, seats={"西园": ("江涛", "沈洁")})
    assert changed.broken == (Breach("load", assessor="江涛", limit=1, found=2),)
    assert (changed.points, changed.mended, changed.is_allowed) == (0, (), False)
    sooner = cost_of_change(ASKED, GOOD, slots={"西园": MORNING})
    assert codes(sooner.broken) == ["double"]
    assert sooner.costs == (Cost("travel", -5, "东园", "何敏", "西园"),)


def test_a_plan_that_names_nobody_known_is_a_breach_and_no_error():
    panels = Panels({"东园": ("何敏", "何敏", "无名氏"), "北园": ()}, {"东园": "12-01"})
    assert sorted(codes(check(panels, ASKED).breaches)) == sorted(
        ["seats", "twice", "unknown", "unknown", "timeless", "seats", "timeless"]
    )
