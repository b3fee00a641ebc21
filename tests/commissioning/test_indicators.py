"""What a contract promises in numbers is written down with it, and changed with a reason once it is in force."""

from dataclasses import replace
from datetime import date

import pytest

from guihua.commissioning.actions import indicators
from guihua.commissioning.models import Indicator, IndicatorChange
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from tests.factories.accounts import account
from tests.factories.contracts import contract

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
CASES = IndicatorLine("cases", "个案", 12, "个", "合同第五条")
GROUPS = IndicatorLine("groups", "小组", 6, "个")


@pytest.fixture
def on_day(monkeypatch):
    return lambda day: monkeypatch.setattr(clock, "today", lambda: day)


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def promise(contract, *lines, why="", seen=None):
    contract.refresh_from_db()
    return indicators.promise(contract, lines, why=why, seen=seen or contract.revision, by=audit.SYSTEM)


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def test_a_contract_says_what_it_promises_in_its_order(contract):
    promise(contract, GROUPS, CASES)
    assert [(str(one), one.target, one.unit, one.source) for one in Indicator.objects.all()] == [
        ("小组", 6, "个", ""),
        ("个案", 12, "个", "合同第五条"),
    ]
    assert AuditRow.objects.get(action="indicator.promised").details["changes"] == [
        ["小组", "", "6 个"],
        ["个案", "", "12 个"],
    ]


def test_before_the_contract_is_in_force_they_are_put_right_without_a_reason(contract, on_day):
    on_day(date(2021, 12, 30))
    promise(contract, CASES)
    promise(contract, GROUPS)
    assert [str(one) for one in Indicator.objects.all()] == ["小组"]
    assert IndicatorChange.objects.count() == 0


def test_in_force_they_are_changed_with_a_reason_alone_and_it_is_kept(contract, on_day):
    more = IndicatorLine("cases", "个案", 15, "个", "合同第五条")
    on_day(date(2022, 6, 1))
    promise(contract, CASES, GROUPS)
    assert refused(lambda: promise(contract, more)) == ("why", "合同已经开始执行，改指标要写明原因。")
    promise(contract, more, why="补充协议第二条")
    kept = IndicatorChange.objects.get()
    assert (kept.why, kept.changes) == ("补充协议第二条", [["个案", "12 个", "15 个"], ["小组", "6 个", ""]])


def test_that_one_is_counted_another_way_is_told_though_nothing_else_changed(contract, on_day):
    on_day(date(2022, 6, 1))
    promise(contract, CASES)
    promise(contract, replace(CASES, measure=""), why="改为人工登记")
    was, now = "12 个，个案（服务过的不同的人）", "12 个，人工登记"
    assert IndicatorChange.objects.get().changes == [["个案", was, now]]


def test_whoever_saves_second_is_told(contract):
    seen = contract.revision
    promise(contract, CASES)
    assert refused(lambda: promise(contract, GROUPS, why="更正", seen=seen))[0] == "stale"


def test_what_cannot_be_is_refused_in_words(contract):
    assert refused(lambda: promise(contract, CASES, CASES))[1] == "「个案」写了两次，每个指标只写一次。"
    over = IndicatorLine("satisfaction", "满意度", 101, "%")
    assert refused(lambda: promise(contract, over)) == ("percent", "满意度最多 100%。")
    promise(contract, CASES)
    assert refused(lambda: promise(contract, CASES, why="没有改"))[0] == "nothing-new"


def row(n, **said):
    return {f"i{n}_{name}": value for name, value in said.items()}


def test_the_office_writes_them_on_the_page_and_each_slip_stands_at_its_field(contract, office, on_day):
    address = f"/projects/{contract.project_id}/indicators/"
    on_day(date(2021, 12, 30))
    wrong = row(1, kind="other", target="3") | row(2, name="讲座") | row(3, kind="cases", target="很多")
    answer = office.post(address, {"seen": contract.revision, **wrong})
    form = answer.context["form"]
    assert (answer.status_code, form.errors["i1_name"], form.errors["i1_unit"], form.errors["i2_kind"]) == (
        422,
        ["请填写第 1 行的指标名称。"],
        ["请填写第 1 行的单位。"],
        ["请选择第 2 行的种类。"],
    )
    assert len(form.errors["i3_target"]) == 1
    less = office.post(address, {"seen": contract.revision, **row(1, kind="cases", target="-5")})
    assert less.context["form"].errors == {"i1_target": ["请填 1 到 10,000,000 的整数。"]}
    over = row(1, kind="satisfaction", target="120")
    answer = office.post(address, {"seen": contract.revision, **over})
    assert answer.context["form"].errors == {"i1_target": ["满意度最多 100%。"]}
    good = row(1, kind="cases", target="12") | row(2, kind="other", name="讲座", target="3", unit="场")
    assert office.post(address, {"seen": contract.revision, **good}).status_code == 302
    on_day(date(2022, 6, 1))
    changed = row(1, kind="cases", target="13")
    answer = office.post(address, {"seen": contract.revision + 1, **changed})
    assert answer.context["form"].errors == {"why": ["请填写改指标的原因。"]}
    office.post(address, {"seen": contract.revision + 1, "why": "讲座并入个案", **changed})
    page = office.get(f"/projects/{contract.project_id}/money/").content.decode()
    assert [word in page for word in ("服务指标", "13</b> ", "讲座并入个案")] == [True, True, True]


def test_who_reads_english_writes_the_records_in_their_own_language(contract, office):
    address = f"/projects/{contract.project_id}/indicators/"
    office.post("/preferences/", {"language": "en"})
    office.post(address, {"seen": contract.revision, **row(1, kind="cases", target="12")})
    assert [(str(one), one.unit) for one in Indicator.objects.all()] == [("个案", "个")]
