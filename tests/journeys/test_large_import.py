"""A file of very many rows in a browser, and two browsers that send the same one. Its job is done where the story says so."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import Client
from playwright.sync_api import expect

from guihua.core import audit, jobs
from guihua.delivery.models import Attendance
from guihua.desk.models import Import, ImportState
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = [row(code=f"L{n % 3}", **served("何敏", f"1380013{n:04}")) for n in range(30)]


@pytest.fixture(autouse=True)
def many_are_few(settings):
    settings.GUIHUA_ROWS_CHECKED_AT_ONCE = 20


@pytest.fixture
def path():
    with TemporaryDirectory() as folder:
        yield programmes.write(Path(folder) / "三月.csv", [programmes.ATTENDANCE_COLUMNS, *ROWS])


@pytest.fixture
def colleague(browser, live_server, place):
    """梁慧敏 of the same office, in a browser of her own."""
    liang = users.register("lianghuimin", name="梁慧敏", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(liang, Role.OFFICE, place, by=audit.SYSTEM)
    client = Client()
    client.post("/accounts/login/", {"username": liang.username, "password": PASSWORD})
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies(
        [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
    )
    yield context.new_page()
    context.close()


def send(page, live_server, path):
    page.goto(f"{live_server.url}/imports/new/attendance/")
    page.get_by_label("表格文件").set_input_files(path)
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="核对每一行").click()


def look(page):
    expect(page.locator("#live")).to_contain_text("行数 30", timeout=8000)
    page.get_by_role("link", name="看结果").click()


def test_its_check_is_watched_and_leads_to_its_rows(office, live_server, path):
    send(office, live_server, path)
    expect(office.locator("#told")).to_have_text("排队中")
    jobs.do_waiting()
    look(office)
    assert office.locator(".notice").first.inner_text() == "30 行都可以导入：新增 30 行，更正 0 行，已有 0 行。"


def test_a_check_that_was_cancelled_is_begun_anew_and_one_more_time_given_up(office, live_server, path):
    send(office, live_server, path)
    office.get_by_role("button", name="取消任务").click()
    office.get_by_role("link", name="回到这份文件").click()
    office.get_by_role("button", name="再核对一遍").click()
    expect(office.locator("#told")).to_have_text("排队中")
    office.get_by_role("button", name="取消任务").click()
    office.goto(f"{live_server.url}/imports/")
    office.locator("tbody tr").first.get_by_role("link").first.click()
    office.get_by_role("button", name="放弃这份文件").click()
    assert (office.url, Import.objects.get().state) == (f"{live_server.url}/imports/", ImportState.DISCARDED)
    jobs.do_waiting()
    assert Attendance.objects.filter(session__code__startswith="L").count() == 0


def test_of_two_who_send_the_same_file_the_second_is_told_that_it_is_here(office, colleague, live_server, path):
    both = [office, colleague]
    for page in both:
        send(page, live_server, path)
    jobs.do_waiting()
    for page in both:
        look(page)
    for page in both:
        page.get_by_role("button", name="导入 30 行").click(no_wait_after=True)
    expect(office.locator("main")).to_contain_text("30 行都导入了。", timeout=8000)
    expect(colleague.locator("main")).to_contain_text("这份已导入过，没有新行。", timeout=8000)
    assert Attendance.objects.filter(session__code__startswith="L").count() == 30


def test_an_import_is_taken_back_on_the_desktop_with_the_people_whom_it_brought(office, live_server, path):
    send(office, live_server, path)
    jobs.do_waiting()
    look(office)
    office.get_by_role("button", name="导入 30 行").click()
    assert "它带来的 30 人也从登记里删除。" in office.locator("main").inner_text()
    office.get_by_role("button", name="撤销这次导入").click()
    expect(office.locator("main")).to_contain_text("这次导入已经撤销。", timeout=8000)
    office.goto(f"{live_server.url}/imports/")
    assert "已撤销" in office.locator("tbody tr").first.inner_text()
    assert Attendance.objects.filter(session__code__startswith="L").count() == 0
