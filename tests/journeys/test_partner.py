"""S1: a school that takes part in a project asks for something on a phone without scripts, and the office answers on one page."""

import pytest
from django.test import Client

from guihua.commissioning.actions import partners
from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.factories.accounts import SINCE
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WISH = "下学期想把围炉茶话放到家长会之后。"


@pytest.fixture
def school(place, browser, live_server):
    """郭老师's phone."""
    at = Organisation.objects.get(name="怡水小学")
    partners.join(Project.objects.get(number="GC-1"), at, part="提供场地", by=audit.SYSTEM, since=SINCE)
    user = users.register("guo", name="郭老师", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.PARTNER, place, by=audit.SYSTEM, organisation=at, since=SINCE)
    client = Client()
    client.post("/accounts/login/", {"username": "guo", "password": PASSWORD})
    context = browser.new_context(**PHONE, java_script_enabled=False, base_url=live_server.url)
    context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()])
    yield context.new_page()
    context.close()


def test_a_partner_asks_on_a_phone_and_reads_the_answer_where_it_asked(office, school, live_server):
    school.goto("/")
    school.get_by_role("link", name="提请求或意见").click()
    school.get_by_role("button", name="提交").click()
    assert "请写下请求或意见。" in school.get_by_role("alert").inner_text()
    school.get_by_label("项目").select_option(label="桂一同行")
    school.get_by_label("内容").fill(WISH)
    school.get_by_role("button", name="提交").click()
    assert school.locator("main").get_by_text("待答复").is_visible()

    office.goto(live_server.url)
    office.get_by_role("link", name="等答复的合作单位请求和意见").click()
    office.get_by_role("link", name=WISH).click()
    office.get_by_role("textbox", name="答复").fill("可以，九月起安排。")
    office.get_by_role("button", name="发出答复").click()
    office.get_by_text("答复已发出。").wait_for()

    school.goto("/inbox/")
    school.get_by_text("提的请求或意见有了答复。").first.click()
    assert school.get_by_text("可以，九月起安排。").is_visible()
