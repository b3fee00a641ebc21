"""The rounds of a demonstration come to results as far as their sheets are there."""

from datetime import date
from decimal import Decimal

import pytest

from guihua.commissioning.models import Milestone
from guihua.config import home
from guihua.demo import judged
from guihua.evaluation.models import Result, Round
from tests.factories import judged as made
from tests.factories import judging

pytestmark = pytest.mark.django_db


def test_a_round_with_all_its_sheets_comes_to_results_and_another_stays_open(programme, settings):
    whole, lacking = made.whole("齐了的"), judging.opened("还缺的", "GC-2")
    Round.objects.update(scoring_until=date(2022, 11, 25))
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    judged.write(programme, 1)
    whole.refresh_from_db()
    lacking.refresh_from_db()
    assert (whole.state, str(whole.drafted_at.date()), str(whole.reply_until)) == (
        "drafted",
        "2022-11-28",
        "2022-12-03",
    )
    assert (lacking.state, Result.objects.filter(entered__round=lacking).count()) == ("open", 0)


def test_a_round_of_an_earlier_year_is_published_with_its_day(programme, settings):
    one = made.whole("去年的")
    Round.objects.update(scoring_until=date(2022, 11, 25))
    settings.DEMONSTRATION = home.Demonstration(date(2023, 6, 30), 2023, "s", 1, "osmanthus-2023")
    judged.write(programme, 1)
    one.refresh_from_db()
    assert (one.state, str(one.published_at.date())) == ("published", "2022-12-06")
    assert Milestone.objects.get(kind="final", project__number="GC-1").reached_on == date(2022, 12, 6)


def test_what_counts_beside_the_sheets_is_there_and_an_abstention_is_dealt_with(programme, settings):
    weights = {"assessors": Decimal(80), "liaison": Decimal(10), "satisfaction": Decimal(10)}
    one = judging.opened("有满意度", weights=weights)
    made.handed_in(made.entered_of(one), "甲", *made.FULL)
    made.handed_in(made.entered_of(one), "乙", "8", "–", "65", "20")
    made.officers(made.entered_of(one), "60", "40")
    judged.write(programme, 1)
    one.refresh_from_db()
    entered = made.entered_of(one)
    assert (one.state, entered.scores.count(), [each.kind for each in entered.excuses.all()]) == (
        "published",
        1,
        ["few"],
    )
