"""S6: somebody of a panel scores on a tablet: big steps, saved as they go, without a signal, beside another page of the same sheet."""

import pytest
from django.test import Client

from guihua.evaluation.models import ScoreSheet
from tests.factories import judging
from tests.factories.accounts import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def seat(place):
    return judging.seat(judging.opened(), "何文")


@pytest.fixture
def tablet(seat, browser, live_server):
    """何文's tablet, signed in."""
    client = Client()
    client.post("/accounts/login/", {"username": seat.assessor.user.username, "password": PASSWORD})
    context = browser.new_context(**TABLET, base_url=live_server.url)
    context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()])
    yield context
    context.close()


def opened(page):
    page.locator("form#scoring[data-ready]").wait_for()
    return page


def sheet_of(tablet):
    page = tablet.new_page()
    page.goto("/rounds/mine/")
    page.get_by_role("button", name="打分").click()
    return opened(page)


def saved(page):
    page.get_by_text("已保存", exact=False).first.wait_for()


def marks():
    rows = ScoreSheet.objects.get().marks.order_by("criterion__dimension__position", "criterion__position")
    return [(row.criterion.name, row.points, row.comment) for row in rows.select_related("criterion")]


def test_an_assessor_steps_through_a_sheet_and_submits_it(tablet):
    page = sheet_of(tablet)
    page.get_by_role("button", name="加 0.5 分").first.tap()
    page.get_by_role("button", name="减 0.5 分").first.tap()
    page.get_by_label("给承接机构的话").first.fill("制度汇编缺两项。")
    page.locator(".bands li", has_text="查得到").first.tap()
    page.get_by_label("得分", exact=True).nth(2).fill("65")
    assert page.locator("[data-total]").inner_text() == "79.5"
    page.get_by_role("button", name="核对并提交").click()
    page.get_by_role("button", name="提交评分表").click()
    assert page.get_by_text("1 个项目，已提交 1 张评分表").is_visible()
    assert [(name, str(points)) for name, points, _comment in marks()] == [
        ("项目管理制度", "7.50"),
        ("档案管理", "7.00"),
        ("目标达成", "65.00"),
    ]


def test_what_is_typed_without_a_signal_is_sent_when_it_is_back_though_the_page_was_closed(tablet):
    page = sheet_of(tablet)
    address = page.url
    tablet.set_offline(True)
    page.get_by_label("得分", exact=True).first.fill("6.5")
    page.get_by_text("没有信号：先存在这台设备里").wait_for()
    page.close()
    assert marks() == []
    tablet.set_offline(False)
    page = tablet.new_page()
    page.goto(address)
    saved(opened(page))
    assert [(name, str(points)) for name, points, _comment in marks() if points] == [("项目管理制度", "6.50")]


def test_two_pages_of_one_sheet_lose_nothing(tablet):
    one = sheet_of(tablet)
    other = tablet.new_page()
    other.goto(one.url)
    opened(other)
    one.get_by_label("得分", exact=True).first.fill("6.5")
    saved(one)
    other.get_by_label("得分", exact=True).nth(2).fill("60")
    saved(other)
    assert [(name, str(points)) for name, points, _comment in marks() if points] == [
        ("项目管理制度", "6.50"),
        ("目标达成", "60.00"),
    ]
    other.get_by_label("得分", exact=True).first.fill("5")
    saved(other)
    one.get_by_label("得分", exact=True).first.fill("7")
    one.get_by_text("另一个页面也改了同一项").wait_for()
    one.get_by_role("button", name="看看两边").click()
    one.get_by_text("两边都改了").first.wait_for()


def test_a_sign_in_that_runs_out_loses_nothing(tablet, seat):
    page = sheet_of(tablet)
    address, cookies = page.url, tablet.cookies()
    tablet.clear_cookies()
    page.get_by_label("得分", exact=True).first.fill("6.5")
    page.get_by_text("登录已过期，写的都在这台设备里。").wait_for()
    tablet.add_cookies(cookies)
    page.goto(address)
    saved(opened(page))
    assert [(name, str(points)) for name, points, _comment in marks() if points] == [("项目管理制度", "6.50")]
