"""S2: the office calls for proposals; a provider writes one on its phone, which keeps what it types; after the deadline it is opened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guihua.commissioning.models import Call, Proposal
from guihua.core import audit, clock
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories.accounts import SINCE
from tests.factories.calls import PLAN, STAFF, providers
from tests.factories.purchases import begun, take
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(place, browser, live_server):
    """何敏's phone: she runs 榕声."""
    user = users.register("hemin", name="何敏", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.MANAGER, place, by=audit.SYSTEM, organisation=providers(place)[0], since=SINCE)
    client = Client()
    client.post("/accounts/login/", {"username": "hemin", "password": PASSWORD})
    context = browser.new_context(**PHONE, base_url=live_server.url)
    context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()])
    yield context.new_page()
    context.close()


@pytest.fixture
def purchase(place):
    found = begun(place, "竞争性磋商")
    take(found, ("budget", clock.today()))
    return found


def test_a_proposal_is_asked_for_written_on_a_phone_sent_and_opened(office, phone, purchase, live_server, tmp_path):
    office.goto(f"{live_server.url}/projects/{purchase.project_id}/buying/")
    office.get_by_role("link", name="写征集公告").click()
    office.get_by_label("征集什么").fill("为独居长者每周上门一次。")
    office.get_by_label("要交的材料").fill("营业执照")
    office.get_by_label("截止日期").fill(str(clock.today() + timedelta(days=9)))
    office.get_by_role("button", name="保存草稿").click()
    assert "最早在" in office.get_by_role("alert").inner_text()
    office.get_by_label("截止日期").fill(str(clock.today() + timedelta(days=12)))
    office.get_by_role("button", name="保存草稿").click()
    office.get_by_role("link", name="发布").click()
    office.get_by_role("button", name="发布").click()
    office.get_by_text("征集公告已发布。").wait_for()

    phone.goto("/inbox/")
    phone.get_by_role("button", name="「邻里相伴」在征集响应方案").click()
    phone.get_by_role("button", name="写响应方案").click()
    phone.get_by_label("服务方案").fill(PLAN)
    phone.get_by_text("已自动保存。").wait_for()
    for text in ("督导一人", STAFF):  # each time it knows what it saved itself
        with phone.expect_response("**/writing/"):
            phone.get_by_label("人员安排").fill(text)
    phone.reload()
    assert [phone.get_by_label(one).input_value() for one in ("服务方案", "人员安排")] == [PLAN, STAFF]
    row = phone.get_by_role("group", name="第 1 项")
    row.get_by_label("指标").fill("上门服务")
    row.get_by_label("目标").fill("600")
    phone.get_by_label("人员费用").fill("200,000")
    phone.get_by_role("button", name="保存并检查").click()
    assert phone.get_by_text("缺「营业执照」。").is_visible()
    paper = tmp_path / "执照.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + b"x" * 40)
    phone.get_by_role("link", name="传文件").click()
    phone.get_by_label("文件", exact=True).set_input_files(paper)
    phone.get_by_role("button", name="传文件").click()
    phone.get_by_role("button", name="提交响应方案").click()
    phone.get_by_text("响应方案已提交。").wait_for()

    office.reload()
    assert office.get_by_text("收到 1 份").is_visible()
    assert "榕声" not in office.locator("main").inner_text()
    Call.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    office.reload()
    office.get_by_role("button", name="开标").click()
    office.get_by_role("link", name="榕声社会工作服务中心").click()
    assert office.get_by_text(PLAN).is_visible()
    assert Proposal.objects.get().bid.quote_fen == 20_000_000
