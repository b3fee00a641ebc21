"""The business day: which of some years is meant where none is named."""

from datetime import date

import pytest

from guihua.config import home
from guihua.core import clock


@pytest.mark.parametrize(
    ("years", "meant"), [([2021, 2022, 2023], 2022), ([2020, 2021], 2021), ([2023, 2024], 2023), ([2024, 2021], 2021)]
)
def test_the_year_that_runs_is_meant_else_the_last_that_did_else_the_first_to_come(settings, years, meant):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    assert clock.running(years) == meant
