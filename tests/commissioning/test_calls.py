"""The office asks for proposals: held to the clock of its way of buying, to one moment, and to whom it asked."""

from datetime import date

import pytest

from guihua.commissioning.actions import calls, procurements, proposals
from guihua.commissioning.models import Bid, Call, Procurement
from guihua.commissioning.offers import mark_of_call
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from tests.factories.calls import DEADLINE, drafted, moment, providers, published, submitted, watch, written
from tests.factories.purchases import begun, take

__all__ = ["watch"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watch")]


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def publish(call, deadline=DEADLINE):
    return calls.publish(call, deadline=deadline, by=audit.SYSTEM)


def test_a_deadline_before_the_law_s_day_is_refused_with_the_rule(programme):
    call = drafted(programme)
    sentence = "「提交响应文件截止」最早在 2022-02-24（20 天，《政府采购法》第三十五条）。"
    assert refused(lambda: publish(call, moment(2, 23, 17))) == ("deadline", sentence)
    assert publish(call).state == "open"


def test_publishing_takes_the_step_of_its_day_and_asks_for_the_one_before(programme):
    purchase = begun(programme)
    said = {"asked": "陪伴", "papers": "", "deadline": DEADLINE, "by": audit.SYSTEM}
    call = calls.draft(purchase, **said)
    assert refused(lambda: publish(call)) == ("order", "先登记「公开采购预算」，再登记「发布招标公告」。")
    take(purchase, ("budget", date(2022, 1, 4)))
    publish(call)
    assert Procurement.objects.get().done == {"budget": date(2022, 1, 4), "release": date(2022, 2, 4)}


def test_after_a_call_was_withdrawn_the_time_of_the_next_runs_anew(programme, watch):
    first = published(programme)
    calls.withdraw(first, why="要求写错了", by=audit.SYSTEM)
    watch(moment(2, 10))
    said = {"asked": "陪伴", "papers": "", "by": audit.SYSTEM}
    sentence = "「提交响应文件截止」最早在 2022-03-02（20 天，《政府采购法》第三十五条）。"
    assert refused(lambda: calls.draft(first.procurement, **said, deadline=DEADLINE)) == ("deadline", sentence)
    again = calls.draft(first.procurement, **said, deadline=moment(3, 2, 17))
    assert publish(again, moment(3, 2, 17)).standing == "open"


def test_what_is_out_is_changed_no_more_and_its_deadline_only_moves_on(programme):
    call = published(programme)
    said = {"asked": "别的", "papers": "", "deadline": DEADLINE, "seen": mark_of_call(call), "by": audit.SYSTEM}
    assert refused(lambda: calls.change(call, **said))[0] == "published"
    assert refused(lambda: calls.postpone(call, deadline=moment(2, 24, 16), why="急", by=audit.SYSTEM)) == (
        "deadline",
        "截止时间只能往后延，现在是 2022-02-24 17:00。",
    )
    moved = calls.postpone(call, deadline=moment(2, 28, 17), why="答疑以后补充了要求", by=audit.SYSTEM)
    assert (moved.before, Call.objects.get().deadline) == (DEADLINE, moment(2, 28, 17))


def test_at_its_deadline_a_call_is_closed_and_not_a_second_before(programme, watch):
    call = published(programme)
    watch(moment(2, 24, 16, 59))
    assert call.standing == "open"
    assert refused(lambda: calls.unseal(call, by=audit.SYSTEM)) == (
        "sealed",
        "2022-02-24 17:00 才截止，之前不能开标。",
    )
    watch(DEADLINE)
    assert call.standing == "closed"


def test_unsealed_what_came_in_are_bids_and_what_was_not_sent_is_none(programme, watch):
    call, (first, second) = published(programme), providers(programme)
    submitted(call, first, 200_000)
    written(call, second, 190_000)
    assert Bid.objects.count() == 0
    watch(moment(2, 25))
    calls.unseal(call, by=audit.SYSTEM)
    bid = Bid.objects.get()
    assert (bid.organisation, bid.quote_fen, bid.submitted_on) == (first, 20_000_000, date(2022, 2, 4))
    assert Procurement.objects.get().done["deadline"] == date(2022, 2, 24)
    assert refused(lambda: calls.unseal(call, by=audit.SYSTEM))[0] == "wrong-state"


def test_while_it_is_out_nothing_comes_in_past_it(programme):
    call, (first, _second) = published(programme), providers(programme)
    purchase = call.procurement
    sentence = "征集公告正在进行，响应从公告进来，开标时自动登记。"
    past = [
        lambda: procurements.submit(purchase, first, quote_fen=1, on=date(2022, 2, 4), by=audit.SYSTEM),
        lambda: procurements.take(purchase, "deadline", on=date(2022, 2, 4), by=audit.SYSTEM),
    ]
    assert [refused(deed) for deed in past] == [("call", sentence)] * 2
    assert refused(lambda: procurements.invite(purchase, first, by=audit.SYSTEM))[0] == "to-all"


def test_where_some_were_invited_no_other_answers(programme):
    call, (first, second) = drafted(programme, "邀请招标"), providers(programme)
    procurements.invite(call.procurement, first, by=audit.SYSTEM)
    publish(call)
    assert refused(lambda: proposals.begin(call, second, by=audit.SYSTEM)) == (
        "not-asked",
        "这份公告没有邀请「向阳社会工作服务中心」。",
    )
    assert proposals.begin(call, first, by=audit.SYSTEM).organisation == first


def test_a_purchase_that_ends_takes_its_call_along_and_what_came_in_stays_sealed(programme, watch):
    call = published(programme)
    submitted(call, providers(programme)[0])
    procurements.give_up(call.procurement, why="不再需要", by=audit.SYSTEM)
    call.refresh_from_db()
    assert (call.state, call.why, Bid.objects.count()) == ("withdrawn", "不再需要", 0)
    watch(moment(2, 25))
    assert refused(lambda: calls.unseal(call, by=audit.SYSTEM))[0] == "wrong-state"


def test_each_deed_leaves_its_row(programme, watch):
    call = published(programme)
    watch(moment(2, 25))
    calls.unseal(call, by=audit.SYSTEM)
    rows = AuditRow.objects.filter(action__startswith="call.").order_by("pk").values_list("action", flat=True)
    assert list(rows) == ["call.drafted", "call.open", "call.unsealed"]
