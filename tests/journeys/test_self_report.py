"""S6: a provider's manager writes a self-report on a phone, saved as it is typed, and hands it in; an assessor reads it beside the criterion."""

import pytest
from django.test import Client

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.evaluation.models import SelfReport
from tests.factories import judging
from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import PHONE
from tests.journeys.test_scoring_on_a_tablet import TABLET

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def one(place):
    return judging.opened()


@pytest.fixture
def device(one, browser, live_server):
    """A page of somebody who is signed in on a device."""
    made = []

    def given(username, look):
        client = Client()
        client.post("/accounts/login/", {"username": username, "password": PASSWORD})
        context = browser.new_context(**look, base_url=live_server.url)
        context.add_cookies(
            [{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()]
        )
        made.append(context)
        return context.new_page()

    yield given
    for context in made:
        context.close()


@pytest.fixture
def manager(one):
    provider = Project.objects.get(number="GC-1").provider
    user = users.register("linzhiyuan", name="林志远", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.MANAGER, provider.subdistrict, by=audit.SYSTEM, organisation=provider)
    return user


def test_a_self_report_is_written_on_a_phone_and_read_on_a_tablet(one, manager, device):
    page = device("linzhiyuan", PHONE)
    page.goto(f"/rounds/{one.pk}/self-reports/")
    page.get_by_role("button", name="写自评").click()
    page.locator("form#scoring[data-ready]").wait_for()
    for n, text in enumerate(["制度三册", "目录两本", "月报写了", ""]):
        page.get_by_label("做了什么、做到什么程度").nth(n).fill(text)
    page.get_by_text("已保存", exact=False).first.wait_for()
    page.get_by_role("button", name="放材料").last.click()
    page.get_by_label("传一份新的").set_input_files(
        {"name": "账册.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="放上去").click()
    page.get_by_role("link", name="回到自评").click()
    page.locator("form#scoring[data-ready]").wait_for()
    page.get_by_role("button", name="核对并交自评").click()
    page.get_by_role("button", name="交自评", exact=True).click()
    page.get_by_text("自评已交，评估组会看到。").wait_for()
    report = SelfReport.objects.get()
    assert (report.state, [answer.text for answer in report.answers.all()]) == (
        "submitted",
        ["制度三册", "目录两本", "月报写了"],
    )
    seat = judging.seat(one, "周静", is_finance=True, is_practice=False)
    tablet = device(seat.assessor.user.username, TABLET)
    tablet.goto("/rounds/mine/")
    tablet.get_by_role("button", name="打分").click()
    assert tablet.get_by_label("承接机构的自评").first.inner_text().split() == ["承接机构的自评", "制度三册"]
    with tablet.expect_download() as sent:
        tablet.get_by_role("link", name="账册").click()
    assert sent.value.suggested_filename == "账册.pdf"
