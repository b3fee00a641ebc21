"""Signing in with more than a password, in the browser: an app, a passkey of the device, codes on paper; desk and phone."""

from datetime import timedelta

import pytest

from guihua.core import clock
from guihua.directory.actions import factors
from guihua.directory.calc import one_time
from guihua.directory.models import Factor, FactorDemand, Passkey, Role, SignIn, User
from tests.factories import passkeys
from tests.factories.factors import signed_in
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def suwanqing(office):
    return User.objects.get(username="suwanqing")


@pytest.fixture
def localhost(live_server):
    """A browser takes passkeys from a site with a name only, and without TLS from this one alone."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def stranger(browser, localhost):
    """Another browser, of the desk's size or the phone's, on which nobody is signed in."""
    opened = []

    def open_there(**more):
        context = browser.new_context(base_url=localhost, **more)
        opened.append(context)
        return context.new_page()

    yield open_there
    for context in opened:
        context.close()


def type_password(page):
    page.goto("/accounts/login/")
    page.get_by_label("用户名或手机号").fill("suwanqing")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def with_device(page):
    """A device that can make passkeys and says yes whenever it is asked."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    can = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": can | {"automaticPresenceSimulation": True}})
    return tools, made["authenticatorId"]


@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_an_app_is_set_up_and_its_code_asked_for_at_the_next_sign_in(stranger, suwanqing, half_minutes, size):
    page = stranger(**size)
    type_password(page)
    page.goto("/accounts/security/")
    page.get_by_role("link", name="设验证器").click()
    assert page.get_by_role("img", name="给验证器扫的码").locator("svg").bounding_box()["width"] >= 180
    page.get_by_text("扫不了，或者就在这台手机上").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("验证器显示的 6 位数字").fill(one_time.code_of(secret, half_minutes.now))
    page.get_by_role("button", name="设好了").click()
    assert page.locator(".codes li").count() == 10
    with page.expect_download() as text:
        page.get_by_role("link", name="下载").click()
    assert page.locator(".codes li").first.inner_text() in text.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="我存好了").click()
    assert page.get_by_text("10 个还剩 10 个").is_visible()
    half_minutes.pass_by()
    again = stranger(**size)
    type_password(again)
    code = one_time.code_of(secret, half_minutes.now)
    again.get_by_role("textbox", name="验证码").fill(f"{code[:3]} {code[3:]}")
    again.get_by_role("button", name="登录", exact=True).click()
    again.get_by_role("heading", level=1, name="2022 年度总览").wait_for()
    assert SignIn.objects.latest("pk").factor == Factor.TOTP


def test_a_passkey_is_added_and_opens_at_one_tap(stranger, suwanqing):
    page = stranger()
    tools, device = with_device(page)
    type_password(page)
    page.goto("/accounts/security/passkeys/new/")
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_role("button", name="添加").click()
    page.get_by_role("button", name="我存好了").click()
    assert page.get_by_role("link", name="办公室电脑").is_visible()
    assert len(tools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    page.context.clear_cookies()
    type_password(page)
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_role("heading", level=1, name="2022 年度总览").wait_for()
    assert (SignIn.objects.latest("pk").factor, Passkey.objects.get().uses > 0) == (Factor.PASSKEY, True)


def test_a_device_that_says_no_is_told_of_and_may_be_asked_again(stranger, suwanqing):
    passkeys.given(suwanqing, "旧手机")
    page = stranger()
    with_device(page)
    type_password(page)
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_text("没有完成。再试一次，或者填下面的验证码。").wait_for()
    assert page.url.endswith("/accounts/second-step/")


def test_without_scripts_a_passkey_leaves_the_codes_on_paper(stranger, suwanqing):
    passkeys.given(suwanqing)
    code = factors.make_recovery_codes(suwanqing, by=suwanqing, here=signed_in(suwanqing))[0]
    page = stranger(**PHONE, java_script_enabled=False)
    type_password(page)
    assert page.get_by_text("通行密钥要浏览器能运行脚本才能用").is_visible()
    assert page.get_by_role("button", name="用通行密钥登录").count() == 0
    page.get_by_role("textbox", name="验证码").fill(f"{code[:5]} {code[5:]}")
    page.get_by_role("button", name="登录", exact=True).click()
    assert page.get_by_text("用掉了一个恢复码，还剩 9 个").is_visible()


@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_what_was_typed_comes_back_after_the_second_step(stranger, suwanqing, size):
    passkeys.given(suwanqing)
    codes = factors.make_recovery_codes(suwanqing, by=suwanqing, here=signed_in(suwanqing))
    page = stranger(**size)
    type_password(page)
    page.get_by_role("textbox", name="验证码").fill(codes[0])
    page.get_by_role("button", name="登录", exact=True).click()
    page.goto("/programme/words/")
    form = page.get_by_role("region", name="专项行动")
    form.get_by_label("名称").fill("禁毒宣传进社区")
    page.context.clear_cookies(name="session")
    form.get_by_role("button", name="添加专项行动").click()
    page.get_by_label("用户名或手机号").fill("suwanqing")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    assert page.get_by_text("你填的内容还在").is_visible()
    page.get_by_role("textbox", name="验证码").fill(codes[1])
    page.get_by_role("button", name="登录", exact=True).click()
    assert form.get_by_label("名称").input_value() == "禁毒宣传进社区"


@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_who_may_put_it_off_no_longer_sets_one_up_and_goes_on(stranger, suwanqing, place, half_minutes, size):
    day = clock.today() - timedelta(days=1)
    FactorDemand.objects.create(subdistrict=place, role=Role.OFFICE, since=day, grace_until=day)
    page = stranger(**size)
    type_password(page)
    page.goto("/projects/")
    assert page.get_by_text("宽限期已经过了").is_visible()
    assert page.get_by_role("navigation").get_by_role("link", name="项目").count() == 0
    page.get_by_role("link", name="设验证器").click()
    page.get_by_text("扫不了，或者就在这台手机上").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("验证器显示的 6 位数字").fill(one_time.code_of(secret, half_minutes.now))
    page.get_by_role("button", name="设好了").click()
    page.get_by_role("button", name="我存好了").click()
    page.get_by_role("heading", level=1, name="项目").wait_for()
