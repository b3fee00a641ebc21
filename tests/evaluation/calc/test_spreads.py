"""Where a panel lies far apart, it talks. Pure."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from guihua.evaluation.calc.scoring import Criterion, Sheet
from guihua.evaluation.calc.spreads import Spread, spreads, to_moderate
from tests.evaluation.calc.panels import panels

pytestmark = pytest.mark.once

FILES, AIMS = Criterion(1, 1, Decimal(15)), Criterion(2, 2, Decimal(30))


def sheet(n: int, files: str | None, aims: str | None) -> Sheet:
    return Sheet(n, {FILES.id: Decimal(files) if files else None, AIMS.id: Decimal(aims) if aims else None})


def test_what_lies_apart_by_more_than_the_limit_is_moderated_and_what_lies_at_it_is_not():
    found = spreads([FILES, AIMS], [sheet(1, "9", "20"), sheet(2, None, "26"), sheet(3, "13.5", "24")])
    files = Spread(FILES.id, Decimal(9), Decimal("13.5"), Fraction(3, 10))
    assert found == (files, Spread(AIMS.id, Decimal(20), Decimal(26), Fraction(1, 5)))
    assert to_moderate(found, Decimal("0.2")) == (files,)
    assert to_moderate(found, Decimal("0.3")) == ()


def test_one_mark_lies_apart_from_nothing():
    assert spreads([FILES], [Sheet(1, {FILES.id: Decimal(9)}), Sheet(2, {FILES.id: None})]) == ()


@given(panels())
def test_no_spread_is_over_the_points_and_the_order_is_nothing(panel):
    criteria, sheets = panel
    found = spreads(criteria, sheets)
    assert found == spreads(criteria, sheets[::-1])
    assert all(0 <= one.share <= 1 for one in found)
