"""The office invites a social worker, who sets a password on the phone and sees their project, until they are dismissed."""

import pytest

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "丹桂飘香十里-2023"


@pytest.fixture
def provider(place):
    return Project.objects.get(number="GC-1").provider


@pytest.fixture
def phone(browser, live_server):
    """Somebody else's phone."""
    context = browser.new_context(**PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def manager(browser, live_server, provider):
    """林志远, signed in at his own desk."""
    user = users.register("linzhiyuan", name="林志远", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.MANAGER, provider.subdistrict, by=audit.SYSTEM, organisation=provider)
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("用户名或手机号").fill("linzhiyuan")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    yield page
    context.close()


def invite(office, live_server, provider):
    """The link that the office's page shows."""
    office.goto(f"{live_server.url}/accounts/")
    office.get_by_role("link", name="邀请", exact=True).click()
    office.get_by_label("姓名").fill("陈锦泉")
    office.get_by_label("角色").select_option("社工")
    office.get_by_label("机构").select_option(provider.name)
    office.get_by_role("button", name="生成链接").click()
    assert office.get_by_role("img", name="链接的二维码").locator("svg").bounding_box()["width"] >= 200
    return office.get_by_label("链接", exact=True).input_value()


def accept(phone, link):
    phone.goto(link)
    assert phone.get_by_text("请你担任「榕声社会工作服务中心」的社工").is_visible()
    phone.get_by_label("用户名").fill("chenjinquan")
    phone.get_by_label("新密码", exact=True).fill(NEW)
    phone.get_by_label("再输一次新密码").fill(NEW)
    phone.get_by_role("button", name="接受邀请，建账号").click()
    phone.get_by_text("账号建好了，你已经登录。").wait_for()


def test_a_worker_joins_by_a_link_on_the_phone_and_leaves_when_the_manager_says_so(
    office, live_server, phone, manager, provider
):
    link = invite(office, live_server, provider)
    accept(phone, link)
    project = Project.objects.get(number="GC-1")
    office.goto(f"{live_server.url}/organisations/{provider.pk}/")
    office.get_by_role("link", name="给陈锦泉分配项目").click()
    office.get_by_label(project.name).check()
    office.get_by_role("button", name="保存").click()
    office.get_by_text("已定好陈锦泉经办的项目。").wait_for()
    phone.goto("/projects/")
    phone.get_by_role("link", name=project.name).click()
    assert phone.get_by_role("heading", level=1).inner_text() == project.name

    manager.goto("/accounts/")
    manager.get_by_role("link", name="陈锦泉").click()
    manager.get_by_role("link", name="结束社工").click()
    manager.get_by_role("button", name="结束角色").click()
    manager.get_by_text("已定下陈锦泉这个角色的最后一天。").wait_for()

    assert phone.reload().status == 404
    phone.goto("/projects/")
    assert phone.get_by_role("link", name=project.name).count() == 0


def test_the_link_is_copied_by_one_tap(office, live_server, provider):
    office.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = invite(office, live_server, provider)
    office.get_by_role("button", name="复制链接").click()
    office.get_by_text("已复制。").wait_for()
    assert office.evaluate("navigator.clipboard.readText()") == link


def test_without_a_script_the_link_stands_in_its_field_and_no_button_is_in_the_way(office, on_phone, provider, place):
    there = on_phone(f"/accounts/invitations/to/{place.pk}/", script=False)
    there.get_by_label("姓名").fill("陈锦泉")
    there.get_by_label("角色").select_option("社工")
    there.get_by_label("机构").select_option(provider.name)
    there.get_by_role("button", name="生成链接").click()
    assert "/links/" in there.get_by_label("链接", exact=True).input_value()
    assert there.get_by_role("button", name="复制链接").count() == 0


def test_a_colleague_who_scans_the_code_after_it_was_used_is_told_so(office, live_server, phone, browser, provider):
    link = invite(office, live_server, provider)
    accept(phone, link)
    other = browser.new_context(**PHONE)
    late = other.new_page()
    late.goto(link)
    assert late.get_by_text("这个链接已经用过了").is_visible()
    assert Organisation.objects.get(pk=provider.pk).memberships.count() == 1
    other.close()


def offered(page, label):
    """What the list under a label lets somebody choose."""
    return page.get_by_label(label).locator("option:enabled").all_inner_texts()


def test_who_is_invited_is_offered_only_where_the_role_is_held(office, live_server, provider, place):
    office.goto(f"{live_server.url}/accounts/invitations/to/{place.pk}/")
    office.get_by_label("角色").select_option("社工")
    assert (offered(office, "机构"), office.get_by_label("社区").is_visible()) == (["–", provider.name], False)
    office.get_by_label("机构").select_option(provider.name)
    office.get_by_label("角色").select_option("合作单位")
    assert (provider.name in offered(office, "机构"), "怡水小学" in offered(office, "机构")) == (False, True)
    assert office.get_by_label("机构").input_value() == ""
    office.get_by_label("角色").select_option("社区书记")
    assert (office.get_by_label("机构").is_visible(), office.get_by_label("社区").is_visible()) == (False, True)
