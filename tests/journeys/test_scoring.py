"""S5, S6: the office begins a round, and the liaison officer scores on a phone without scripts, submits, and puts one thing right."""

import pytest
from django.test import Client

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import judging
from tests.factories.accounts import SINCE
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(place, browser, live_server):
    """梁慧敏's phone."""
    user = users.register("liang", name="梁慧敏", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.LIAISON, place, by=audit.SYSTEM, since=SINCE)
    users.grant(user, Role.LIAISON, Project.objects.get(number="GC-1"), by=audit.SYSTEM, why="挂钩", since=SINCE)
    client = Client()
    client.post("/accounts/login/", {"username": "liang", "password": PASSWORD})
    context = browser.new_context(**PHONE, java_script_enabled=False, base_url=live_server.url)
    context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()])
    yield context.new_page()
    context.close()


def test_an_officer_scores_on_a_phone_and_puts_right_what_the_office_sends_back(office, officer, live_server):
    one = judging.ready()
    office.goto(f"{live_server.url}/rounds/{one.pk}/")
    office.get_by_role("button", name="开始评估").click()
    office.get_by_text("评估开始了").first.wait_for()

    officer.goto("/")
    officer.get_by_role("link", name="等着填的评分表").click()
    officer.get_by_role("button", name="打分").click()
    officer.get_by_label("得分").first.fill("61")
    officer.get_by_role("button", name="核对并提交").click()
    assert "最多 60。" in officer.get_by_role("alert").inner_text()
    officer.get_by_label("得分").first.fill("55.5")
    officer.get_by_label("得分").nth(1).fill("40")
    officer.get_by_role("button", name="核对并提交").click()
    assert "「沟通及时」没有给满分，请写说明" in officer.locator("main").inner_text()
    officer.get_by_role("link", name="回去改").click()
    officer.get_by_label("给承接机构的话").first.fill("答复有时要等三四天。")
    officer.get_by_role("button", name="核对并提交").click()
    assert "95.5" in officer.locator("tfoot").inner_text()
    officer.get_by_role("button", name="提交评分表").click()
    assert officer.get_by_text("评分表已提交。").is_visible()

    office.reload()
    office.get_by_role("link", name="已提交").click()
    office.get_by_role("link", name="退回重填").click()
    office.get_by_label("为什么退回重填").fill("整改落实还有一项没有办结。")
    office.get_by_role("button", name="退回重填").click()
    office.get_by_text("已退回重填").first.wait_for()

    officer.goto("/inbox/")
    officer.get_by_text("评分表退回重填，请看原因").first.click()
    assert officer.get_by_text("整改落实还有一项没有办结。").is_visible()
