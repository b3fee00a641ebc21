"""Who was helped and came back to help: in the order of what happened, by day and by time of day."""

import pytest

from guihua.reporting import figures
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
SERVED, VOLUNTEER, ORGANISER = "服务对象", "志愿者", "组织者"


@pytest.fixture
def became(guicheng, tmp_path):
    """Records what 何敏 did, and tells in which years she counts as having come back."""
    programmes.load(guicheng, "communities", tmp_path, programmes.COMMUNITIES)

    def record(*deeds, figure="served_to_volunteer"):
        rows = [
            row("街道主办", f"N{n}", 日期=day, 开始时间=time, **served("何敏", "13700137001", part=part))
            for n, (day, time, part) in enumerate(deeds)
        ]
        programmes.attendance(guicheng, tmp_path, *rows)
        facts.refresh(guicheng)
        book = open_book(guicheng.code)
        one = figures.of(book)[f"giving_back.{figure}"]
        return [year for year in (2020, 2021, 2022, 2023) if one.total(book, year)]

    return record


def test_who_was_served_in_the_morning_and_volunteers_in_the_afternoon_has_come_back(became):
    assert became(("2022-03-05", "09:00", SERVED), ("2022-03-05", "14:30", VOLUNTEER)) == [2022]


def test_who_volunteers_in_the_morning_and_is_served_in_the_afternoon_has_not(became):
    assert became(("2022-03-05", "14:30", SERVED), ("2022-03-05", "09:00", VOLUNTEER)) == []


def test_who_is_both_at_the_same_time_has_not(became):
    assert became(("2022-03-05", "09:00", SERVED), ("2022-03-05", "09:00", VOLUNTEER)) == []


def test_who_was_served_in_an_earlier_year_counts_in_the_year_of_the_first_help(became):
    assert became(("2020-06-01", "09:00", SERVED), ("2022-01-01", "00:00", VOLUNTEER)) == [2022]


def test_who_helped_in_an_earlier_year_does_not_count_again(became):
    deeds = ("2020-06-01", "09:00", SERVED), ("2021-12-31", "23:59", VOLUNTEER), ("2022-01-01", "09:00", VOLUNTEER)
    assert became(*deeds) == [2021]


def test_who_helped_before_being_served_does_not_count_however_often_she_helps_later(became):
    deeds = ("2021-06-01", "09:00", VOLUNTEER), ("2022-02-01", "09:00", SERVED), ("2022-03-01", "09:00", VOLUNTEER)
    assert became(*deeds) == []


def test_who_helped_and_now_organises_is_counted_likewise(became):
    deeds = ("2021-06-01", "09:00", VOLUNTEER), ("2022-02-01", "09:00", ORGANISER), ("2023-02-01", "09:00", ORGANISER)
    assert became(*deeds, figure="volunteer_to_organiser") == [2022]


def test_who_was_only_served_before_organising_has_not_gone_from_helping_to_organising(became):
    deeds = ("2021-06-01", "09:00", SERVED), ("2022-02-01", "09:00", ORGANISER)
    assert became(*deeds, figure="volunteer_to_organiser") == []
