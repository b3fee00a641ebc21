"""How far assessors agree: as published examples have it, and as a library of others has it. Pure."""

import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.evaluation.calc.agreement import alpha, consistency

pytestmark = pytest.mark.once

# Shrout and Fleiss 1979, table 2: six targets, four judges
TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Krippendorff 2011, example C: twelve units, four observers, some of whom are missing
UNITS = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
]  # fmt: skip
LIBRARY = """
import json, sys, numpy, krippendorff
tables = [numpy.array(table, dtype=float) for table in json.load(sys.stdin)]
print(json.dumps([krippendorff.alpha(table, level_of_measurement="interval") for table in tables]))
"""
units = st.lists(st.lists(st.integers(0, 10), max_size=5), max_size=6)


def scores(units):
    return [[Decimal(score) for score in unit] for unit in units]


def test_the_example_of_shrout_and_fleiss():
    found = consistency(scores(TARGETS))
    assert (round(float(found.single), 2), round(float(found.panel), 2), found.size) == (0.17, 0.44, 4)


def test_the_example_of_krippendorff():
    assert round(float(alpha(scores(UNITS))), 3) == 0.849


def test_panels_of_unequal_size_by_hand():
    found = consistency(scores([[7, 9], [4, 5, 6], [10]]))
    # means 8, 5, 10 and of all 41/6: between = (2·(7/6)² + 3·(11/6)² + (19/6)²) / 2 = (98 + 363 + 361) / 72 = 137/12
    # within = (2 + 2) / 3 = 16/12; size = (6 − 14/6) / 2 = 11/6; single = 121 / (137 + 5/6 · 16) = 726 / 902
    assert (found.single, found.panel, found.size) == (Fraction(33, 41), Fraction(121, 137), Fraction(11, 6))


@pytest.mark.parametrize("units", [[], [[7]], [[7], [8]], [[7, 8]], [[7, 7], [7, 7]]])
def test_where_nothing_can_be_compared_there_is_no_figure(units):
    assert consistency(scores(units)) is None


@pytest.mark.parametrize("units", [[], [[7]], [[7], [8]], [[7, 7], [7, 7], [9]]])
def test_where_nothing_can_be_paired_or_nothing_differs_there_is_no_alpha(units):
    assert alpha(scores(units)) is None


def test_full_agreement_is_one_and_units_that_differ_in_nothing_but_chance_have_no_reliable_mean():
    full = consistency(scores([[7, 7], [9, 9]]))
    assert (full.single, full.panel, alpha(scores([[7, 7], [9, 9]]))) == (1, 1, 1)
    chance = consistency(scores([[7, 9], [9, 7]]))
    assert (chance.single, chance.panel) == (-1, None)


@given(units, st.randoms(use_true_random=False), st.integers(1, 9), st.integers(-5, 5))
def test_neither_order_nor_scale_changes_agreement(units, order, times, plus):
    moved = [[times * score + plus for score in order.sample(unit, len(unit))] for unit in units]
    order.shuffle(moved)
    assert alpha(scores(moved)) == alpha(scores(units))
    assert consistency(scores(moved)) == consistency(scores(units))


def test_alpha_is_what_the_library_says():
    """`krippendorff` is under the GPL: a program of others, beside which nothing of ours is linked."""
    chance = Random(5)
    tables = [[[chance.choice([None, *range(6)]) for _ in range(7)] for _ in range(4)] for _ in range(40)]
    said = subprocess.run(
        [sys.executable, "-c", LIBRARY], input=json.dumps(tables), text=True, check=True, capture_output=True
    )
    ours = [
        alpha(scores([mark for mark in unit if mark is not None] for unit in zip(*table, strict=True)))
        for table in tables
    ]
    assert [float(one) for one in ours] == pytest.approx(json.loads(said.stdout), abs=1e-9)
