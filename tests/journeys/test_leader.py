"""S5: the office leader's morning. Which project needs somebody, why and since when; a word on it; and what waited is approved."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from guihua.commissioning.actions import payments
from guihua.commissioning.models import Payment
from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import boards, contracts
from tests.factories.accounts import SINCE
from tests.journeys.conftest import PASSWORD, PHONE
from tests.journeys.seeing import serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "请办公室周五前约谈承接机构，下周二报补活动的安排。"


def somebody(place, username, name, role):
    user = users.register(username, name=name, password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, role, place, by=audit.SYSTEM, since=SINCE)


@pytest.fixture
def july(place, settings):
    """1 July 2022: GC-1 is far behind, and a payment that was checked waits."""
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 7, 1))
    somebody(place, "suwanqing", "苏婉清", Role.OFFICE)
    somebody(place, "feng", "冯国栋", Role.LEADER)
    contracts.stand(place)
    boards.stand(place)
    payments.check(Payment.objects.get(), by=audit.SYSTEM)


@pytest.fixture
def leader(july, watched, live_server):
    """冯国栋 at the desk."""
    client = Client()
    client.post("/accounts/login/", {"username": "feng", "password": PASSWORD})
    watched.context.add_cookies(
        [{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()]
    )
    watched.goto(live_server.url)
    return watched


@pytest.fixture
def phone(leader, browser, live_server):
    """His, without scripts."""
    signed_in = leader.context.storage_state()
    context = browser.new_context(**PHONE, storage_state=signed_in, java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def waiting(page):
    """The lines of the first page, and what stands under each."""
    page.goto("/") if page.url == "about:blank" else page.get_by_role("link", name="总览").first.click()
    return {one.get_by_role("link").inner_text(): one.inner_text() for one in page.locator(".attention li").all()}


def test_a_leader_says_a_word_on_a_red_project_and_approves_what_waits(leader, phone):
    assert "最早的：2022-03-08" in waiting(leader)["预警的项目"]
    leader.get_by_role("link", name="预警的项目").click()
    row = leader.get_by_role("row", name="桂一同行")
    assert "从 2022-04-01 起 91 天没有记录。" in row.inner_text()
    assert "待说明" in row.inner_text()
    leader.get_by_role("link", name="桂一同行").click()
    leader.get_by_text("规则 1：服务量落后。").wait_for()
    leader.get_by_role("link", name="说明怎样处理").first.click()
    leader.get_by_role("button", name="保存说明").click()
    assert "请写明正在怎样处理。" in leader.get_by_role("alert").inner_text()
    leader.get_by_label("正在怎样处理").fill(WORD)
    leader.get_by_role("button", name="保存说明").click()
    leader.get_by_text(f"冯国栋：{WORD}").wait_for()
    assert list(Notice.objects.filter(kind="board.word").values_list("user__name", flat=True)) == ["苏婉清"]

    assert "等着你这一步。" in waiting(phone)["等批准的付款"]
    phone.get_by_role("link", name="等批准的付款").click()
    phone.get_by_role("link", name="桂一同行").click()
    phone.get_by_role("link", name="待批准").click()
    phone.get_by_role("button", name="批准付款").click()
    phone.get_by_text("已批准", exact=True).wait_for()
    assert Payment.objects.get().state == "approved"
    assert set(waiting(phone)) & {"等批准的付款", "预警的项目"} == {"预警的项目"}
    assert serious(leader) == []
