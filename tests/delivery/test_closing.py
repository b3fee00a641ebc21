"""Who closes a month, in which order, and what it promises from then on."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.actions import closes
from guihua.delivery.models import MonthlyClose, Session
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.closing import MARCH, closed, people, place, provider

__all__ = ["account", "people", "place"]
pytestmark = pytest.mark.django_db


def sentence_of(deed, *given, **more):
    with pytest.raises(Refused) as refused:
        deed(*given, **more)
    return refused.value.sentence


def test_the_manager_closes_with_the_months_figures(place, people):
    made = closes.close(place, MARCH, provider(), by=people["manager"], note=" 已核对 ")
    assert (made.month, made.by, made.note) == (MARCH, people["manager"], "已核对")
    assert made.figures_of(provider().pk).as_kept() == {
        "sessions": 3, "person_times": 332, "people": 2, "heads": 330, "helpers": 1, "shifts": 2, "duty_minutes": 750,
    }  # fmt: skip
    told = AuditRow.objects.filter(action="month.closed").get()
    assert (told.actor, told.object_id, told.details["month"]) == (people["manager"], made.pk, MARCH)


def test_one_provider_cannot_close_for_another_nor_for_the_office(place, people):
    assert sentence_of(closes.close, place, MARCH, provider("乐活"), by=people["manager"]) == (
        "只有机构负责人和街道办公室能结账。"
    )
    assert sentence_of(closes.close_whole, place, MARCH, by=people["manager"]) == "整个月由街道办公室结账。"


def test_the_office_closes_in_a_providers_stead(place, people):
    assert closes.close(place, MARCH, provider("乐活"), by=people["office"]).provider == provider("乐活")


def test_the_auditor_closes_nothing(place, account):
    auditor = account("maiyongchang", Role.AUDITOR, phone="13800138119")
    assert sentence_of(closes.close, place, MARCH, provider(), by=auditor) == "只有机构负责人和街道办公室能结账。"


@pytest.mark.parametrize(("today", "is_over"), [(date(2022, 3, 31), False), (date(2022, 4, 1), True)])
def test_a_month_that_is_not_over_cannot_be_closed(place, people, monkeypatch, today, is_over):
    monkeypatch.setattr(clock, "today", lambda: today)
    if is_over:
        closes.close(place, MARCH, provider(), by=audit.SYSTEM)
    else:
        words = sentence_of(closes.close, place, MARCH, provider(), by=audit.SYSTEM)
        assert words == "2022 年 3 月还没有过完，不能结账。"
    assert MonthlyClose.objects.count() == int(is_over)


def test_nobody_closes_twice(place, people):
    closed(place)
    assert sentence_of(closes.close, place, MARCH, provider(), by=people["office"]) == "2022 年 3 月已经结账了。"


def test_the_database_keeps_one_standing_close_too(place):
    made = closed(place)
    with pytest.raises(IntegrityError, match=r"one_standing_close|UNIQUE"), transaction.atomic():
        MonthlyClose.objects.create(
            subdistrict=place, month=MARCH, provider=made.provider, at=timezone.now(), figures={}
        )
    made.ended_at = timezone.now()
    made.save()
    MonthlyClose.objects.create(subdistrict=place, month=MARCH, provider=made.provider, at=timezone.now(), figures={})


def test_the_office_waits_for_the_providers_and_is_told_which(place, people):
    closed(place)
    assert sentence_of(closes.close_whole, place, MARCH, by=people["office"]) == (
        "乐活社会工作服务中心还没有结账。请先催办，或写明原因由街道办公室代为结账。"
    )
    closed(place, name="乐活")
    assert closes.close_whole(place, MARCH, by=people["office"]).provider is None


def test_with_a_reason_the_office_closes_for_who_is_late(place, people):
    closed(place)
    whole = closes.close_whole(place, MARCH, by=people["office"], why="机构负责人住院")
    late = MonthlyClose.objects.get(provider=provider("乐活"))
    assert (whole.provider, late.by, late.note) == (None, people["office"], "机构负责人住院")
    assert sorted(whole.figures) == sorted(["0", str(provider().pk), str(provider("乐活").pk)])


def test_a_provider_without_anything_in_a_month_is_not_waited_for(place, people, monkeypatch):
    """Its projects' terms begin in January 2022."""
    assert closes.close_whole(place, 202112, by=people["office"]).figures == {}


def test_many_months_close_at_once_provider_by_provider_and_a_close_that_stands_is_left(place):
    first = closed(place)
    assert closes.close_many(place, [202201, 202202, MARCH], by=audit.SYSTEM) == 3 + 3 + 2
    standing = MonthlyClose.objects.standing().filter(month=MARCH)
    assert (standing.count(), standing.get(provider=provider())) == (3, first)
    assert standing.get(provider=None).figures_of(None).person_times == 37


def test_closing_many_asks_as_often_for_ten_months_as_for_two(place, django_assert_max_num_queries):
    """Its rules aside, of which each month is asked."""
    with django_assert_max_num_queries(200):
        closes.close_many(place, [202101 + n for n in range(10)], by=audit.SYSTEM)


def test_who_sees_closes(place, people, account):
    whole = closes.close_whole(place, MARCH, by=audit.SYSTEM, why="代为结账")
    worker = account("dengguohui", Role.WORKER, phone="13800138120", organisation=provider())
    auditor = account("maiyongchang", Role.AUDITOR, phone="13800138119")
    seen = {who: set(MonthlyClose.objects.visible_to(user)) for who, user in people.items()}
    every = set(MonthlyClose.objects.all())
    assert seen == {"office": every, "second": every, "manager": {MonthlyClose.objects.get(provider=provider())}}
    assert (set(MonthlyClose.objects.visible_to(auditor)), whole in every) == (every, True)
    assert not MonthlyClose.objects.visible_to(worker).exists()


def test_sessions_of_the_office_itself_are_the_offices_close(place):
    closed(place)
    closed(place, name="乐活")
    assert Session.objects.filter(project=None, month=MARCH).count() == 1
    assert [one.provider_id for one in MonthlyClose.objects.standing().over(None)] == []
