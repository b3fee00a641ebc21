"""The board as its readers meet it: what needs somebody today, the rules behind it, and what is counted by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guihua.commissioning.actions import board, board_mornings, files, readings
from guihua.commissioning.models import BoardRule, Domain, Indicator, Light, LightNote, Project, Reading, Turn
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import boards
from tests.factories.accounts import SINCE, account
from tests.factories.contracts import contract
from tests.factories.told import hand, people

__all__ = ["account", "contract", "hand", "people"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def behind(contract, monkeypatch):
    """GC-1 on 1 July: three of its promises are far behind."""
    monkeypatch.setattr(clock, "today", lambda: date(2022, 7, 1))
    boards.stand(contract.project.subdistrict)
    return contract.project


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def test_the_board_says_which_project_needs_somebody_why_and_since_when(behind, office):
    told = office.get(reverse("desk:board"), {"colour": "red"}).content.decode()
    assert "桂一同行" in told
    assert "从 2022-04-01 起 91 天没有记录。（另 3 条）" in told  # what stands longest comes first
    page = office.get(reverse("desk:project", args=[behind.pk])).content.decode()
    assert ("规则 1：服务量落后。" in page, "「社区活动」完成 0%，合同时间已过 49%。" in page) == (True, True)


def test_what_is_being_done_is_said_of_a_light_that_is_on(behind, office):
    light = Light.objects.on().filter(project=behind).first()
    address = reverse("commissioning:light", args=[light.pk])
    empty = office.post(address, {"note": " "})
    assert (empty.status_code, "请写明正在怎样处理。" in empty.content.decode()) == (422, True)
    office.post(address, {"note": "周五面谈，月底前补两场小组"})
    assert LightNote.objects.get().note == "周五面谈，月底前补两场小组"
    assert "周五面谈" in office.get(reverse("desk:project", args=[behind.pk])).content.decode()


def test_the_leaders_word_reaches_those_who_act_on_it_once(behind, people, hand):
    light, leader = Light.objects.on().filter(project=behind).first(), hand("fengguodong", Role.LEADER)
    for _again in range(2):
        board.note(light, "周五前约谈", by=leader)
    board.note(light, "已约周四", by=people["suwanqing"])
    told = Notice.objects.filter(kind="board.word").order_by("user__username")
    assert [(one.user.username, one.words) for one in told] == [
        (username, "分管领导对「桂一同行」的预警写了意见。") for username in ("hemin", "lianghuimin", "suwanqing")
    ]


def test_a_rules_change_turns_projects_at_once_and_keeps_from_what_to_what(behind, office):
    BoardRule.objects.exclude(number=1).update(is_on=False)
    board.mark(behind.subdistrict, by=audit.SYSTEM)
    rule = BoardRule.objects.get(number=1)
    page = office.get(reverse("commissioning:board_rule", args=[rule.pk]))
    said = dict(page.context["form"].initial) | {"colour": "amber"}
    told = office.post(reverse("commissioning:board_rule", args=[rule.pk]), said, follow=True).content.decode()
    assert "规则 1 已保存，1 个项目换了颜色。" in told
    turn = Turn.objects.get(rule=rule)
    assert (turn.project, turn.was, turn.now) == (behind, "red", "amber")


def test_a_limit_that_cannot_be_is_refused_at_its_field_and_what_was_typed_stays(behind, office):
    rule = BoardRule.objects.get(number=1)
    page = office.get(reverse("commissioning:board_rule", args=[rule.pk]))
    said = dict(page.context["form"].initial) | {"limit": "１２０"}
    told = office.post(reverse("commissioning:board_rule", args=[rule.pk]), said)
    assert (told.status_code, told.context["form"].errors["limit"]) == (422, ["请填 1 到 100 的整数。"])
    assert "１２０" in told.content.decode()


def test_the_second_of_two_who_change_a_rule_is_told(behind, office):
    rule = BoardRule.objects.get(number=1)
    address = reverse("commissioning:board_rule", args=[rule.pk])
    said = dict(office.get(address).context["form"].initial)
    office.post(address, said | {"limit": "60"})
    second = office.post(address, said | {"limit": "50"})
    assert (second.status_code, "刚刚被别人改过" in second.content.decode()) == (422, True)
    rule.refresh_from_db()
    assert rule.limit == 60


def test_a_rule_that_can_never_fire_or_always_fires_says_so(behind, office):
    told = office.get(reverse("commissioning:board_rules")).content.decode()
    assert "现在没有一个项目有这方面的数据，这条规则不会亮。" in told  # nobody ever wrote down a visit
    assert "现在把全部 3 个项目都点亮了，看不出轻重。" in told  # none of them has a record since March


def test_what_is_counted_by_hand_is_a_figure_with_its_proof(behind, office):
    keen = Indicator.objects.get(name="骨干志愿者")
    address = reverse("commissioning:reading_entering", args=[keen.pk])
    wrong = office.post(address, {"as_of": "2023-01-01", "value": "很多", "proof": ""})
    assert set(wrong.context["form"].errors) == {"value", "proof"}
    late = office.post(address, {"as_of": "2022-12-01", "value": "２７", "proof": "花名册"})
    assert late.context["form"].errors == {"as_of": ["日期还没有到。"]}
    office.post(address, {"as_of": "2022-6-30", "value": "２７", "proof": "花名册"})
    assert Reading.objects.newest()[keen.pk].value == 27
    told = office.get(reverse("desk:project_indicators", args=[behind.pk])).content.decode()
    assert "没有记录可算，人工登记" in told


def test_the_name_of_a_paper_of_a_confidential_project_is_not_told_to_who_may_not_open_it(behind, office):
    paper = files.add(behind, "骨干名册", files.Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    keen = Indicator.objects.get(name="骨干志愿者")
    said = {"as_of": date(2022, 6, 30), "value": Decimal(13), "proof": "名册"}
    readings.enter(keen, **said, evidence=paper, by=audit.SYSTEM)
    address = reverse("desk:project_indicators", args=[behind.pk])
    assert "骨干名册" in office.get(address).content.decode()
    Domain.objects.filter(pk=behind.domain_id).update(is_confidential=True)
    assert "骨干名册" not in office.get(address).content.decode()


def test_an_officer_is_told_of_the_own_projects_once_a_morning(behind, account, monkeypatch):
    account()
    officer = account("liang", Role.LIAISON, name="梁慧敏", phone="")
    users.grant(officer, Role.LIAISON, behind, by=audit.SYSTEM, why="挂钩", since=SINCE)
    morning = datetime(2026, 11, 30, 7, 5, tzinfo=UTC)
    monkeypatch.setattr(timezone, "localtime", lambda *_: morning)
    assert (board_mornings.tell(by=audit.SYSTEM), board_mornings.tell(by=audit.SYSTEM)) == (2, 0)
    assert Notice.objects.get(user=officer, kind="board.morning").params == {"red": 1, "amber": 0}


def test_before_seven_nobody_is_told(behind, account, monkeypatch):
    account()
    monkeypatch.setattr(timezone, "localtime", lambda *_: datetime(2026, 11, 30, 6, 59, tzinfo=UTC))
    assert board_mornings.tell(by=audit.SYSTEM) == 0


def test_the_board_asks_as_much_for_thirty_projects_as_for_one(behind, office):
    def asked():
        office.get(reverse("desk:board"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert office.get(reverse("desk:board")).status_code == 200
        return len(queries)

    before = asked()
    model = Project.objects.get(number="GC-3")
    for n in range(30):
        Project.objects.create(
            subdistrict=model.subdistrict,
            year=model.year,
            number=f"N-{n}",
            name=f"同行 {n}",
            domain=model.domain,
            provider=model.provider,
            amount_fen=1,
            starts_on=model.starts_on,
            ends_on=model.ends_on,
            state=model.state,
        )
    with CaptureQueriesContext(connection) as marking:
        board.mark(model.subdistrict, by=audit.SYSTEM)
    first = len(marking)
    assert asked() == before
    assert first < 40


def test_a_bar_is_drawn_as_late_by_the_rule_that_the_office_keeps(behind, office):
    def kinds():
        lines = office.get(reverse("desk:project_indicators", args=[behind.pk])).context["promised"]
        return [line.kind for line in lines]

    before = kinds()
    BoardRule.objects.filter(kind="behind").update(is_on=False)
    assert (before, kinds()) == (["gold", "gold"], ["", ""])
