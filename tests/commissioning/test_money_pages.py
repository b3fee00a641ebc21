"""The pages of contracts and money: what is typed stays, and each reason stands where it belongs."""

from datetime import date, timedelta

import pytest
from django.test import Client

from guihua.commissioning.actions import budgets, payments
from guihua.commissioning.models import Contract, Payment, Project
from guihua.core import audit, clock
from guihua.directory.models import Role
from tests.factories import purchases
from tests.factories.accounts import account
from tests.factories.contracts import YUAN, contract, headings, stand
from tests.factories.forms import opened

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


@pytest.fixture
def project(programme):
    return Project.objects.get(number="GC-1")


def typed(project, **changes):
    key = headings(project.subdistrict)
    said = {
        "number": "GC-HT-9",
        "signed_on": "2021年12月28日",
        "amount_fen": "286,000",
        "starts_on": "2022-01-01",
        "ends_on": "2022-12-31",
        "i1_amount": "100000",
        "i1_waits_for": "signing",
        "i1_days": "10",
        "i2_amount": "186000",
        "i2_waits_for": "final",
        "i2_least_grade": "pass",
        f"b{key['人员费用']}": "286000",
    }
    return said | changes


def test_a_contract_is_typed_in_as_it_is_written_on_paper(office, project):
    answer = office.post(f"/projects/{project.pk}/contract/", typed(project))
    assert (answer.status_code, answer["Location"]) == (302, f"/projects/{project.pk}/money/")
    told = [
        (one.amount_fen, one.waits_for, one.least_grade, one.days) for one in Contract.objects.get().instalments.all()
    ]
    assert told == [(10_000_000, "signing", "", 10), (18_600_000, "final", "pass", 0)]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"i2_amount": "185999.5"}, "i1_amount", "分期付款加起来比合同金额少 0.50 元。"),
        ({"ends_on": "2021-12-31"}, "ends_on", "结束日期早于开始日期。"),
        ({"ends_on": "2026-01-01"}, "ends_on", "合同期最长 36 个月（《政府购买服务管理办法》第二十四条）。"),
        ({"i2_waits_for": ""}, "i2_waits_for", "请选择第 2 期等什么。"),
        ({"i3_on": "2022-10-01"}, "i3_amount", "请填写第 3 期的金额。"),
        ({"i1_waits_for": "day"}, "i1_on", "请填写第 1 期约定的日子。"),
        ({"i1_amount": "十万"}, "i1_amount", "「十万」不是金额。请只写以元为单位的数，例如 286000.00。"),
        ({"number": ""}, "number", "请填写合同编号。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(office, project, changes, field, sentence):
    answer = office.post(f"/projects/{project.pk}/contract/", typed(project, **changes))
    form = answer.context["form"]
    told = form.non_field_errors() if field is None else form.errors[field]
    assert (answer.status_code in (409, 422), list(told)) == (True, [sentence])
    assert 'value="GC-HT-9"' in answer.content.decode() or "number" in changes
    assert Contract.objects.count() == 0


def test_the_contract_of_a_purchase_begins_with_the_price_of_its_award(office, programme):
    purchase = purchases.awarded(programme, yuan=200_000)
    answer = office.get(f"/projects/{purchase.project_id}/contract/")
    said = answer.context["form"].initial
    assert (said["amount_fen"], said["i1_waits_for"]) == (20_000_000, "signing")
    assert "超过签订时限的原因" in answer.content.decode()


@pytest.fixture
def clashing(office, contract):
    """The second saves another number and a reason; meanwhile the first saved a number and moved 1,000 yuan."""
    address = f"/projects/{contract.project_id}/contract/"
    came = opened(office.get(address).context["form"])
    people, activities = (f"b{headings(contract.subdistrict)[name]}" for name in ("人员费用", "项目活动费"))
    first = came | {"number": "GC-HT-1a", people: "199,000.00", activities: "61,000.00"}
    assert office.post(address, first).status_code == 302
    second = office.post(address, came | {"number": "GC-HT-1b", "signed_on": "2021-12-27"})
    return address, second, people


def test_who_saves_a_contract_second_sees_before_theirs_and_mine_and_nothing_typed_is_lost(clashing):
    _address, second, people = clashing
    form = second.context["form"]
    choice = form.choice_of("number")
    assert second.status_code == 409
    assert (choice.before, choice.theirs, choice.mine) == ("GC-HT-1", "GC-HT-1a", "GC-HT-1b")
    assert [name for name in form.edited if form.choice_of(name)] == ["number"]
    assert (form["signed_on"].value(), form[people].value()) == ("2021-12-27", "199,000.00")
    assert "两边都改了，留下哪一个？" in second.content.decode()


@pytest.mark.parametrize(("kept", "number"), [("mine", "GC-HT-1b"), ("theirs", "GC-HT-1a")])
def test_the_second_chooses_and_what_only_the_first_changed_stays(office, clashing, contract, kept, number):
    address, second, _people = clashing
    form = second.context["form"]
    again = opened(form) | {f"before-{name}": form.data[f"before-{name}"] for name in ("number",)}
    again |= {form.add_initial_prefix("number"): "GC-HT-1a", "keep-number": kept}
    assert office.post(address, again).status_code == 302
    contract.refresh_from_db()
    people = contract.budget.get(category__name="人员费用").amount_fen
    assert (contract.number, contract.signed_on, people) == (number, date(2021, 12, 27), 199_000 * YUAN)


def test_who_does_not_choose_is_asked_again(office, clashing):
    address, second, _people = clashing
    form = second.context["form"]
    again = opened(form) | {"before-number": "GC-HT-1", form.add_initial_prefix("number"): "GC-HT-1a"}
    asked = office.post(address, again)
    assert (asked.status_code, asked.context["form"].errors["number"]) == (
        422,
        ["「合同编号」两边都改了，请选择留下哪一个。"],
    )


def test_the_money_of_a_project_tells_what_each_instalment_waits_for(office, contract):
    page = office.get(f"/projects/{contract.project_id}/money/").content.decode()
    assert "要等中期评估，并且达到「良好」。" in page
    assert "申请付款" in page


def test_the_list_of_all_instalments_is_narrowed_by_where_they_stand(office, contract):
    def shown(state):
        return [row.position for row in office.get(f"/funds/?state={state}").context["shown"].rows]

    assert (office.get("/funds/").context["shown"].total, shown("payable"), shown("paid")) == (3, [1], [])
    payments.ask(contract.instalments.get(position=1), by=audit.SYSTEM)
    assert (shown("payable"), shown("asked"), shown("waiting")) == ([], [1], [2, 3])


def test_a_payment_is_taken_step_by_step_from_its_page(office, account, contract):
    finance, leader = Client(), Client()
    finance.force_login(account("finance", Role.FINANCE, phone=""), backend=BACKEND)
    leader.force_login(account("leader", Role.LEADER, phone=""), backend=BACKEND)
    office.post(f"/instalments/{contract.instalments.get(position=1).pk}/asking/")
    address = f"/payments/{Payment.objects.get().pk}/"
    assert "这笔付款是您申请的，要由别人核对。" in office.get(address).content.decode()
    finance.post(address, {"step": "check"})
    assert "退回" in leader.get(address).content.decode()
    missing = leader.post(address, {"step": "refuse", "why": ""})
    assert (missing.status_code, missing.context["forms"]["refuse"].errors["why"]) == (422, ["请填写为什么退回。"])
    leader.post(address, {"step": "approve"})
    tomorrow = clock.today() + timedelta(days=1)
    early = finance.post(address, {"step": "pay", "on": str(tomorrow), "voucher": "付-1"})
    assert early.context["forms"]["pay"].errors == {"on": ["付款日期还没有到。"]}
    assert Payment.objects.get().state == "approved"


def test_a_transfer_is_sent_back_with_a_reason_and_the_field_asks_for_it(office, account, contract):
    lines = contract.budget.all()
    asked = budgets.ask_to_move(lines[0], lines[1], amount_fen=100, why="活动多", by=audit.SYSTEM)
    address = f"/transfers/{asked.pk}/"
    missing = office.post(address, {"step": "refuse", "why": " "})
    assert (missing.status_code, missing.context["form"].errors["why"]) == (422, ["请填写为什么退回。"])
    office.post(address, {"why": "先用结余"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("refused", "先用结余")


def test_a_worker_and_a_partner_read_no_money(programme, account, client):
    stand(programme)
    project = Project.objects.get(number="GC-1")
    worker = account("worker", Role.WORKER, phone="", organisation=project.provider)
    client.force_login(worker, backend=BACKEND)
    assert [client.get(path).status_code for path in (f"/projects/{project.pk}/money/", "/funds/")] == [404, 404]
