"""Nothing typed is lost, a demonstration is one tap away, and a lost phone is signed out: in the browser, desk and phone."""

from datetime import date

import pytest

from guihua.commissioning.models import Campaign
from guihua.config.home import Demonstration
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_what_was_typed_stands_in_the_form_again_after_the_sign_in(office, live_server, size):
    office.set_viewport_size({"width": size[0], "height": size[1]})
    office.goto(f"{live_server.url}/programme/words/")
    form = office.get_by_role("region", name="专项行动")
    form.get_by_label("名称").fill("禁毒宣传进社区")
    office.get_by_label("代码").fill("drugs")
    office.context.clear_cookies(name="session")
    form.get_by_role("button", name="添加专项行动").click()
    assert office.get_by_text("你填的内容还在").is_visible()
    office.get_by_label("用户名或手机号").fill("suwanqing")
    office.get_by_label("密码").fill(PASSWORD)
    office.get_by_role("button", name="登录", exact=True).click()
    assert office.get_by_text("还没有保存").is_visible()
    assert form.get_by_label("名称").input_value() == "禁毒宣传进社区"
    assert not Campaign.objects.filter(code="drugs").exists()
    form.get_by_role("button", name="添加专项行动").click()
    office.get_by_text("已添加专项行动「禁毒宣传进社区」。").wait_for(timeout=8000)
    assert Campaign.objects.get(code="drugs").name == "禁毒宣传进社区"


def test_one_signs_in_at_the_door_and_is_at_the_first_page(watched, live_server, suwanqing):
    watched.goto(live_server.url)
    watched.get_by_label("用户名或手机号").fill("suwanqing")
    watched.get_by_label("密码").fill(PASSWORD)
    watched.get_by_role("button", name="登录", exact=True).click()
    watched.get_by_role("button", name="退出").wait_for(state="attached")
    assert watched.url == f"{live_server.url}/"


def test_a_form_left_empty_is_answered_in_our_own_words(live_server, page, place):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="登录", exact=True).click()
    told = page.get_by_role("alert")
    assert told.get_by_role("link").all_inner_texts() == ["请填写用户名或手机号。", "请填写密码。"]
    assert page.evaluate("document.activeElement.matches('[data-errors]')")


def test_one_ends_the_sign_in_of_another_device(office, live_server, browser):
    second = browser.new_context(base_url=live_server.url)
    there = second.new_page()
    there.goto("/accounts/login/")
    there.get_by_label("用户名或手机号").fill("suwanqing")
    there.get_by_label("密码").fill(PASSWORD)
    there.get_by_role("button", name="登录", exact=True).click()
    office.goto(f"{live_server.url}/accounts/sign-ins/")
    office.get_by_role("button", name="结束").click()
    assert office.get_by_text("已经结束").is_visible()
    there.goto("/projects/")
    assert "/accounts/login/" in there.url
    second.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_demonstrations_account_is_one_tap_away(office, live_server, browser, settings, size):
    settings.DEMONSTRATION = Demonstration(date.today(), 2022, "s", 1, PASSWORD)  # noqa: DTZ011 - any day will do
    stranger = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=live_server.url)
    page = stranger.new_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="街道办公室 · 苏婉清").click()
    assert page.get_by_role("heading", level=1).inner_text() == "2022 年度总览"
    stranger.close()
