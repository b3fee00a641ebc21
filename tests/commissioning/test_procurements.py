"""A project is bought as the rules of its way ask: in order, in time, from enough bidders, by a panel of experts."""

from dataclasses import replace
from datetime import date

import pytest

from guihua.commissioning import buying, facts
from guihua.commissioning.actions import procurements, programmes, signing
from guihua.commissioning.calc.clocks import Standing
from guihua.commissioning.models import Procurement, Project, PurchaseCategory
from guihua.commissioning.terms import InstalmentLine
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery import policy
from tests.factories import purchases
from tests.factories.accounts import account
from tests.factories.contracts import headings, terms
from tests.factories.purchases import BUDGET, YUAN, begun, bidders, opening, take

__all__ = ["account"]
pytestmark = pytest.mark.django_db
QUOTE = 215_000 * YUAN


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def bid(procurement, organisation, yuan, on=date(2022, 2, 10)):
    return procurements.submit(procurement, organisation, quote_fen=yuan * YUAN, on=on, by=audit.SYSTEM)


def seat(procurement, experts, others):
    for n in range(experts + others):
        who = {"name": f"评委{n}", "unit": "", "is_expert": n < experts}
        procurements.seat(procurement, **who, by=audit.SYSTEM)


DEADLINE = {
    "公开招标": 24,
    "邀请招标": 24,
    "竞争性谈判": 15,
    "竞争性磋商": 15,
    "询价": 15,
    "单一来源": 15,
    "框架协议": 24,
}


@pytest.mark.parametrize("method", DEADLINE)
def test_by_each_of_the_seven_ways_a_plan_becomes_a_contract(programme, method):
    procurement = begun(programme, method)
    deadline = date(2022, 2, DEADLINE[method])
    take(procurement, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    bids = [bid(procurement, one, 215_000 + n * 1000) for n, one in enumerate(bidders(programme)[:3])]
    take(procurement, ("deadline", deadline))
    seat(procurement, experts=4, others=1)
    take(procurement, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    procurements.award(bids[0], reason="综合得分最高", on=date(2022, 3, 4), by=audit.SYSTEM)
    take(procurement, ("notice", date(2022, 3, 7)))
    project = Project.objects.get(number="GC-9")
    assert (project.provider, project.state) == (bids[0].organisation, "procuring")
    signing.sign(project, signed(project), by=audit.SYSTEM)
    take(procurement, ("contract_published", date(2022, 3, 22)), ("contract_filed", date(2022, 3, 23)))
    project.refresh_from_db()
    shown = buying.steps_of(Procurement.objects.get())
    left = {one.step.code for one in shown if one.standing != Standing.DONE}
    assert (project.state, project.amount_fen, left - {"offered"}) == ("running", QUOTE, set())


def signed(project, **changes):
    """The contract at the price of the award, signed on 21 March."""
    key = headings(project.subdistrict)["人员费用"]
    said = {"number": "HT-9", "amount_fen": QUOTE, "signed_on": date(2022, 3, 21), "starts_on": date(2022, 4, 1)}
    said |= {"ends_on": date(2023, 3, 31), "instalments": (InstalmentLine(QUOTE, "signing"),), "budget": {key: QUOTE}}
    return terms(project, **said | changes)


@pytest.fixture
def tender(programme):
    """Released on 4 February, with its budget published."""
    procurement = begun(programme)
    take(procurement, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    return procurement


def test_a_deadline_lies_twenty_days_after_the_release(tender):
    assert refused(lambda: take(tender, ("deadline", date(2022, 2, 23)))) == (
        "before-its-day",
        "「提交响应文件截止」最早在 2022-02-24（20 天，《政府采购法》第三十五条）。",
    )


def test_steps_are_taken_in_their_order_and_once(tender):
    assert refused(lambda: take(tender, ("review", date(2022, 3, 1)))) == (
        "order",
        "先登记「提交响应文件截止」，再登记「评审」。",
    )
    assert refused(lambda: take(tender, ("release", date(2022, 2, 5))))[0] == "taken"


def test_a_step_after_its_last_day_needs_a_reason_and_says_that_it_was_late(tender, programme):
    for one in bidders(programme)[:3]:
        bid(tender, one, 215_000)
    take(tender, ("deadline", date(2022, 9, 20)))
    seat(tender, 4, 1)
    take(tender, ("review", date(2022, 9, 30)))
    code, sentence = refused(lambda: take(tender, ("report", date(2022, 10, 10))))
    assert code == "after-its-day"
    assert sentence == (
        "「评审报告送达采购人」最迟在 2022-10-09（2 个工作日，《政府采购法实施条例》第四十三条），超过了要写明原因。"
    )
    procurements.take(tender, "report", on=date(2022, 10, 10), why="专家请假", by=audit.SYSTEM)
    stands = {one.step.code: one.standing for one in buying.steps_of(Procurement.objects.get())}
    assert stands["report"] == Standing.LATE


def test_a_late_bid_is_not_taken_and_one_in_time_is_not_withdrawn_after_the_deadline(tender, programme):
    first, second, *_others = bidders(programme)
    early = bid(tender, first, 215_000)
    take(tender, ("deadline", date(2022, 2, 24)))
    assert refused(lambda: bid(tender, second, 210_000, on=date(2022, 2, 25))) == (
        "late",
        f"「{second}」在截止日期 2022-02-24 以后才提交，不能接收。",
    )
    assert refused(lambda: procurements.withdraw(early, why="算错了", by=audit.SYSTEM))[0] == "late"


def test_with_fewer_than_three_valid_bids_it_fails_and_the_project_may_be_bought_anew(tender, programme):
    first, second, third = bidders(programme)[:3]
    bid(tender, first, 215_000), bid(tender, second, 216_000)
    procurements.withdraw(bid(tender, third, 217_000), why="人手不够", by=audit.SYSTEM)
    take(tender, ("deadline", date(2022, 2, 24)))
    assert refused(lambda: take(tender, ("review", date(2022, 3, 1)))) == (
        "too-few",
        "有效响应只有 2 家，不到 3 家，不能评审，应当废标。",
    )
    procurements.fail(tender, why="响应不足三家", by=audit.SYSTEM)
    again = procurements.begin(tender.project, opening(programme, "竞争性磋商"), by=audit.SYSTEM)
    assert (again.state, Project.objects.get(number="GC-9").state) == ("running", "procuring")


def test_a_panel_is_odd_and_two_thirds_of_it_are_experts(tender, programme):
    for one in bidders(programme)[:3]:
        bid(tender, one, 215_000)
    take(tender, ("deadline", date(2022, 2, 24)))
    seat(tender, 3, 1)

    def review():
        take(tender, ("review", date(2022, 3, 1)))

    assert refused(review) == ("panel", "评审小组要有 5 人以上的单数，现在是 4 人。")
    procurements.seat(tender, name="周主任", unit="街道办", is_expert=False, by=audit.SYSTEM)
    assert refused(review) == ("experts", "评审专家要占评审小组的三分之二以上，现在 5 人里有 3 位。")


def test_no_bid_above_the_budget_wins_and_no_contract_differs_from_the_award(tender, programme):
    bids = [bid(tender, one, yuan) for one, yuan in zip(bidders(programme), (220_001, 215_000, 219_000), strict=False)]
    take(tender, ("deadline", date(2022, 2, 24)))
    seat(tender, 4, 1)
    take(tender, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    award = {"reason": "综合得分最高", "on": date(2022, 3, 4), "by": audit.SYSTEM}
    assert refused(lambda: procurements.award(bids[0], **award))[1] == "报价比采购预算多 1.00 元，不能成交。"
    project = Project.objects.get(number="GC-9")
    assert refused(lambda: signing.sign(project, signed(project), by=audit.SYSTEM))[1] == (
        "还没有确定承接机构，先定标，再登记合同。"
    )
    procurements.award(bids[2], **award)
    assert refused(lambda: signing.sign(project, signed(project), by=audit.SYSTEM)) == (
        "not-the-award",
        "合同金额要等于成交价 219,000.00 元，现在差 4,000.00 元。",
    )


@pytest.fixture
def awarded(tender, programme):
    """At 215,000 yuan, on 4 March; the notice has not gone out."""
    bids = [bid(tender, one, 215_000 + n * 1000) for n, one in enumerate(bidders(programme)[:3])]
    take(tender, ("deadline", date(2022, 2, 24)))
    seat(tender, 4, 1)
    take(tender, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    procurements.award(bids[0], reason="综合得分最高", on=date(2022, 3, 4), by=audit.SYSTEM)
    return tender


def test_a_contract_is_signed_after_the_notice_and_later_than_its_time_with_a_reason_alone(awarded):
    project = Project.objects.get(number="GC-9")

    def sign(on, **why):
        return signing.sign(project, signed(project, signed_on=on), by=audit.SYSTEM, **why)

    assert refused(lambda: sign(date(2022, 3, 21))) == (
        "order",
        "先登记「发出通知书并公告结果」，再登记「签订合同」。",
    )
    take(awarded, ("notice", date(2022, 3, 7)))
    assert refused(lambda: sign(date(2022, 3, 4))) == ("before-its-day", "「签订合同」最早在 2022-03-07。")
    assert refused(lambda: sign(date(2022, 4, 7))) == (
        "after-its-day",
        "「签订合同」最迟在 2022-04-06（30 天，《政府采购法》第四十六条），超过了要写明原因。",
    )
    sign(date(2022, 4, 7), why_late="经费迟到")
    taken = awarded.taken.get(code="contract")
    assert (taken.on, taken.why) == (date(2022, 4, 7), "经费迟到")


def test_where_the_day_of_a_contract_is_put_right_the_step_of_its_purchase_is_too(awarded):
    project = Project.objects.get(number="GC-9")
    take(awarded, ("notice", date(2022, 3, 7)))
    contract = signing.sign(project, signed(project, signed_on=date(2022, 4, 7)), by=audit.SYSTEM, why_late="经费迟到")
    signing.correct(contract, signed(project), seen=contract.revision, by=audit.SYSTEM)
    taken = awarded.taken.get(code="contract")
    assert (taken.on, taken.why) == (date(2022, 3, 21), "")


def test_nothing_of_the_negative_list_is_bought(programme):
    wanted = opening(programme, prohibited=frozenset({"staff"}))
    code, sentence = refused(lambda: procurements.begin(purchases.project(programme), wanted, by=audit.SYSTEM))
    assert code == "prohibited"
    assert sentence == ("负面清单里有「人员招聘、劳务派遣、公益性岗位」，不能购买（《政府购买服务管理办法》第十条）。")


def test_whoever_does_not_put_to_tender_says_why_and_inquiry_is_for_goods(programme):
    project = purchases.project(programme)
    for method, sentence in [
        ("单一来源", "不用公开招标，要写明理由。"),
        ("询价", "「询价」按法律只用于货物，要写明为什么用它。"),
    ]:
        wanted = opening(programme, method, reason="")
        assert refused(lambda wanted=wanted: procurements.begin(project, wanted, by=audit.SYSTEM))[1] == sentence


def test_purchases_that_would_have_to_be_put_to_tender_together_say_so(programme):
    PurchaseCategory.objects.update(tender_limit_fen=400_000 * YUAN, source="省级限额标准")
    begun(programme, "竞争性磋商")
    second = purchases.project(programme, "GC-10")
    wanted = opening(programme, "竞争性磋商")
    code, sentence = refused(lambda: procurements.begin(second, wanted, by=audit.SYSTEM))
    assert code == "split"
    assert sentence.startswith(
        "2022 年「社会工作服务」不招标的采购加起来 440,000.00 元，超过公开招标限额 400,000.00 元。"
    )
    procurements.begin(second, replace(wanted, split_reason="服务对象和内容不同"), by=audit.SYSTEM)
    assert Procurement.objects.count() == 2


def test_no_more_is_spent_than_the_project_s_budget(programme):
    wanted = replace(opening(programme), budget_fen=BUDGET + 1)
    assert refused(lambda: procurements.begin(purchases.project(programme), wanted, by=audit.SYSTEM)) == (
        "beyond-budget",
        "采购预算比项目预算多 0.01 元。",
    )


def test_a_planned_project_is_no_project_of_the_year_s_figures_and_has_no_sessions(programme, account):
    project = purchases.project(programme)
    assert facts.projects(programme)["number"].to_list() == ["GC-1", "GC-2", "GC-3"]
    assert (
        policy.why_not_record_session(account(), programme, project).sentence
        == "「邻里相伴」还没有签约，不能登记场次。"
    )


def test_a_way_of_the_office_s_own_has_steps_too(programme, account):
    own = programmes.add_method(programme, name="社洽会比选", by=account())
    assert [step.code for step in own.steps.all()][:4] == ["budget", "release", "deadline", "review"]


def test_each_step_leaves_a_row_in_the_trail(tender):
    rows = AuditRow.objects.filter(action__startswith="procurement.").order_by("pk").values_list("action", flat=True)
    assert list(rows) == ["procurement.opened", "procurement.step_taken", "procurement.step_taken"]
