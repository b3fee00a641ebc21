"""Who has still to close a month is told so at home, and by a notice on the day that the office chose."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.core.ui.pages import page_of
from guihua.delivery import open_months
from guihua.delivery.actions import closes, schedules
from guihua.delivery.models import ClosingSchedule
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.reporting.actions import facts
from tests.factories.accounts import SINCE, account
from tests.factories.closing import MARCH, closed, people, place, provider
from tests.factories.everybody import BACKEND

__all__ = ["account", "people", "place"]
pytestmark = pytest.mark.django_db
OPEN = "榕声社会工作服务中心的 2022 年 3 月还没有结账。请核对后结账。"


@pytest.fixture
def today(monkeypatch):
    def is_it(day):
        monkeypatch.setattr(clock, "today", lambda: day)

    is_it(date(2022, 4, 4))
    return is_it


@pytest.fixture
def liaison(place, account):
    user = account("liangzhiqiang", Role.LIAISON, name="梁志强", phone="13800138115")
    users.grant(user, Role.LIAISON, Project.objects.get(number="GC-1"), by=audit.SYSTEM, why="挂钩", since=SINCE)
    return user


def told(user):
    return [(one.sentence, one.address) for one in open_months.of(user) if one.month == MARCH]


def heard(user):
    return [one.words for one in Notice.objects.filter(user=user)]


def test_each_is_told_of_the_months_that_they_can_do_something_about(place, people, liaison, account, today):
    own = f"/closing/{MARCH}/{provider().pk}/"
    assert told(people["office"]) == [("2022 年 3 月还没结账，有 2 家承接机构没结。", f"/closing/{MARCH}/")]
    assert told(people["manager"]) == [("榕声社会工作服务中心的 2022 年 3 月还没结账。", own)]
    assert told(liaison) == [("榕声社会工作服务中心的 2022 年 3 月还没结账。", page_of(provider()))]
    assert told(account("maiyongchang", Role.AUDITOR, name="麦咏昌", phone="13800138119")) == []


def test_what_is_closed_is_told_to_nobody_any_more(place, people, liaison, today):
    closed(place)
    assert (told(people["manager"]), told(liaison)) == ([], [])
    closed(place, name="乐活")
    assert told(people["office"]) == [("2022 年 3 月各承接机构都结账了，等街道办公室结整个月。", f"/closing/{MARCH}/")]
    closes.close_whole(place, MARCH, by=audit.SYSTEM)
    assert told(people["office"]) == []


def test_a_month_that_is_not_over_is_nobodys_to_close(place, people, today):
    today(date(2022, 3, 31))
    assert (told(people["office"]), told(people["manager"])) == ([], [])


def test_it_stands_on_the_first_page(place, people, liaison, today):
    facts.refresh(place)
    for who in (people["office"], people["manager"], liaison):
        client = Client()
        client.force_login(who, backend=BACKEND)
        assert "2022 年 3 月还没结账" in client.get("/", follow=True).content.decode()


def test_on_the_fifth_the_manager_is_told_once(place, people, today):
    assert schedules.tell_of_open(by=audit.SYSTEM) == 0
    today(date(2022, 4, 5))
    assert [schedules.tell_of_open(by=audit.SYSTEM) for _again in range(2)] == [1, 0]
    today(date(2022, 4, 6))
    assert schedules.tell_of_open(by=audit.SYSTEM) == 0
    assert (heard(people["manager"]), heard(people["office"])) == ([OPEN], [])
    assert AuditRow.objects.filter(action="month.reminded").count() == 1


def test_who_was_away_on_the_fifth_is_told_later_and_in_the_next_month_again(place, people, today):
    today(date(2022, 4, 20))
    schedules.tell_of_open(by=audit.SYSTEM)
    today(date(2022, 5, 5))
    schedules.tell_of_open(by=audit.SYSTEM)
    assert sorted(heard(people["manager"])) == [OPEN, OPEN.replace("3 月", "4 月")]


def test_who_has_closed_is_left_alone(place, people, today):
    closed(place)
    today(date(2022, 4, 5))
    assert (schedules.tell_of_open(by=audit.SYSTEM), heard(people["manager"])) == (0, [])


@pytest.mark.parametrize(("day", "count"), [(4, 1), (5, 0), (None, 0)])
def test_the_office_chooses_the_day_or_none(place, people, today, day, count):
    client = Client()
    client.force_login(people["office"], backend=BACKEND)
    client.post(reverse("delivery:closing_schedule"), {"day": day or ""})
    assert (ClosingSchedule.objects.get().day, schedules.tell_of_open(by=audit.SYSTEM)) == (day, count)
    said = f"每月 {day} 号" if day else "不会自动收到通知"
    assert said in client.get(reverse("delivery:closing")).content.decode()


def test_nobody_else_chooses_it(place, people):
    with pytest.raises(Refused, match="什么时候提醒由街道办公室定。"):
        schedules.choose(place, 7, by=people["manager"])


def test_the_database_knows_only_days_of_every_month(place):
    with pytest.raises(IntegrityError, match="a_day_of_every_month"), transaction.atomic():
        ClosingSchedule.objects.create(subdistrict=place, day=29)


def test_while_nobody_is_due_nothing_is_written(place, people, today, django_assert_num_queries):
    today(date(2022, 4, 5))
    schedules.tell_of_open(by=audit.SYSTEM)
    with django_assert_num_queries(1):
        schedules.tell_of_open(by=audit.SYSTEM)
