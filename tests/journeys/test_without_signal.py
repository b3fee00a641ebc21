"""The signal drops while a social worker records: what she saves waits in her phone, and is sent once."""

import shutil
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from guihua.core import audit, clock
from guihua.delivery import offline
from guihua.delivery.models import Session
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories.accounts import SINCE
from tests.factories.closing import closed
from tests.factories.entries import project
from tests.journeys.phones import chenjing, form_of, held, phone, take

__all__ = ["chenjing", "phone", "take"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOMENT, PATIENT = 300, 40_000  # milliseconds: what the phone does by itself ends with no page that opens
IN_REVERSE = "{ const sort = Array.prototype.sort; Array.prototype.sort = function (how) { return sort.call(this, how).reverse() } }"

WRITE_READABLY = """name => new Promise((done) => {
  const asked = indexedDB.open("readable")
  asked.onupgradeneeded = () => asked.result.createObjectStore("people", { autoIncrement: true })
  asked.onsuccess = () => {
    const change = asked.result.transaction("people", "readwrite", { durability: "strict" })
    change.objectStore("people").add({ name })
    change.oncomplete = done
  }
})"""


def some_answers_are_lost():
    """What is sent arrives; the answer to each fourth does not."""
    sent = []

    def handle(route):
        if route.request.method != "POST":
            return route.continue_()
        sent.append(route.fetch(max_redirects=0))
        return route.abort() if len(sent) % 4 == 1 else route.fulfill(response=sent[-1])

    return handle


def test_twenty_sessions_without_a_signal_are_twenty_sessions_once(phone, take, monkeypatch):
    """The browser is closed, its clock is two hours ahead, a quarter of the answers is lost, and all are sent again in reverse."""
    teas = sorted(f"围炉{n:02d}" for n in range(20))
    server = timezone.localtime() - timedelta(hours=2)
    monkeypatch.setattr(offline, "now", lambda: server.replace(tzinfo=None))
    phone.go("/record/waiting/")
    phone.signal(False)
    for tea in teas:
        phone.record("GC-N", tea, "张晓丽", "何敏")
        phone.page.get_by_role("heading", name="等待送出").wait_for()
    expect(phone.page.locator(".offline-told")).to_contain_text("20 条等待送出", timeout=PATIENT)
    phone.close()
    assert phone.clear_on_disk("张晓丽", "何敏", *teas) == set()
    shutil.copytree(phone.folder, phone.folder.with_name("again"))
    phone.open()
    phone.sign_in("chenjing")
    phone.page.route("**/record/new/**", some_answers_are_lost())
    phone.go("/record/waiting/")
    while held() != teas:
        phone.go("/record/waiting/")
        phone.page.wait_for_timeout(MOMENT)
    expect(phone.page.locator("[data-state=waiting]")).to_have_count(0, timeout=PATIENT)
    again = take("again")
    again.context.add_init_script(IN_REVERSE)
    again.sign_in("chenjing")
    again.go("/record/waiting/")
    expect(again.page.locator("[data-state=sent]")).to_have_count(20, timeout=PATIENT)
    assert held() == teas


def test_new_people_are_added_and_left_out_without_a_signal_and_nobody_stands_readable_on_the_disk(phone):
    page = phone.page
    phone.signal(False)
    phone.go(form_of("GC-N"))
    page.locator(".forms label", has_text="小组").tap()
    page.get_by_label("活动名称").fill("读书会")
    page.get_by_label("时长").fill("60")
    page.get_by_label("主讲或带领人").fill("梁慧敏")
    for name, number in (("林小雨", "13600136001"), ("周志明", "13600136002")):
        page.get_by_label("姓名", exact=True).fill(name)
        page.get_by_label("手机", exact=True).fill(number)
        page.get_by_role("button", name="加进名单").tap()
    page.locator("[data-new] li", has_text="周志明").get_by_role("button").tap()
    phone.save()
    expect(page.locator("[data-state=waiting]")).to_contain_text("1 人", timeout=PATIENT)
    page.evaluate(WRITE_READABLY, "区小燕")
    phone.close()
    assert phone.clear_on_disk("林小雨", "13600136001", "梁慧敏", "读书会", "张晓丽", "区小燕") == {"区小燕"}
    phone.open()
    phone.sign_in("chenjing")
    phone.go("/record/")
    expect(phone.page.locator("[data-told=waiting]")).to_be_hidden()
    there = Session.objects.get(activity__name="读书会").attendances
    assert list(there.values_list("person__name", flat=True)) == ["林小雨"]


def test_a_kept_page_says_so_and_proposes_the_day_and_the_time_of_the_server(phone, monkeypatch):
    """The phone's clock says tomorrow, half past one."""
    server = datetime.combine(clock.today() - timedelta(days=1), time(23, 31))
    monkeypatch.setattr(offline, "now", lambda: server)
    phone.go(form_of("GC-N"))
    phone.signal(False)
    phone.go(form_of("GC-N"))
    assert (
        "没有信号 · 这是 23:31 的页面 · 登记会先存在这台手机里" in phone.page.locator("[data-told=kept]").inner_text()
    )
    proposed = [phone.page.locator(f"[name={name}]").input_value() for name in ("day", "starts_at")]
    assert proposed == [server.date().isoformat(), "23:30"]


def test_of_any_other_page_it_is_said_that_there_is_no_signal_what_waits_and_where_to_record(phone):
    page = phone.page
    phone.signal(False)
    phone.record("GC-N", "围炉夜话", "张晓丽")
    page.get_by_role("heading", name="等待送出").wait_for()
    phone.go("/projects/")
    page.get_by_role("heading", name="这一页要有信号才能打开").wait_for()
    assert ("1 条等待送出" in phone.told(), page.url.endswith("/projects/")) == (True, True)
    page.locator(".card").get_by_role("link", name="记一场").tap()
    page.get_by_label("活动名称").wait_for()
    phone.go("/projects/")
    phone.signal(True)
    page.get_by_role("link", name="再试一次").tap()
    page.locator("main").get_by_role("link", name="桂一新篇").wait_for()


def test_a_signal_that_drops_while_the_form_stands_open_loses_nothing(phone):
    page = phone.page
    phone.go(form_of("GC-N"))
    phone.signal(False)
    page.get_by_text("登记会先存在这台手机里").wait_for()
    page.locator(".lasts").get_by_role("button", name="围炉茶话").tap()
    page.locator("[name=who]:checked").nth(4).wait_for()
    page.locator(".roster-row label", has_text="何敏").tap()
    phone.save()
    expect(page.locator("[data-state=waiting]")).to_contain_text("4 人", timeout=PATIENT)
    phone.signal(True)
    expect(page.locator("[data-state=sent]")).to_have_count(1, timeout=PATIENT)
    assert held() == ["围炉茶话"]
    page.get_by_role("link", name="打开").tap()
    page.get_by_role("heading", name="已经保存").wait_for()


def test_a_month_that_was_closed_meanwhile_asks_for_the_reason_in_the_form(phone, chenjing, place):
    page, day = phone.page, "2022-03-12"
    users.grant(chenjing, Role.WORKER, project("GC-1"), by=audit.SYSTEM, why="驻点", since=SINCE)
    phone.go(form_of("GC-1"))
    phone.signal(False)
    phone.record("GC-1", "植树", "张晓丽", 日期=day)
    closed(place)
    phone.signal(True)
    expect(page.locator("[data-state=looking]")).to_contain_text("已经结账", timeout=PATIENT)
    assert (held(), "1 条要看一看" in phone.told()) == ([], True)
    page.get_by_role("button", name="看一看").tap()
    expect(page.locator("[name=who]:checked")).to_have_count(1, timeout=PATIENT)
    page.get_by_label("为什么现在才登记").fill("下乡没有信号")
    phone.save()
    page.get_by_role("heading", name="已经保存").wait_for()
    phone.go("/record/waiting/")
    page.get_by_text("没有等待送出的。").wait_for()
    assert (held(), Session.objects.get(activity__name="植树").day.isoformat()) == (["植树"], day)


def test_a_confidential_domain_is_neither_kept_nor_recorded_without_a_signal(phone, chenjing):
    page = phone.page
    users.grant(chenjing, Role.WORKER, project("GC-2"), by=audit.SYSTEM, why="驻点", since=SINCE)
    phone.go("/record/")
    page.goto(form_of("GC-2"))
    phone.signal(False)
    page.goto(form_of("GC-2"))
    page.get_by_role("heading", name="这一页要有信号才能打开").wait_for()
    page.get_by_text("保密领域（如社区矫正）的项目、补传照片和更正，都等有信号再做。").wait_for()
    phone.close()
    assert phone.clear_on_disk("匿0001") == set()
