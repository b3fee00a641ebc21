"""A closed month is opened again by two people: one asks, another decides."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guihua.core.inbox import Notice
from guihua.core.refusal import Refused
from guihua.delivery import closing_policy
from guihua.delivery.actions import closes, reopenings
from guihua.delivery.models import MonthlyClose, Reopening
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.closing import MARCH, closed, people, place, provider
from tests.factories.programmes import row

__all__ = ["account", "people", "place"]
pytestmark = pytest.mark.django_db
WHY = "漏记两场"


def sentence_of(deed, *given, **more):
    with pytest.raises(Refused) as refused:
        deed(*given, **more)
    return refused.value.sentence


def test_after_a_granted_reopening_the_month_changes_freely_and_closes_anew(place, people, tmp_path):
    first = closed(place, by=people["manager"])
    asked = reopenings.ask(first, by=people["manager"], why=f" {WHY} ")
    decided = reopenings.grant(asked, by=people["office"], answer="请本周补好")
    assert (decided.why, decided.granted, decided.decided_by) == (WHY, True, people["office"])
    programmes.attendance(place, tmp_path, row(code="N1", 未具名人数="5"))
    again = closes.close(place, MARCH, provider(), by=people["manager"])
    whose = provider().pk
    assert (first.figures_of(whose).sessions, again.figures_of(whose).sessions) == (3, 4)


def test_who_asked_does_not_decide(place, people):
    asked = reopenings.ask(closed(place), by=people["office"], why=WHY)
    assert sentence_of(reopenings.grant, asked, by=people["office"]) == "这是你自己申请的，要由另一个人决定。"
    assert reopenings.grant(asked, by=people["second"]).granted


def test_the_database_refuses_one_person_who_asks_and_decides(place, people):
    asked = reopenings.ask(closed(place), by=people["office"], why=WHY)
    own = {"granted": True, "decided_by": people["office"], "decided_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.filter(pk=asked.pk).update(**own)
    Reopening.objects.filter(pk=asked.pk).update(**own | {"decided_by": people["second"]})


def test_a_manager_asks_for_their_own_months_and_decides_none(place, people):
    other = closed(place, name="乐活")
    assert sentence_of(reopenings.ask, other, by=people["manager"], why=WHY) == (
        "只有机构负责人和街道办公室能申请重新开放。"
    )
    asked = reopenings.ask(closed(place), by=people["office"], why=WHY)
    assert sentence_of(reopenings.grant, asked, by=people["manager"]) == "重新开放由街道办公室或分管领导决定。"


def test_a_reopening_needs_a_reason(place, people):
    assert sentence_of(reopenings.ask, closed(place), by=people["manager"], why="  ") == "请写明为什么要重新开放。"


def test_a_refused_one_leaves_the_month_closed_and_one_may_ask_again(place, people):
    close = closed(place)
    asked = reopenings.ask(close, by=people["manager"], why=WHY)
    assert sentence_of(reopenings.ask, close, by=people["office"], why=WHY) == (
        "已经有人申请了，正在等街道办公室决定。"
    )
    reopenings.refuse(asked, by=people["office"], answer="报表已经交了")
    assert sentence_of(reopenings.grant, asked, by=people["second"]) == "这个申请已经有人决定了。"
    assert MonthlyClose.objects.standing().get() == close
    reopenings.ask(close, by=people["manager"], why=WHY)


def test_opening_one_providers_month_ends_the_offices_close_and_no_other_providers(place, people):
    closes.close_whole(place, MARCH, by=people["office"], why="代为结账")
    asked = reopenings.ask(MonthlyClose.objects.get(provider=provider()), by=people["manager"], why=WHY)
    reopenings.grant(asked, by=people["office"])
    assert [one.provider for one in MonthlyClose.objects.standing()] == [provider("乐活")]


def test_opening_the_whole_month_opens_no_providers(place, people):
    whole = closes.close_whole(place, MARCH, by=people["office"], why="代为结账")
    reopenings.grant(reopenings.ask(whole, by=people["office"], why=WHY), by=people["second"])
    standing = MonthlyClose.objects.standing().order_by("pk").values_list("provider", flat=True)
    assert set(standing) == {provider().pk, provider("乐活").pk}


def test_a_request_lapses_when_another_one_opens_the_month_and_who_asked_is_told(place, people):
    """何敏 asks for 榕声's March, 苏婉清 for the whole month; the first one opens both."""
    own = closed(place, by=people["manager"])
    whole = closes.close_whole(place, MARCH, by=people["office"], why="代为结账")
    asked = reopenings.ask(own, by=people["manager"], why=WHY)
    other = reopenings.ask(whole, by=people["office"], why=WHY)
    reopenings.grant(asked, by=people["second"])
    other.refresh_from_db()
    assert (other.granted, other.lapsed_at == other.close.ended_at, Reopening.objects.waiting().count()) == (
        None,
        True,
        0,
    )
    assert closing_policy.why_not_decide(people["second"], other).sentence == "这个月已经重新开放，不用再决定了。"
    assert [one.words for one in Notice.objects.filter(user=people["office"], kind="reopening.lapsed")] == [
        "街道办公室的 2022 年 3 月已经重新开放，你的申请不用再决定了。"
    ]


def test_the_database_lets_nothing_lapse_that_was_decided(place, people):
    asked = reopenings.ask(closed(place), by=people["manager"], why=WHY)
    reopenings.refuse(asked, by=people["office"])
    with pytest.raises(IntegrityError, match="what_lapsed_was_not_decided"), transaction.atomic():
        Reopening.objects.filter(pk=asked.pk).update(lapsed_at=timezone.now())
