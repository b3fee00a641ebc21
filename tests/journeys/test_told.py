"""S5: a provider's manager on her phone answers the office, and sends a report whose figures nobody typed."""

import pytest
from django.test import Client

from guihua.commissioning.models import Message, PeriodicReport, Project, ReportVersion
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import told
from tests.factories.accounts import SINCE
from tests.journeys.conftest import PASSWORD, PHONE
from tests.journeys.seeing import serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(place, browser, live_server):
    """何敏's phone: she runs 榕声."""
    user = users.register("hemin", name="何敏", password=PASSWORD, by=audit.SYSTEM)
    at = Project.objects.get(number="GC-1").provider
    users.appoint(user, Role.MANAGER, place, by=audit.SYSTEM, organisation=at, since=SINCE)
    client = Client()
    client.post("/accounts/login/", {"username": "hemin", "password": PASSWORD})
    context = browser.new_context(**PHONE, base_url=live_server.url)
    context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()])
    yield context.new_page()
    context.close()


def test_she_answers_the_office_and_sends_her_report(office, phone, place, live_server):
    told.stand(place)
    project = Project.objects.get(number="GC-1")
    office.goto(f"{live_server.url}/projects/{project.pk}/messages/")
    office.get_by_role("link", name="发消息").click()
    office.get_by_label("主题").fill("年终座谈会")
    office.get_by_label("内容").fill("请在本月安排一次。")
    office.get_by_role("button", name="发出").dblclick()
    office.get_by_text("消息已发出。").wait_for()
    assert Message.objects.filter(thread__subject="年终座谈会").count() == 1

    phone.goto("/inbox/")
    phone.get_by_role("button", name="「桂一同行」有新消息。").first.click()
    phone.get_by_text("请在本月安排一次。").wait_for()
    phone.get_by_label("内容").fill("周五上午九点半。")
    phone.get_by_role("button", name="发出").click()
    phone.get_by_text("消息已发出。").wait_for()
    assert serious(phone) == []
    phone.goto(f"/projects/{project.pk}/messages/")
    assert phone.get_by_role("navigation", name="项目的内容").get_by_text("1 新").is_visible()  # 三月的场地

    report = PeriodicReport.objects.get(first__month=4)
    phone.goto(f"/periodic-reports/{report.pk}/writing/")
    phone.get_by_label("做了什么").fill("开了一次围炉茶话。")
    phone.get_by_text("已自动保存。").wait_for()
    phone.get_by_role("button", name="保存并检查").click()
    phone.get_by_role("rowheader", name="2022-04").wait_for()
    assert serious(phone) == []
    phone.get_by_role("button", name="提交报告").click()
    phone.get_by_text("报告已提交").wait_for()
    assert ReportVersion.objects.get(report=report).paper["texts"]["done"] == "开了一次围炉茶话。"

    office.goto(f"{live_server.url}/periodic-reports/?state=waiting")
    office.get_by_role("link", name="桂一同行").first.click()
    office.get_by_role("button", name="接受报告").click()
    office.get_by_text("报告已接受。").wait_for()
