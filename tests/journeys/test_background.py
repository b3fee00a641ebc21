"""Long work: one watches it, leaves, comes back, and finds what came of it in the inbox."""

import pytest
from playwright.sync_api import expect

from guihua.core import jobs
from guihua.core.jobs.pulse import Still
from guihua.core.jobs.running import Running
from guihua.core.jobs.works import WORKS
from guihua.core.models import Notice
from guihua.directory.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def tea():
    jobs.work("tea.pour", title="倒茶")(lambda running: None)
    yield
    del WORKS["tea.pour"]


@pytest.fixture
def job(place):
    """What 苏婉清 asked for."""
    return lambda: jobs.ask("tea.pour", {"cups": 5000}, by=User.objects.get(), subdistrict=place)


def in_a_workers_hands():
    claimed = jobs.claim("a worker")
    return Running(claimed, Still(claimed))


def test_progress_is_watched_survives_a_reload_and_ends_in_the_inbox(office, live_server, job):
    office.goto(f"{live_server.url}/jobs/{job().pk}/")
    expect(office.locator("#told")).to_have_text("排队中")
    running = in_a_workers_hands()
    running.tell("writing", 1000, 5000)
    expect(office.locator("#told")).to_have_text("正在写入 20%")
    running.tell("writing", 3050, 5000)
    expect(office.locator("#told")).to_have_text("正在写入 60%")
    office.reload()
    expect(office.locator(".progress")).to_have_text("正在写入 3,050 / 5,000")
    with running.finishing() as outcome:
        outcome["added"] = 5000
    expect(office.locator("#live")).to_contain_text("新增 5,000")
    assert office.locator("#live").get_attribute("hx-get") is None
    office.goto(f"{live_server.url}/projects/")
    assert office.locator(".nav .badge").inner_text().endswith("1")
    office.locator(".nav a").filter(has_text="收件箱").click()
    office.get_by_role("button", name="「倒茶」做完了。").click()
    assert office.get_by_role("heading", level=1).inner_text() == "倒茶"
    assert Notice.objects.get().read_at is not None
    assert office.locator(".badge").count() == 0


def test_a_job_is_cancelled_where_it_is_watched(office, live_server, job):
    office.goto(f"{live_server.url}/jobs/{job().pk}/")
    running = in_a_workers_hands()
    office.get_by_role("button", name="取消任务").click()
    expect(office.locator("#live")).to_contain_text("正在取消")
    with pytest.raises(jobs.Stopped):
        running.stop_if_wished()


def test_a_phone_without_scripts_sees_it_by_asking_again(on_phone, job):
    there = on_phone(f"/jobs/{job().pk}/", script=False)
    in_a_workers_hands().tell("writing", 1000, 5000)
    there.get_by_role("link", name="刷新").click()
    assert there.locator(".progress").inner_text() == "正在写入 1,000 / 5,000"
    there.get_by_role("link", name="收件箱").first.click()
    assert there.get_by_role("heading", level=1).inner_text() == "收件箱"
