"""After the opening: proposals are screened, asked about and answered, and each provider learns how it ended for its own."""

from datetime import date

import pytest

from guihua.commissioning.actions import calls, procurements, screening, signing
from guihua.commissioning.contract_forms import TermsForm
from guihua.commissioning.models import BidState, Clarification, Project
from guihua.commissioning.offers import promised_by_the_winner
from guihua.commissioning.terms import InstalmentLine
from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.core.inbox.kinds import KINDS
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.calls import DEADLINE, moment, providers, published, submitted, watch
from tests.factories.contracts import terms
from tests.factories.purchases import take

__all__ = ["account", "watch"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watch")]
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


@pytest.fixture
def managers(account, programme):
    return [
        account(f"manager{n}", Role.MANAGER, name=name, phone="", organisation=one)
        for n, (name, one) in enumerate(zip(("何敏", "钟晴"), providers(programme), strict=True))
    ]


@pytest.fixture
def opened(programme, managers, watch):
    """Two have sent theirs to a framework agreement, which asks for two, and the seals are broken."""
    call = published(programme, "框架协议")
    sent = [submitted(call, one, yuan) for one, yuan in zip(providers(programme), (200_000, 190_000), strict=True)]
    watch(moment(2, 25))
    calls.unseal(call, by=audit.SYSTEM)
    for one in sent:
        one.refresh_from_db()
    return sent


def screen(proposal, found, why=""):
    return screening.screen(proposal, found, why=why, by=audit.SYSTEM)


def ask(proposal, due_on=date(2022, 2, 28)):
    return screening.ask(proposal, question="督导每月来几次？", due_on=due_on, by=audit.SYSTEM)


def told(user):
    """What stands in somebody's inbox, the newest last."""
    return [KINDS[one.kind].words(one.params) for one in Notice.objects.filter(user=user).order_by("pk")]


def awarded(proposal, watch):
    watch(moment(3, 4))
    procurement = proposal.call.procurement
    take(procurement, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    procurements.award(proposal.bid, reason="综合得分最高", on=date(2022, 3, 4), by=audit.SYSTEM)
    return Project.objects.get(number="GC-9")


def test_what_does_not_meet_the_call_is_out_for_a_reason_and_does_not_count(opened):
    first, second = opened
    screen(first, "shortlisted")
    assert refused(lambda: screen(second, "not_met")) == ("why", "请写哪里不符合。")
    screen(second, "not_met", "没有类似项目业绩")
    second.bid.refresh_from_db()
    assert (second.bid.state, second.bid.why) == (BidState.INVALID, "没有类似项目业绩")
    assert refused(lambda: screen(second, "met"))[1] == "这份响应方案已经无效。"
    assert refused(lambda: take(first.call.procurement, ("review", date(2022, 2, 25))))[1] == (
        "有效响应只有 1 家，不到 2 家，不能评审，应当废标。"
    )


def test_nothing_is_screened_before_the_opening(programme, managers):
    sent = submitted(published(programme), providers(programme)[0])
    assert refused(lambda: screen(sent, "met")) == ("sealed", "还没有开标。")


def test_a_question_is_answered_once_and_in_time_by_the_provider_alone(opened, managers, watch):
    asked, (own, other) = ask(opened[0]), managers
    answer = {"answer": "每月两次，每次半天。"}
    assert refused(lambda: screening.answer(asked, **answer, by=other))[0] == "no-role"
    screening.answer(asked, **answer, by=own)
    assert refused(lambda: screening.answer(asked, **answer, by=own))[0] == "answered"
    late = ask(opened[0], date(2022, 2, 26))
    watch(moment(2, 27))
    assert refused(lambda: screening.answer(late, **answer, by=own)) == (
        "late",
        "最迟 2022-02-26 答复，已经过了。请联系街道办公室。",
    )
    assert refused(lambda: ask(opened[0], date(2022, 2, 26)))[0] == "due_on"


def test_questions_and_answers_are_for_these_two_alone(opened, managers):
    ask(opened[0])
    assert [Clarification.objects.visible_to(one).count() for one in managers] == [1, 0]


def test_each_provider_is_told_how_it_ended_for_its_own_and_nothing_of_another_s(opened, managers, watch):
    awarded(opened[0], watch)
    assert [told(one)[-1] for one in managers] == ["「邻里相伴」：成交。", "「邻里相伴」：没有成交。"]


def test_of_the_call_its_postponing_and_its_end_those_are_told_who_may_answer(programme, managers):
    call = published(programme)
    calls.postpone(call, deadline=moment(2, 28, 17), why="答疑以后补充了要求", by=audit.SYSTEM)
    procurements.fail(call.procurement, why="预算调整", by=audit.SYSTEM)
    assert told(managers[1]) == [
        "「邻里相伴」在征集响应方案，2022-02-24 17:00 截止。",
        "「邻里相伴」的征集延长到 2022-02-28 17:00：答疑以后补充了要求",
        "「邻里相伴」的征集公告撤销了：预算调整",
    ]


def test_after_a_failed_tender_each_is_told(opened, managers):
    procurements.fail(opened[0].call.procurement, why="有效响应不够", by=audit.SYSTEM)
    assert [told(one)[-1] for one in managers] == ["「邻里相伴」：这次采购废标。"] * 2


def test_a_contract_and_its_promises_begin_as_the_winner_offered(opened, watch):
    project = awarded(opened[1], watch)
    form = TermsForm(project, None)
    (heading,) = opened[1].budget.all()
    assert (form.initial["amount_fen"], form.initial[f"b{heading.category_id}"]) == (19_000_000, 19_000_000)
    watch(moment(3, 5))
    take(opened[1].call.procurement, ("notice", date(2022, 3, 5)))
    said = {"number": "HT-9", "amount_fen": 19_000_000, "signed_on": date(2022, 3, 5)}
    said |= {"instalments": (InstalmentLine(19_000_000, "signing"),), "budget": {heading.category_id: 19_000_000}}
    signed = signing.sign(project, terms(project, **said), by=audit.SYSTEM)
    (line,) = promised_by_the_winner(signed)
    assert (line.kind, line.name, line.target, line.unit) == ("other", "上门服务", 600, "人次")


def test_the_office_screens_and_asks_on_the_page_and_the_provider_answers_there(opened, managers, account, client):
    address = f"/proposals/{opened[0].pk}/"
    client.force_login(account(), backend=BACKEND)
    form = client.post(f"{address}screening/", {"found": "not_met", "why": ""}).context["form"]
    assert form.errors == {"why": ["请写哪里不符合。"]}
    client.post(f"{address}screening/", {"found": "met", "why": ""})
    client.post(f"{address}asking/", {"question": "督导每月来几次？", "due_on": "2022-02-28"})
    assert [one for one in ("符合", "等答复") if one not in client.get(address).content.decode()] == []
    client.force_login(managers[0], backend=BACKEND)
    asked = Clarification.objects.get()
    assert f"/clarifications/{asked.pk}/answering/" in client.get(address).content.decode()
    client.post(f"/clarifications/{asked.pk}/answering/", {"answer": "每月两次。"})
    assert "每月两次。" in client.get(address).content.decode()
    assert asked.asked_at > DEADLINE
