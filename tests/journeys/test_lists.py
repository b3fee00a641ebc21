"""What people do with lists all day: keep a view, choose columns."""

import pytest

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def elsewhere(browser, live_server, place):
    """Somebody signs in at another machine."""
    opened = []

    def sign_in(username, role=None):
        if role:
            user = users.register(username, name="何敏", password=PASSWORD, by=audit.SYSTEM)
            users.appoint(user, role, place, by=audit.SYSTEM)
        context = browser.new_context(base_url=live_server.url)
        opened.append(context)
        there = context.new_page()
        there.goto("/")
        there.get_by_label("用户名或手机号").fill(username)
        there.get_by_label("密码").fill(PASSWORD)
        there.get_by_role("button", name="登录").click()
        there.goto("/projects/")
        return there

    yield sign_in
    for context in opened:
        context.close()


def heads(page):
    return page.locator("thead th").all_inner_texts()


def test_a_view_is_saved_and_is_there_at_another_machine_and_for_nobody_else(office, live_server, elsewhere):
    office.goto(f"{live_server.url}/projects/")
    office.get_by_role("combobox", name="服务领域").select_option("青少年服务")
    office.get_by_role("button", name="查询").click()
    office.get_by_text("视图", exact=True).click()
    office.get_by_label("把现在这样存成视图").fill("驻校")
    office.get_by_role("button", name="存视图").click()
    assert office.get_by_role("link", name="驻校", exact=True).get_attribute("aria-current") == "page"
    there = elsewhere("suwanqing")
    there.get_by_role("link", name="驻校", exact=True).click()
    assert there.locator("tbody th").all_inner_texts() == ["怡水驻校"]
    assert elsewhere("hemin", Role.FINANCE).get_by_role("link", name="驻校", exact=True).count() == 0


def test_columns_are_chosen_and_moved_without_a_script(on_phone):
    there = on_phone("/projects/", script=False)
    there.get_by_text("选列").click()
    for label in ("服务领域", "承接机构", "挂钩人员", "状态"):
        there.get_by_role("checkbox", name=label).uncheck()
    there.get_by_role("checkbox", name="结束日期").check()
    there.get_by_role("button", name="显示这些列").click()
    there.get_by_text("选列").click()
    there.get_by_role("link", name="「结束日期」往前移").click()
    assert heads(there) == ["项目", "项目编号", "结束日期", "合同金额（元）"]
    assert there.locator("tbody tr").first.get_by_text("结束日期").is_visible()
