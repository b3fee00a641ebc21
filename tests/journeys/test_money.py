"""S2: a contract is signed, and its first instalment goes from the provider's phone through three more hands to the bank."""

import pytest
from django.test import Client

from guihua.commissioning.models import Payment
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.factories.accounts import SINCE
from tests.factories.programmes import RONGSHENG
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hand(place, browser, live_server):
    """A phone without scripts of somebody in a role, signed in."""
    opened = []

    def enter(username, role):
        at = Organisation.objects.get(credit_code=RONGSHENG) if role == Role.MANAGER else None
        user = users.register(username, name=username, password=PASSWORD, by=audit.SYSTEM)
        users.appoint(user, role, place, by=audit.SYSTEM, organisation=at, since=SINCE)
        client = Client()
        client.post("/accounts/login/", {"username": username, "password": PASSWORD})
        context = browser.new_context(**PHONE, java_script_enabled=False, base_url=live_server.url)
        context.add_cookies(
            [{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()]
        )
        opened.append(context)
        return context.new_page()

    yield enter
    for context in opened:
        context.close()


def test_a_contract_is_signed_and_its_first_instalment_paid_by_four_hands(office, hand):
    office.get_by_role("link", name="项目", exact=True).first.click()
    office.get_by_role("link", name="桂一同行").click()
    office.get_by_role("link", name="资金", exact=True).click()
    office.get_by_role("link", name="登记合同").click()
    office.get_by_label("合同编号").fill("GC-HT-1")
    office.get_by_label("签订日期").fill("2021年12月28日")
    first = office.get_by_role("group", name="第 1 期")
    first.get_by_label("金额（元）").fill("286,000")
    office.get_by_label("人员费用").fill("200000")
    office.get_by_role("button", name="保存").click()
    assert office.get_by_role("alert").inner_text().endswith("预算加起来比合同金额少 86,000.00 元。")
    office.get_by_label("项目活动费").fill("86000")
    office.get_by_role("button", name="保存").click()
    office.get_by_text("合同已保存。").wait_for()

    finance, manager = hand("oujingwen", Role.FINANCE), hand("linzhiyuan", Role.MANAGER)
    manager.goto("/funds/")
    manager.get_by_role("link", name="桂一同行").click()
    manager.get_by_role("button", name="申请付款").click()
    address = manager.url
    assert manager.get_by_role("button", name="核对无误").is_disabled()
    leader = hand("fengguodong", Role.LEADER)
    finance.goto("/inbox/")
    assert finance.get_by_text("「桂一同行」第 1 期付款待核对。").is_visible()
    for there, verb in [(finance, "核对无误"), (leader, "批准付款")]:
        there.goto(address)
        there.get_by_role("button", name=verb).click()
    finance.goto(address)
    finance.get_by_label("付款凭证号").fill("付-018")
    finance.get_by_role("button", name="登记付款").click()
    assert finance.get_by_text("已付款，凭证号 付-018").is_visible()
    assert Payment.objects.get().state == "paid"
