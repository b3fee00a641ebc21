"""A social worker puts a month's paper list on record: at her desk out of a spreadsheet, and on her phone."""

import pytest
from django.test import Client

from guihua.core import audit
from guihua.delivery.models import Attendance, Session
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.factories import programmes
from tests.factories.accounts import SINCE
from tests.factories.entries import project
from tests.factories.programmes import row, served
from tests.journeys.conftest import PASSWORD, PHONE
from tests.journeys.seeing import WIDER, serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONTH = "2022-06"
NAMES = ["何敏", "区小燕", "单志强", "仇丽华", "陈静", "黄国强", "梁慧敏", "林小雨", "苏婉", "王建国"]
NAMES += ["赵美玲", "周志明", "吴秀英", "冼佩仪", "关少芬", "麦志荣", "霍启文", "招丽珍", "区淑仪", "叶颂文"]
DAYS = [3, 10, 17, 24, 28]
PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def worker(place, tmp_path):
    """陈静, who works on 桂一同行. Twenty people were at the tea of 2022-05-20."""
    rows = [row(code="A9", 日期="2022-05-20", **served(name, f"1360000{n:04d}")) for n, name in enumerate(NAMES)]
    programmes.attendance(place, tmp_path, *rows)
    provider = Organisation.objects.get(credit_code=programmes.RONGSHENG)
    user = users.register("chenjing", name="陈静", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.WORKER, place, by=audit.SYSTEM, organisation=provider)
    users.grant(user, Role.WORKER, project(), by=audit.SYSTEM, why="驻点", since=SINCE)
    return user


@pytest.fixture
def at(worker, browser, live_server):
    """Opens the month's list in a browser of its own, by default as wide as a desk."""
    client = Client()
    client.post("/accounts/login/", {"username": worker.username, "password": PASSWORD})
    given = [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
    opened = []

    def open_list(*, cookies=None, **how):
        context = browser.new_context(base_url=live_server.url, **how)
        wishes = [{"name": name, "value": value, "url": live_server.url} for name, value in (cookies or {}).items()]
        context.add_cookies(given + wishes)
        opened.append(context)
        page = context.new_page()
        page.goto(f"/record/projects/{project().pk}/months/{MONTH}/")
        return page

    yield open_list
    for context in opened:
        context.close()


def paper():
    """Twenty people down, five days across, a line break in the first heading; everybody came but every fifth to each."""
    head = ["姓名", '"6月3日\n围炉茶话"', *(f"6月{day}日" for day in DAYS[1:])]
    marks = [[name, *("" if (n + m) % 5 == 0 else "√" for m in range(len(DAYS)))] for n, name in enumerate(NAMES)]
    return "\n".join("\t".join(cells) for cells in [head, *marks])


def held():
    """Of each day of the month, how many came."""
    rows = (
        Attendance.objects.filter(session__month=202206).order_by("session__day").values_list("session__day", flat=True)
    )
    days = [day.day for day in rows]
    return {day: days.count(day) for day in sorted(set(days))}


def test_twenty_people_on_five_days_are_pasted_checked_and_saved(at):
    page = at(viewport={"width": 1440, "height": 900})
    page.get_by_label("把整张名单").fill(paper())
    page.get_by_role("button", name="放进表格核对").click()
    assert page.locator("[name=came]:checked").count() == 80
    assert page.locator("[data-errors]").count() == 0
    page.get_by_role("button", name="核对无误，保存").click()
    page.get_by_text("已保存：新登记 5 场，更正 0 场。").wait_for()
    assert held() == dict.fromkeys(DAYS, 16)


def test_a_block_is_pasted_into_the_table_itself_and_what_it_cannot_read_is_marked(at):
    page = at()
    page.get_by_label("把整张名单").fill(paper())
    page.get_by_role("button", name="放进表格核对").click()
    before = page.locator("[name=came]:checked").count()
    cell = page.locator("tbody tr").nth(0).locator("[name=came]").nth(0)
    assert not cell.is_checked()
    with page.expect_navigation():
        cell.evaluate(PASTE, "√\t√\n病\t\n")
    assert page.locator("tbody tr").nth(0).locator("[name=came]").nth(0).is_checked()
    assert page.locator("[name=came]:checked").count() == before - 1  # one more, and two less: unread, and empty
    assert "「病」看不出是来了还是没来" in page.locator("[data-errors]").inner_text()
    page.locator("[data-errors] a").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("√")
    page.get_by_role("button", name="核对无误，保存").click()
    page.get_by_text("已保存：新登记 5 场").wait_for()


def test_arrows_go_from_cell_to_cell_and_space_ticks(at):
    page = at()
    page.get_by_label("把整张名单").fill(paper())
    page.get_by_role("button", name="放进表格核对").click()
    page.locator("tbody tr").nth(0).locator("[name=came]").nth(0).focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    reached = page.locator("tbody tr").nth(1).locator("[name=came]").nth(0)
    assert reached.evaluate("one => one === document.activeElement")
    was, said = reached.is_checked(), page.locator("[data-turned]").inner_text()
    page.keyboard.press("Space")
    assert (reached.is_checked(), page.locator("[data-turned]").inner_text() == said) == (not was, False)


def test_on_a_phone_without_scripts_the_names_stay_in_sight_and_it_is_saved(at):
    page = at(**PHONE, java_script_enabled=False)
    page.get_by_label("把整张名单").fill(paper())
    page.get_by_role("button", name="放进表格核对").tap()
    page.get_by_text("核对无误，保存").wait_for()
    name, table = page.locator("tbody th").first, page.locator(".month-wrap")
    assert name.bounding_box()["x"] == table.bounding_box()["x"]
    page.locator("tbody tr").first.locator("[name=came]").nth(4).scroll_into_view_if_needed()
    assert name.bounding_box()["x"] == table.bounding_box()["x"]
    page.get_by_role("button", name="核对无误，保存").tap()
    page.get_by_text("已保存：新登记 5 场，更正 0 场。").wait_for()
    assert Session.objects.filter(month=202206).count() == len(DAYS)


@pytest.mark.parametrize(
    ("width", "wishes"),
    [
        (1440, {"theme": "dark"}),
        (390, {"django_language": "en"}),
        (320, {"text": "large", "theme": "dark"}),
    ],
    ids=["desk in the dark", "English phone", "large text on the smallest screen"],
)
def test_a_list_with_everything_wrong_in_it_can_be_read_by_everybody(at, width, wishes):
    page = at(cookies=wishes, viewport={"width": width, "height": 800})
    page.locator("#pasted").fill("姓名\t6月3日\n何敏\t病\n何小敏\t√\n新来的\t√\n未具名人数\t许多")
    page.locator("[name=deed][value=paste]").click()
    page.locator("[name=deed][value=save]").click()
    assert page.locator("[data-errors] li").count() == 4
    assert page.evaluate(WIDER) == 0
    assert serious(page) == []
