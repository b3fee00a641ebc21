"""The rounds of a demonstration come to results as far as their sheets are there."""

from datetime import date
from decimal import Decimal

import pytest

from guihua.commissioning.models import Milestone
from guihua.config import home
from guihua.demo import appealing, judged
from guihua.evaluation.models import Appeal, GradeBand, MarkChange, Moderation, Result, Round
from tests.factories import judged as made
from tests.factories import judging, moderated

pytestmark = pytest.mark.django_db


def test_a_round_with_all_its_sheets_comes_to_results_and_another_stays_open(programme, settings):
    whole, lacking = made.whole("齐了的"), judging.opened("还缺的", "GC-2")
    Round.objects.update(scoring_until=date(2022, 11, 25))
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    judged.write(programme, 1)
    whole.refresh_from_db()
    lacking.refresh_from_db()
    days = (str(whole.drafted_at.date()), str(whole.reply_until), str(whole.published_at.date()))
    assert (whole.state, *days) == ("published", "2022-11-28", "2022-12-03", "2022-12-06")
    assert (whole.projects.get().reply.answer != "", made.entered_of(whole).reply.text[:4]) == (True, "活动台账")
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
    Round.objects.update(scoring_until=date(2022, 11, 25))
    judged.write(programme, 1)
    one.refresh_from_db()
    entered = made.entered_of(one)
    assert (one.state, entered.scores.count(), [each.kind for each in entered.excuses.all()]) == (
        "published",
        1,
        ["few"],
    )


def test_a_round_whose_days_of_reply_are_not_over_stays_a_draft(programme, settings):
    one = made.whole("刚评完的")
    Round.objects.update(scoring_until=date(2022, 12, 25))
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    judged.write(programme, 1)
    one.refresh_from_db()
    assert (one.state, str(one.reply_until)) == ("drafted", "2023-01-02")


def test_a_panel_came_nearer_where_its_marks_lay_apart(programme):
    one = moderated.apart()
    judged.write(programme, 1)
    change = MarkChange.objects.get(sheet__entered__round=one)
    assert (change.old_points, change.new_points, Moderation.objects.filter(entered__round=one).count()) == (30, 45, 1)


def test_one_appeal_wins_one_does_not_and_of_one_the_second_look_goes_on(programme, settings):
    """Where the best grade is out of reach for all three projects but by a second look."""
    for name in ("戊", "己", "庚"):
        judging.assessor(name, is_finance=True)
    one = made.whole("申诉的", "GC-1", "GC-2", "GC-3")
    Round.objects.update(scoring_until=date(2022, 11, 25))
    GradeBand.objects.filter(round=one, grade="excellent").update(floor=93)
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    judged.write(programme, 1)
    before = Result.objects.newest().filter(entered__round=one, grade="excellent").count()
    appealing.write(programme)
    assert sorted(Appeal.objects.values_list("state", flat=True)) == ["dismissed", "looking", "upheld"]
    assert Result.objects.newest().filter(entered__round=one, grade="excellent").count() == before + 1
