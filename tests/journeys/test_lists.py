"""What people do with lists all day: keep a view, choose columns, go by keys, pick rows, find anything."""

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


def focused(page):
    return page.evaluate("document.activeElement.innerText")


def titles(page):
    return page.locator("tbody th").all_inner_texts()


def test_a_list_is_gone_through_by_keys_opened_and_picked(office, live_server):
    office.goto(f"{live_server.url}/projects/")
    first, second, *_rest = titles(office)
    office.keyboard.press("j")
    office.keyboard.press("j")
    assert focused(office) == second
    office.keyboard.press("x")
    assert [box.is_checked() for box in office.locator("input[name=pick]").all()] == [False, True, False]
    assert office.get_by_text("已选 1 行").is_visible()
    office.keyboard.press("k")
    assert focused(office) == first
    office.keyboard.press("ArrowDown")
    office.keyboard.press("Enter")
    assert office.get_by_role("heading", level=1).inner_text() == second


def test_where_somebody_types_keys_are_letters_and_a_question_mark_elsewhere_shows_them(office, live_server):
    office.goto(f"{live_server.url}/projects/")
    office.keyboard.press("/")
    office.keyboard.type("jx?")
    assert (office.get_by_label("搜索").input_value(), office.get_by_role("dialog").count()) == ("jx?", 0)
    office.get_by_role("heading", level=1).click()
    office.keyboard.press("?")
    assert office.get_by_role("dialog", name="快捷键").is_visible()
    office.keyboard.press("Escape")
    assert office.get_by_role("dialog").count() == 0


def test_who_turned_the_keys_off_has_none_and_can_turn_them_on_again(office, live_server):
    office.goto(f"{live_server.url}/projects/")
    office.get_by_role("button", name="快捷键").click()
    office.get_by_role("button", name="关掉快捷键").click()
    office.wait_for_function("document.documentElement.dataset.keys === 'off'")
    for key in ("j", "x", "?", "/"):
        office.keyboard.press(key)
    assert (office.evaluate("document.activeElement.tagName"), office.get_by_role("dialog").count()) == ("BODY", 0)
    office.get_by_role("button", name="快捷键").click()
    assert office.get_by_role("button", name="打开快捷键").is_visible()


def test_the_whole_page_is_picked_looked_at_once_more_and_done(office, live_server):
    office.goto(f"{live_server.url}/projects/")
    office.get_by_role("link", name="本页全选").click()
    office.get_by_role("button", name="转入评估").click()
    assert office.locator(".picked-first li").all_inner_texts() == ["桂一同行", "向阳同行", "怡水驻校"]
    office.get_by_role("button", name="确认").click()
    assert office.get_by_text("改了 3 行。").is_visible()


def test_as_one_types_what_is_found_is_suggested_and_leads_there(office, live_server):
    office.goto(f"{live_server.url}/communities/")
    office.get_by_role("searchbox", name="查全部").press_sequentially("gytx")
    office.locator("#suggested").get_by_role("link", name="桂一同行").click()
    assert office.get_by_role("heading", level=1).inner_text() == "桂一同行"
    office.get_by_role("searchbox", name="查全部").press_sequentially("gytx")
    office.locator("#suggested a").first.wait_for()
    office.keyboard.press("Escape")
    assert office.locator("#suggested a").count() == 0


def test_a_phone_without_scripts_finds_somebody_by_initials(on_phone):
    there = on_phone("/search/", script=False)
    there.get_by_label("名称、编号或姓名").fill("zxl")
    there.get_by_role("button", name="查找").click()
    there.get_by_role("link", name="张晓丽").click()
    assert there.get_by_role("heading", level=1).inner_text() == "张晓丽"
