"""S1: a secretary writes on a phone what the community needs; the office sends it back, accepts it, and says who answers it."""

import pytest
from django.test import Client

from guihua.commissioning.models import Need
from tests.factories.plans import secretary_of
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(place, browser, live_server):
    """关志明's phone, without scripts."""
    secretary = secretary_of("桂一社区")
    client = Client()
    client.post("/accounts/login/", {"username": secretary.username, "password": PASSWORD})
    context = browser.new_context(**PHONE, java_script_enabled=False, base_url=live_server.url)
    context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()])
    yield context.new_page()
    context.close()


def write(phone, title, about, evidence):
    phone.get_by_role("link", name="添加需求").first.click()
    phone.get_by_label("需求").fill(title)
    phone.get_by_label("为谁").fill(about)
    phone.get_by_role("button", name="保存").click()
    assert phone.get_by_role("alert").inner_text().endswith("请写怎么知道的。")
    phone.get_by_label("依据").fill(evidence)
    phone.get_by_role("button", name="保存").click()


def test_a_need_goes_from_a_phone_to_the_office_and_comes_back_answered(office, phone):
    phone.goto("/")
    phone.get_by_role("link", name="写计划").click()
    write(phone, "放学后孩子有地方去", "双职工家庭的小学生", "议事会上 9 位家长提出")
    write(phone, "独居长者有人定期上门", "独居长者", "走访了 46 户")
    phone.get_by_role("button", name="提前一位").click()
    phone.get_by_role("button", name="提交给街道办公室").click()
    address = phone.url

    office.get_by_role("link", name="社区发展计划").first.click()
    office.goto(f"{office.url}?year=2022")
    office.get_by_role("link", name="桂一社区").click()
    office.get_by_label("原因").fill("大约多少人？")
    office.get_by_role("button", name="退回").click()

    phone.goto("/inbox/")
    assert phone.get_by_text("被退回：大约多少人？").is_visible()
    phone.goto(address)
    phone.get_by_role("link", name="修改", exact=True).first.click()
    phone.get_by_label("大约多少人").fill("46")
    phone.get_by_role("button", name="保存").click()
    phone.get_by_role("button", name="提交给街道办公室").click()

    office.reload()
    office.get_by_role("link", name="写哪个项目回应").first.click()
    office.get_by_label("项目", exact=True).select_option(label="桂一同行")
    office.get_by_role("button", name="写上").click()
    office.get_by_role("button", name="接受计划").click()

    phone.goto("/")
    assert phone.get_by_text("有项目回应", exact=True).count() == 1
    assert phone.get_by_text("还没有项目回应").count() == 1
    assert list(Need.objects.unmet().values_list("title", flat=True)) == ["放学后孩子有地方去"]
