"""A month is closed by its provider and by the office, opened again by two people, and corrected with a reason."""

import pytest
from django.test import Client

from guihua.core import audit
from guihua.delivery.actions import closes
from guihua.delivery.models import Attendance, LateChange, MonthlyClose, Session
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from guihua.reporting.actions import facts
from tests.factories import programmes
from tests.journeys.conftest import PASSWORD, PHONE
from tests.journeys.seeing import WIDER, serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARCH = 202203


@pytest.fixture
def phone(place, browser, live_server):
    """Somebody's phone, signed in."""
    opened = []

    def of(username, name, role, organisation=None):
        user = users.register(username, name=name, password=PASSWORD, by=audit.SYSTEM)
        users.appoint(user, role, place, by=audit.SYSTEM, organisation=organisation)
        client = Client()
        client.post("/accounts/login/", {"username": username, "password": PASSWORD})
        context = browser.new_context(**PHONE, base_url=live_server.url)
        given = [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
        context.add_cookies(given)
        opened.append(context)
        return context.new_page()

    yield of
    for context in opened:
        context.close()


@pytest.fixture
def rongsheng(place):
    return Organisation.objects.get(credit_code=programmes.RONGSHENG)


def fits(page):
    """On a phone nothing is cut off, and everybody can read it."""
    assert (page.evaluate(WIDER), serious(page)) == (0, [])


def tap(page, role, name):
    page.get_by_role(role, name=name, exact=True).first.click()


def test_a_month_is_mended_closed_closed_whole_and_opened_again_by_two(phone, rongsheng):
    Attendance.objects.filter(session__code="A1").delete()
    manager, office = phone("hemin", "何敏", Role.MANAGER, rongsheng), phone("suwanqing", "苏婉清", Role.OFFICE)
    manager.goto("/closing/?year=2022")
    fits(manager)
    manager.goto(f"/closing/{MARCH}/{rongsheng.pk}/")
    fits(manager)
    tap(manager, "link", "补名单")
    manager.get_by_label("没有登记姓名的还有几人").fill("30")
    manager.get_by_label("为什么更正").fill("补录签到表")
    tap(manager, "button", "更正")
    manager.get_by_text("已更正").wait_for()
    assert manager.get_by_text("没有发现问题").is_visible()
    tap(manager, "link", "结账")
    fits(manager)
    tap(manager, "button", "结账")
    manager.get_by_text("2022 年 3 月已经结账。").wait_for()

    office.goto(f"/closing/{MARCH}/")
    fits(office)
    tap(office, "link", "结整个月")
    fits(office)
    tap(office, "button", "结整个月")
    office.get_by_text("2022 年 3 月已经结账。").wait_for()
    assert MonthlyClose.objects.standing().count() == 2

    manager.goto(f"/closing/{MARCH}/{rongsheng.pk}/")
    tap(manager, "link", "申请重新开放")
    fits(manager)
    manager.get_by_label("原因").fill("漏记两场")
    tap(manager, "button", "申请重新开放")
    manager.get_by_text("已经申请，等街道办公室决定。").wait_for()
    assert not manager.get_by_role("button", name="准许").is_visible()
    office.goto("/closing/?year=2022")
    fits(office)
    office.locator(".notice", has_text="漏记两场").get_by_role("link").click()
    tap(office, "button", "准许")
    office.get_by_text("已经重新开放。").wait_for()
    assert MonthlyClose.objects.standing().count() == 0


def test_a_correction_after_the_close_says_so_before_and_stands_in_the_report(phone, place, rongsheng):
    closes.close(place, MARCH, rongsheng, by=audit.SYSTEM)
    office = phone("suwanqing", "苏婉清", Role.OFFICE)
    office.goto(f"/record/{Session.objects.get(code='A1').pk}/")
    assert office.get_by_text("2022 年 3 月已经结账").is_visible()
    fits(office)
    office.get_by_label("没有登记姓名的还有几人").fill("40")
    office.get_by_label("为什么更正").fill("签到表少算了十人")
    tap(office, "button", "更正")
    office.get_by_text("已更正").wait_for()
    assert LateChange.objects.get().why == "签到表少算了十人"
    facts.refresh(place)
    for address in ("/reports/2022/", "/reports/2022/figures/attendance.person_times/"):
        office.goto(address)
        note = office.locator("details", has_text="结账后更正 1 处")
        note.locator("summary").tap()
        assert note.get_by_text("签到表少算了十人").is_visible()
        fits(office)
    office.goto("/closing/changes/")
    assert office.get_by_text("签到表少算了十人").is_visible()
    fits(office)
