"""Demonstrations small enough to look at person by person."""

import pytest

from guihua.demo import plan
from guihua.demo.year import Programme


@pytest.fixture(scope="session")
def invented():
    return Programme(plan.load(2022, "s", 3)[0], 3)


@pytest.fixture(scope="session")
def both_years(invented):
    return list(invented.years())


@pytest.fixture(scope="session")
def told(both_years):
    """The year 2022."""
    return both_years[-1]
