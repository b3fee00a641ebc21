"""Who judges is told of seats, of other times and of a seat that is not theirs any more: each once, in their own language."""

import pytest

from guihua.core.inbox import Notice
from guihua.directory.models import User
from guihua.evaluation.actions import arrangements, panels
from guihua.evaluation.arranging import Load
from guihua.evaluation.models import Panel
from guihua.evaluation.said import MeetingSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(everybody):
    return User.objects.get(username="office")


@pytest.fixture
def panel(office):
    """Of GC-1, without anybody."""
    return Panel.objects.create(entered=judging.opened("末期").projects.get(project__number="GC-1"))


def told(who):
    rows = Notice.objects.filter(user=who.user, kind__startswith="seat").order_by("pk")
    return [one.words for one in rows]


def test_who_is_seated_hears_of_it_of_another_time_and_of_the_end_once_each(panel, office):
    hewen = judging.assessor("何文")
    judging.account_of(hewen)
    seat = panels.seat(panel, hewen, seen=panel.revision, why="请他来", by=office)
    panel.refresh_from_db()
    day = judging.days()["visits_from"]
    for _time in range(2):
        panel = panels.meet(panel, MeetingSaid(day, "am", "on_site"), seen=panel.revision, why="场地", by=office)
    panels.leave(seat, why="病了", by=office)
    name = panel.entered.project.name
    assert told(hewen) == [
        f"{name}：请您参加评估，时间待定。",
        f"{name}：评估改到 {day.isoformat()} 上午 · 现场。",
        f"{name}：您不在评估组里了，不用打分。",
    ]


def test_all_who_have_seats_hear_once_that_panels_are_arranged_and_for_how_many(office):
    people = judging.experts("甲", "甲乙")
    for each in people:
        judging.account_of(each)
    one = judging.opened("末期", "GC-1", "GC-2", **judging.SMALL)
    solved = arrangements.solve_for(one, Load(0, 3, None), by=office, seconds=60)
    arrangements.take(one, solved, by=office)
    seats = {each.name: each.seats.filter(panel__entered__round=one).count() for each in people}
    heard = {each.name: told(each) for each in people}
    assert seats["财甲"] == 2
    assert heard == {name: [f"「末期」请您评 {n} 个项目，请看时间和地点。"] if n else [] for name, n in seats.items()}
