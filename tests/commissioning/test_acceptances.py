"""A contract is accepted: those who were served are heard, somebody else signs, the result is published."""

from datetime import date

import pytest

from guihua.commissioning.actions import acceptances, opinions, payments, signing
from guihua.commissioning.models import (
    Acceptance,
    AcceptanceState,
    AcceptanceVersion,
    Instalment,
    Milestone,
    UserOpinion,
)
from guihua.commissioning.terms import InstalmentLine
from guihua.core import audit
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.commissioning.test_payments import hand
from tests.factories.acceptances import WORDS, failed, heard, opinion, paper
from tests.factories.contracts import WHOLE, contract, terms

__all__ = ["contract", "hand"]
pytestmark = pytest.mark.django_db
RULE = (
    "还没有服务对象的意见。政府向社会公众提供的公共服务项目，验收时应当邀请服务对象参与并出具意见，"
    "验收结果应当向社会公告（《政府采购法实施条例》第四十五条）。"
)


@pytest.fixture
def waiting(contract):
    """The contract, whose last instalment waits for acceptance."""
    said = terms(
        contract.project, instalments=(InstalmentLine(WHOLE // 2, "signing"), InstalmentLine(WHOLE // 2, "acceptance"))
    )
    return signing.correct(contract, said, seen=contract.revision, by=audit.SYSTEM)


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.sentence


def signed(contract, said=None):
    return acceptances.sign(heard(contract, said), by=audit.SYSTEM)


def last(contract):
    return Instalment.objects.with_way().get(contract=contract, position=2)


def test_nothing_is_signed_before_somebody_who_was_served_was_heard(contract):
    found = acceptances.add(contract, paper(), by=audit.SYSTEM)
    assert refused(lambda: acceptances.sign(found, by=audit.SYSTEM)) == RULE
    opinions.hear(found, opinion())
    assert acceptances.sign(found, by=audit.SYSTEM).state == AcceptanceState.SIGNED


def test_whoever_wrote_it_does_not_sign_it(contract, hand):
    office, leader = hand("office", Role.OFFICE), hand("leader", Role.LEADER)
    found, papers = heard(contract, by=office), Acceptance.objects.all()
    assert refused(lambda: acceptances.sign(found, by=office)) == "这份验收书是您写的，要由别人签字。"
    assert [list(papers.waiting_for_signature_of(user)) for user in (office, leader)] == [[], [found]]
    assert acceptances.sign(found, by=leader).signed_by == leader
    assert list(papers.waiting_for_signature_of(leader)) == []
    assert list(Notice.objects.filter(kind="acceptance.signed").values_list("user__username", flat=True)) == ["office"]


def test_the_instalment_that_waits_for_acceptance_is_payable_once_it_is_signed(waiting):
    found = heard(waiting)
    assert refused(lambda: payments.ask(last(waiting), by=audit.SYSTEM)) == "要等验收通过。"
    acceptances.sign(found, by=audit.SYSTEM)
    assert last(waiting).payable_from == date(2022, 12, 20)
    assert payments.ask(last(waiting), by=audit.SYSTEM).state == "asked"


def test_what_failed_is_mended_and_accepted_again(waiting):
    first = signed(waiting, failed())
    assert (first.mend_by, Milestone.objects.count()) == (date(2023, 1, 10), 0)
    said = "上一次验收不合格，这次合格请选「整改后合格」。"
    assert refused(lambda: acceptances.add(waiting, paper(held_on=date(2023, 1, 11)), by=audit.SYSTEM)) == said
    second = signed(waiting, paper(held_on=date(2023, 1, 11), conclusion="mended"))
    assert (second.number, Milestone.objects.get().reached_on) == (2, date(2023, 1, 11))
    assert refused(lambda: acceptances.add(waiting, paper(), by=audit.SYSTEM)) == "已经验收合格，不用再验收。"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (paper(held_on=date(2999, 1, 1)), "验收日期还没有到。"),
        (paper(held_on=date(2021, 12, 27)), "验收日期早于合同签订的日期。"),
        (paper(conclusion="mended"), "前面没有不合格的验收，不能写「整改后合格」。"),
        (failed(mend_by=None), "不合格要写明整改期限。"),
        (failed(mend_by=date(2022, 12, 20)), "整改期限要晚于验收日期。"),
    ],
)
def test_what_an_acceptance_may_not_say_is_refused_with_why(contract, said, sentence):
    assert refused(lambda: acceptances.add(contract, said, by=audit.SYSTEM)) == sentence
    assert Acceptance.objects.count() == 0


def test_what_does_not_fit_the_contract_is_not_found_good(contract):
    items = (paper().items[0], type(paper().items[0])("每月一次小组活动", "not"))
    said = "有 1 项不符合，结论不能是合格。"
    assert refused(lambda: acceptances.add(contract, paper(items=items), by=audit.SYSTEM)) == said


def test_the_name_of_who_was_heard_is_sealed_and_a_form_sent_twice_counts_once(contract):
    found = heard(contract)
    opinions.take_down(found, opinion(name="何敏"), by=audit.SYSTEM)
    (one,) = UserOpinion.objects.all()
    assert "何敏".encode() not in bytes(one.name)
    assert acceptances.name_of(found, one) == "何敏"


def test_words_are_published_where_the_office_marks_them_and_nobody_is_named(contract):
    found = heard(contract)
    opinions.hear(found, opinion(2, words="谢谢冯书瑶帮我挂号"))
    opinions.hear(found, opinion(3, words="打 13800138000 找我"))
    opinions.hear(found, opinion(4, words="希望多来"))
    plain, named, numbered, _unmarked = (one.pk for one in found.opinions.all())
    said = "「谢谢冯书瑶帮我挂号」里有姓名「冯书瑶」，不能公开。"
    assert refused(lambda: acceptances.mark(found, [plain, named], by=audit.SYSTEM)) == said
    said = "「打 13800138000 找我」里有电话或证件号码，不能公开。"
    assert refused(lambda: acceptances.mark(found, [numbered], by=audit.SYSTEM)) == said
    acceptances.mark(found, [plain], by=audit.SYSTEM)
    acceptances.publish(acceptances.sign(found, by=audit.SYSTEM), by=audit.SYSTEM)
    assert AcceptanceVersion.objects.get().told["words"] == [WORDS]


def test_of_a_confidential_domain_no_words_are_published(contract):
    type(contract.project.domain).objects.update(is_confidential=True)
    found = heard(contract)
    assert refused(lambda: acceptances.mark(found, [], by=audit.SYSTEM)) == "保密领域服务对象说的话不公开。"


@pytest.mark.parametrize(("count", "told"), [(4, None), (5, "3.8")])
def test_of_few_opinions_no_average_is_told(contract, count, told):
    found = acceptances.add(contract, paper(), by=audit.SYSTEM)
    for n in range(count):
        opinions.hear(found, opinion(n, satisfaction=3 + n % 3))
    acceptances.publish(acceptances.sign(found, by=audit.SYSTEM), by=audit.SYSTEM)
    version = AcceptanceVersion.objects.get()
    assert (version.told["opinions"], version.told["satisfaction"]) == (count, told)


def test_after_signing_nobody_is_heard_and_nothing_is_changed(contract):
    found = signed(contract)
    assert refused(lambda: opinions.hear(found, opinion(2))) == "验收已经签字，不再收集意见。谢谢您。"
    said = "验收书已经签字。要改，请先写明原因更正。"
    assert refused(lambda: acceptances.write(found, paper(), seen=1, by=audit.SYSTEM)) == said


def test_a_correction_keeps_what_was_signed_and_needs_another_hand_again(contract, hand):
    found = acceptances.publish(signed(contract), by=audit.SYSTEM)
    office = hand("office", Role.OFFICE)
    found = acceptances.correct(found, why="日期写错", by=office)
    found = acceptances.write(found, paper(held_on=date(2022, 12, 21)), seen=found.revision, by=office)
    assert refused(lambda: acceptances.sign(found, by=office)) == "这份验收书是您写的，要由别人签字。"
    assert refused(lambda: opinions.hear(found, opinion(2))) == "验收已经签字，不再收集意见。谢谢您。"
    acceptances.publish(acceptances.sign(found, by=audit.SYSTEM), by=audit.SYSTEM)
    kept = AcceptanceVersion.objects.values_list("number", "why", "paper__held_on")
    assert list(kept) == [(2, "日期写错", "2022-12-21"), (1, "", "2022-12-20")]
    assert Milestone.objects.get().reached_on == date(2022, 12, 21)


def test_what_was_paid_on_an_acceptance_keeps_it_from_being_turned_into_its_opposite(waiting):
    found = acceptances.correct(signed(waiting), why="查出问题", by=audit.SYSTEM)
    payments.ask(last(waiting), by=audit.SYSTEM)
    found = acceptances.write(found, failed(), seen=found.revision, by=audit.SYSTEM)
    said = "第 2 期付款已经按验收合格申请了，结论不能改成不合格。请先退回那笔付款。"
    assert refused(lambda: acceptances.sign(found, by=audit.SYSTEM)) == said


def test_with_an_acceptance_written_nobody_enters_the_milestone_by_hand(contract):
    heard(contract)
    deed = {"on": date(2022, 12, 20), "by": audit.SYSTEM}
    assert (
        refused(lambda: payments.reach(contract.project, "acceptance", **deed))
        == "这个项目有验收书，签字以后自动登记。"
    )


def test_the_provider_answers_to_what_was_signed(contract, hand):
    manager, office = hand("manager", Role.MANAGER), hand("office", Role.OFFICE)
    found = heard(contract)
    assert list(Acceptance.objects.visible_to(manager)) == []
    assert refused(lambda: acceptances.answer(found, words="同意", by=manager)) == "验收书还没有签字。"
    acceptances.sign(found, by=audit.SYSTEM)
    assert list(Acceptance.objects.visible_to(manager)) == [found]
    assert refused(lambda: acceptances.answer(found, words="同意", by=office)) == "由承接机构的负责人答复。"
    assert acceptances.answer(found, words="同意", by=manager).answer == "同意"
    assert Notice.objects.get(kind="acceptance.answered").user == office
    acceptances.correct(found, why="漏写一项", by=office)
    assert list(Acceptance.objects.visible_to(manager)) == []


def test_whoever_saves_second_is_told(contract):
    found = acceptances.add(contract, paper(), by=audit.SYSTEM)
    acceptances.write(found, paper(text="甲写的"), seen=1, by=audit.SYSTEM)
    said = refused(lambda: acceptances.write(found, paper(text="乙写的"), seen=1, by=audit.SYSTEM))
    assert said == "这份验收书刚刚被别人改过。您没有动过的已换成现在的内容，两边都改了的请选择，核对后再保存。"
    assert Acceptance.objects.get().text == "甲写的"


def test_each_deed_stands_in_the_trail(contract):
    found = heard(contract)
    acceptances.publish(acceptances.sign(found, by=audit.SYSTEM), by=audit.SYSTEM)
    rows = AuditRow.objects.filter(action__regex="^(acceptance|opinion|milestone)").order_by("pk")
    told = ["acceptance.drafted", "opinion.recorded", "acceptance.signed", "milestone.reached", "acceptance.published"]
    assert list(rows.values_list("action", flat=True)) == told
    assert "何敏" not in str(list(rows.values_list("details", flat=True)))
