"""What people try without being told: back, slash, escape, the thumb, and a browser without scripts."""

import pytest

from guihua.commissioning.models import Project
from guihua.reporting.actions import facts
from tests.factories import programmes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement"


def titles(page):
    return page.locator("tbody th").all_inner_texts()


def test_back_from_a_session_shows_the_same_rows_of_the_same_filter(office, live_server, place, tmp_path):
    programmes.attendance(place, tmp_path, *(programmes.row(code=f"N{n}", 未具名人数="5") for n in range(30)))
    office.goto(f"{live_server.url}/sessions/?size=25")
    office.get_by_role("combobox", name="形式").select_option("小组")
    office.get_by_role("button", name="查询").click()
    office.get_by_role("link", name="下一页").click()
    before, address = titles(office), office.url
    office.locator("tbody th a").first.click()
    assert office.get_by_role("heading", level=1).inner_text() == before[0]
    office.go_back()
    assert (titles(office), office.url, len(before)) == (before, address, 7)
    assert office.get_by_role("combobox", name="形式").input_value() == "group"


def test_one_jumps_to_a_page_of_a_figures_rows_and_keeps_what_they_are_narrowed_to(on_phone, place, tmp_path):
    programmes.attendance(place, tmp_path, *(programmes.row(code=f"N{n}", 未具名人数="5") for n in range(60)))
    facts.refresh(place)
    there = on_phone("/reports/2022/figures/attendance.sessions/?project=GC-1&size=25")
    there.get_by_label("到第几页").fill("3")
    there.get_by_role("button", name="跳转").click()
    there.get_by_text("第 3 / 3 页").wait_for(timeout=8000)
    assert there.get_by_role("link", name="不限项目").count() == 1


def test_the_rows_of_a_figure_are_cards_on_a_phone(on_phone):
    there = on_phone("/reports/2022/figures/attendance.person_times/?project=GC-1")
    assert there.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    table = there.locator(".table-wrap")
    assert table.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    assert {cell.is_visible() for cell in there.locator("tbody tr").first.locator("th, td").all()} == {True}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_bars_of_a_project_begin_and_end_below_each_other(office, live_server, language):
    office.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    project = Project.objects.get(number="GC-1")
    office.goto(f"{live_server.url}/projects/{project.pk}/")
    bars = [one.bounding_box() for one in office.locator(".bars .meter").all()]
    assert len(bars) > 1
    assert len({(round(bar["x"], 1), round(bar["width"], 1)) for bar in bars}) == 1


def test_a_condition_is_dropped_by_its_cross(office, live_server):
    office.goto(f"{live_server.url}/sessions/?form=media")
    assert titles(office) == ["反诈进社区"]
    office.get_by_role("link", name="形式：宣传").click()
    assert len(titles(office)) == 5


def test_an_error_stands_in_the_title_and_takes_the_focus_to_its_field(office, live_server):
    office.goto(f"{live_server.url}/programme/words/")
    office.get_by_role("button", name="添加专项行动").click()
    assert office.title() == "错误：项目设置 · 桂花"
    assert office.evaluate(f"{FOCUSED}.matches('[data-errors]')")
    office.get_by_role("link", name="请填写代码，例如 anti_fraud。").click()
    code = office.get_by_label("代码", exact=True)
    assert office.evaluate(f"{FOCUSED}.id") == code.get_attribute("id")
    told = office.locator(f"#{code.get_attribute('aria-describedby')}").inner_text()
    assert (code.get_attribute("aria-invalid"), told) == ("true", "请填写代码，例如 anti_fraud。")


def test_what_worked_is_said_in_passing(office, live_server):
    office.goto(f"{live_server.url}/programme/words/")
    office.get_by_role("region", name="专项行动").get_by_label("名称").fill("防溺水")
    office.get_by_label("代码", exact=True).fill("water")
    office.get_by_role("button", name="添加专项行动").click()
    assert office.get_by_role("status").inner_text() == "已添加专项行动「防溺水」。"


def test_slash_goes_to_the_search_and_is_typed_there(office, live_server):
    office.goto(f"{live_server.url}/projects/")
    office.keyboard.press("/")
    assert office.evaluate(f"{FOCUSED}.name") == "q"
    office.keyboard.type("GC/1")
    assert office.get_by_label("搜索").input_value() == "GC/1"


def test_escape_closes_a_definition_and_goes_back_to_where_it_was_opened(office):
    sign = office.get_by_label("「服务人次」是怎么算的")
    sign.click()
    words = office.get_by_role("region", name="服务人次").locator(".pop")
    assert words.is_visible()
    office.keyboard.press("Escape")
    assert (words.is_visible(), sign.evaluate("one => one === document.activeElement")) == (False, True)


def test_a_definition_closes_when_one_goes_on_elsewhere(office):
    office.get_by_label("「服务人次」是怎么算的").click()
    office.get_by_role("heading", level=1).click()
    assert not office.locator(".pop").first.is_visible()


def test_the_first_step_by_tab_is_past_the_navigation(office, live_server):
    office.goto(f"{live_server.url}/projects/")
    office.keyboard.press("Tab")
    office.keyboard.press("Enter")
    assert office.url.endswith("#main")


@pytest.mark.parametrize(("address", "action"), [("/", "看年度报告"), ("/ui/", "看列表")])
def test_the_main_action_of_a_page_is_in_reach_of_the_thumb(on_phone, address, action):
    there = on_phone(address)
    box = there.locator(".page-head .primary").bounding_box()
    foot = there.locator(".tabbar").bounding_box()
    assert there.locator(".page-head .primary").inner_text() == action
    assert box["y"] + box["height"] <= foot["y"]
    assert box["width"] == 390 - 2 * box["x"]


def test_a_browser_without_scripts_reaches_every_way_of_the_navigation_and_out(on_phone):
    there = on_phone("/", script=False)
    there.locator(".more > summary").click()
    ways = there.locator(".tabbar > a, .more-items a").all_inner_texts()
    assert [way.strip() for way in ways] == [
        *("总览", "项目", "场次", "年度报告", "记一场"),
        *(
            "收件箱",
            "项目看板",
            "挂钩走访",
            "沟通",
            "事件与投诉",
            "请求和意见",
            "定期报告",
            "项目岗位",
            "月度结账",
            "项目评估",
            "评估专家",
            "征集公告",
            "合同与资金",
            "管理办法",
            "数据导入",
            "机构",
            "社区",
            "社区发展计划",
            "人员",
            "故事",
            "采购公告",
            "宣传报道",
            "上级表格",
            "项目设置",
            "账号",
            "登录要求",
            "后台任务",
            "权限一览",
        ),
    ]
    there.get_by_role("button", name="退出").click()
    assert there.get_by_role("heading", level=1).inner_text() == "登录桂花"
