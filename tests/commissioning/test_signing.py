"""A contract's parts come to its whole, its term is what the rules allow, and what was signed is changed by amending it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guihua.commissioning.actions import budgets, payments, projects, signing
from guihua.commissioning.actions import rules as editions
from guihua.commissioning.models import BudgetCategory, BudgetLine, Contract, Project
from guihua.commissioning.terms import InstalmentLine
from guihua.core import audit, clock, history
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories import rules
from tests.factories.accounts import account
from tests.factories.contracts import WHOLE, YUAN, contract, headings, terms

__all__ = ["account", "contract"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(programme):
    return Project.objects.get(number="GC-1")


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def test_a_contract_is_signed_with_its_instalments_and_its_budget(project, account):
    office = account()
    contract = signing.sign(project, terms(project), by=office)
    assert [one.amount_fen for one in contract.instalments.all()] == [8_580_000, 11_440_000, 8_580_000]
    assert [(str(line), line.amount_fen) for line in contract.budget.all()] == [
        ("人员费用", 20_000_000),
        ("项目活动费", 6_000_000),
        ("行政管理费", 2_600_000),
    ]
    assert AuditRow.objects.filter(action="contract.signed", actor=office.pk).count() == 1


def test_the_project_says_what_its_contract_says_and_keeps_what_it_said_before(project):
    signing.sign(project, terms(project, ends_on=date(2022, 11, 30)), by=audit.SYSTEM)
    project.refresh_from_db()
    assert (project.ends_on, project.amount_fen) == (date(2022, 11, 30), WHOLE)
    assert Project.history.filter(id=project.pk).count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"amount_fen": WHOLE + 1}, ("instalments-miss", "分期付款加起来比合同金额少 0.01 元。")),
        ({"amount_fen": WHOLE - 100_000}, ("instalments-miss", "分期付款加起来比合同金额多 1,000.00 元。")),
        ({"budget": {}}, ("budget-misses", "预算加起来比合同金额少 286,000.00 元。")),
    ],
)
def test_sums_that_do_not_meet_say_by_how_much(project, changes, said):
    assert refused(lambda: signing.sign(project, terms(project, **changes), by=audit.SYSTEM)) == said
    assert Contract.objects.count() == 0


def test_more_than_twelve_months_need_a_reason_and_more_than_thirty_six_are_refused(project):
    long = terms(project, ends_on=date(2023, 1, 1))
    code, sentence = refused(lambda: signing.sign(project, long, by=audit.SYSTEM))
    assert (code, sentence) == ("term-reason", "合同期超过 12 个月，要写明理由（《政府购买服务管理办法》第二十四条）。")
    longest = replace(long, ends_on=date(2025, 1, 1), term_reason="服务内容固定")
    code, sentence = refused(lambda: signing.sign(project, longest, by=audit.SYSTEM))
    assert (code, sentence) == ("term-too-long", "合同期最长 36 个月（《政府购买服务管理办法》第二十四条）。")
    signing.sign(project, replace(longest, ends_on=date(2024, 12, 31)), by=audit.SYSTEM)


def test_the_offices_own_rules_go_before_the_laws_and_a_contract_keeps_those_it_was_signed_under(project, programme):
    draft = rules.written(programme)
    draft = rules.rewritten(draft, 合同期={"settings": {"term_months": 6}})
    signing.sign(project, terms(project), by=audit.SYSTEM)  # an edition that is not published sets nothing
    editions.publish(draft, on=date(2020, 1, 1), seen=draft.revision, by=audit.SYSTEM)
    other = Project.objects.get(number="GC-2")
    code, sentence = refused(lambda: signing.sign(other, terms(other, number="GC-HT-2"), by=audit.SYSTEM))
    assert (code, sentence) == ("term-too-long", "合同期最长 6 个月（关爱桂城项目管理办法 第二条）。")
    assert Contract.objects.get().rules is None


def test_a_heading_takes_no_more_of_the_sum_than_its_limit(project):
    heading = BudgetCategory.objects.get(subdistrict=project.subdistrict, name="行政管理费")
    BudgetCategory.objects.filter(pk=heading.pk).update(limit_percent=8, source="管理办法第九条")
    code, sentence = refused(lambda: signing.sign(project, terms(project), by=audit.SYSTEM))
    assert code == f"over-heading-{heading.pk}"
    assert sentence == "「行政管理费」最多占合同金额的 8%，也就是 22,880.00 元（管理办法第九条）。"


def test_a_project_has_one_contract_and_a_number_is_taken_once(project, contract):
    assert refused(lambda: signing.sign(project, terms(project), by=audit.SYSTEM))[0] == "exists"
    other = Project.objects.get(number="GC-2")
    assert refused(lambda: signing.sign(other, terms(other), by=audit.SYSTEM))[0] == "number-taken"


def test_the_office_alone_signs(project, account):
    auditor = account("auditor", Role.AUDITOR)
    assert refused(lambda: signing.sign(project, terms(project), by=auditor))[0] == "no-role"


def more(contract, yuan, **changes):
    """The terms with so much more of the last instalment and for people."""
    now = signing.terms_of(contract)
    *first, last = now.instalments
    key = headings(contract.subdistrict)["人员费用"]
    return replace(
        now,
        amount_fen=now.amount_fen + yuan * YUAN,
        instalments=(*first, replace(last, amount_fen=last.amount_fen + yuan * YUAN)),
        budget={**now.budget, key: now.budget[key] + yuan * YUAN},
        **changes,
    )


def amend(contract, wanted):
    contract.refresh_from_db()
    seen = contract.revision
    return signing.amend(contract, wanted, signed_on=date(2022, 6, 1), why="增加探访", seen=seen, by=audit.SYSTEM)


def test_add_ons_come_to_a_tenth_of_what_was_signed_at_most_all_taken_together(contract):
    assert amend(contract, more(contract, 20_000)).amount_fen == 2_000_000
    contract = Contract.objects.select_related("project").get()
    code, sentence = refused(lambda: amend(contract, more(contract, 8_601)))
    assert code == "add-on-too-big"
    assert sentence == (
        "补充协议累计追加不超过原合同金额的 10%（《政府采购法》第四十九条）：还可以追加 8,600.00 元，这次要追加 8,601.00 元。"
    )
    assert amend(contract, more(contract, 8_600)).position == 2
    contract = Contract.objects.select_related("project").get()
    assert (contract.amount_fen, contract.project.amount_fen) == (WHOLE, WHOLE + 2_860_000)


def test_an_instalment_that_was_asked_for_stays_as_it_is(contract):
    payments.ask(contract.instalments.first(), by=audit.SYSTEM)
    now = signing.terms_of(contract)
    first, second, third = now.instalments
    moved = (replace(first, amount_fen=first.amount_fen + 1), replace(second, amount_fen=second.amount_fen - 1), third)
    assert refused(lambda: amend(contract, replace(now, instalments=moved))) == (
        "paid-changed-1",
        "第 1 期已经申请过付款，不能改。",
    )


def test_what_was_typed_in_wrong_is_put_right_until_something_follows_from_it(contract):
    signing.correct(contract, signing.terms_of(contract), seen=1, by=audit.SYSTEM)
    amend(contract, more(contract, 1))
    contract = Contract.objects.select_related("project").get()
    again = signing.terms_of(contract)
    seen = contract.revision
    assert refused(lambda: signing.correct(contract, again, seen=seen, by=audit.SYSTEM))[0] == "amended"


def test_who_saves_second_is_told(contract):
    now = signing.terms_of(contract)
    signing.correct(contract, replace(now, number="GC-HT-1a"), seen=1, by=audit.SYSTEM)
    assert refused(lambda: signing.correct(contract, now, seen=1, by=audit.SYSTEM))[0] == "stale"
    assert Contract.objects.get().number == "GC-HT-1a"


def test_what_a_contract_says_is_not_changed_past_it(contract, account):
    project, office = contract.project, account()
    seen = history.latest(project).history_id
    code, sentence = refused(lambda: projects.edit(project, {"amount_fen": 1}, seen=seen, by=office))
    assert code == "under-contract"
    assert "GC-1" in sentence
    line = projects.ProjectLine("GC-1", 2022, {"ends_on": date(2022, 6, 30)})
    assert refused(lambda: projects.record_many(project.subdistrict, [line], by=office))[0] == "under-contract"
    assert projects.edit(project, {"name": "桂一同行队"}, seen=seen, by=office) is True


def test_a_contract_that_gets_fewer_instalments_loses_those_beyond(contract):
    now = signing.terms_of(contract)
    one = replace(now, instalments=(InstalmentLine(WHOLE, "acceptance"),))
    signing.correct(contract, one, seen=1, by=audit.SYSTEM)
    assert [(i.position, i.waits_for) for i in contract.instalments.all()] == [(1, "acceptance")]


def test_nothing_is_signed_tomorrow_and_no_amendment_before_its_contract(project, programme):
    tomorrow = clock.today() + timedelta(days=1)
    early = terms(project, signed_on=tomorrow)
    assert refused(lambda: signing.sign(project, early, by=audit.SYSTEM)) == ("signed-early", "签订日期还没有到。")
    contract = signing.sign(project, terms(project), by=audit.SYSTEM)
    wanted = {"why": "增加探访", "seen": 1, "by": audit.SYSTEM}
    before = date(2021, 12, 27)
    assert refused(lambda: signing.amend(contract, more(contract, 1), signed_on=before, **wanted))[1] == (
        "补充协议不会早于合同的签订日期 2021-12-28。"
    )


def test_an_amendment_that_changes_nothing_is_none(contract):
    assert refused(lambda: amend(contract, signing.terms_of(contract)))[0] == "nothing-new"


def test_a_heading_of_which_expenses_are_told_stays_with_them_when_its_budget_is_taken_away(contract):
    key = headings(contract.subdistrict)
    line = contract.budget.get(category=key["行政管理费"])
    wrong = budgets.spend(line, on=date(2022, 3, 8), amount_fen=100, what="物资", voucher="记-1", by=audit.SYSTEM)
    budgets.reverse(wrong, by=audit.SYSTEM)
    now = signing.terms_of(contract)
    left = {key["人员费用"]: 226_000 * YUAN, key["项目活动费"]: 60_000 * YUAN}
    signing.correct(contract, replace(now, budget=left), seen=1, by=audit.SYSTEM)
    assert BudgetLine.objects.get(pk=line.pk).amount_fen == 0
