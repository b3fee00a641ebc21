"""A provider writes its proposal, sends it in time, and takes it back in time; nothing that was typed is lost."""

import pytest

from guihua.commissioning.actions import calls, proposals
from guihua.commissioning.offers import marks, said
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.calls import (
    DEADLINE,
    INDICATORS,
    PLAN,
    providers,
    published,
    save,
    submitted,
    values,
    watch,
    written,
)

__all__ = ["account", "watch"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watch")]


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


@pytest.fixture
def call(programme):
    return published(programme, papers="营业执照")


@pytest.fixture
def draft(call):
    return proposals.begin(call, providers(call.subdistrict)[0], by=audit.SYSTEM)


def submit(proposal):
    return proposals.submit(proposal, by=audit.SYSTEM)


def test_what_is_missing_is_said_before_it_is_sent(draft):
    assert refused(lambda: submit(draft)) == (
        "incomplete",
        "还不能提交：服务方案没有写。人员安排没有写。指标一条也没有。预算没有填。缺「营业执照」。",
    )


def test_a_quote_that_is_not_the_sum_says_by_how_much(programme, draft):
    save(draft, **values(programme, 200_000, quote_fen=19_500_000))
    code, sentence = refused(lambda: submit(draft))
    assert code == "incomplete"
    assert "报价 195,000.00 元，预算合计 200,000.00 元，差 5,000.00 元。" in sentence


def test_without_a_quote_the_sum_is_the_quote(programme):
    call = published(programme)
    sent = submitted(call, providers(programme)[0], 200_000)
    assert (sent.state, sent.quote_fen) == ("submitted", 20_000_000)


def test_a_late_one_is_refused_and_what_was_written_stays(programme, watch):
    draft = written(published(programme), providers(programme)[0])
    watch(DEADLINE)
    sentence = "征集已在 2022-02-24 17:00 截止，不能再改，也不能再提交。您写的还在，可以看。"
    assert refused(lambda: submit(draft)) == ("late", sentence)
    assert refused(lambda: save(draft, plan="更好的方案")) == ("late", sentence)
    draft.refresh_from_db()
    assert draft.plan == PLAN


def test_it_is_taken_back_changed_and_sent_again_until_the_deadline(programme, watch):
    sent = submitted(published(programme), providers(programme)[0])
    assert refused(lambda: save(sent, plan="更好的方案")) == ("submitted", "响应方案已经提交。要改，先撤回。")
    changed = values(programme, 190_000, plan="更好的方案")
    again = submit(save(proposals.withdraw(sent, by=audit.SYSTEM), **changed))
    assert (again.plan, again.quote_fen) == ("更好的方案", 19_000_000)
    watch(DEADLINE)
    assert refused(lambda: proposals.withdraw(again, by=audit.SYSTEM))[0] == "late"


def test_of_a_call_that_was_withdrawn_the_draft_is_read_and_not_sent(programme):
    call = published(programme)
    draft = written(call, providers(programme)[0])
    calls.withdraw(call, why="要求写错了", by=audit.SYSTEM)
    assert refused(lambda: submit(draft)) == (
        "withdrawn",
        "街道办公室撤销了这份征集公告。您写的还在，可以看。",
    )


def test_two_colleagues_who_write_different_parts_lose_nothing(draft):
    seen = marks(said(draft))
    whole = {"plan": "", "staff": "", "indicators": (), "budget": {}, "quote_fen": None}
    proposals.save(draft, whole | {"plan": "甲写的方案"}, seen=seen, by=audit.SYSTEM)
    proposals.save(draft, whole | {"staff": "乙写的人员"}, seen=seen, by=audit.SYSTEM)
    draft.refresh_from_db()
    assert (draft.plan, draft.staff) == ("甲写的方案", "乙写的人员")


def test_of_two_colleagues_who_write_the_same_part_the_later_is_told_and_overwrites_knowingly(draft, account):
    seen, who = marks(said(draft)), account("manager", Role.MANAGER, phone="", organisation=draft.organisation)
    proposals.save(draft, {"plan": "甲写的方案", "indicators": INDICATORS}, seen=seen, by=who)
    with pytest.raises(proposals.Clashed) as clashed:
        proposals.save(draft, {"plan": "乙写的方案", "indicators": ()}, seen=seen, by=who)
    assert clashed.value.parts == ["plan"]
    assert clashed.value.sentence == "苏婉清刚刚也改了这里。您填的都还在：看过现在写的是什么，再保存。"
    draft.refresh_from_db()
    assert draft.plan == "甲写的方案"
    proposals.save(draft, {"plan": "乙写的方案"}, seen=marks(said(draft)), by=who)
    draft.refresh_from_db()
    assert draft.plan == "乙写的方案"


def test_only_the_provider_s_own_manager_writes(call, draft, account):
    other = account("other", Role.MANAGER, phone="", organisation=providers(call.subdistrict)[1])
    office = account("office", phone="")
    for who in (other, office):
        assert refused(lambda who=who: save(draft, by=who, plan="别人写的"))[0] == "no-role"


def test_the_trail_tells_that_it_was_sent_and_not_what_it_says(programme):
    submitted(published(programme), providers(programme)[0])
    rows = list(AuditRow.objects.filter(action__startswith="proposal.").order_by("pk"))
    assert [row.action for row in rows] == ["proposal.began", "proposal.saved", "proposal.submitted"]
    assert PLAN not in str([row.details for row in rows])
