"""What waits in a phone goes by nobody's sign-in but its user's own, and does not outlast a sign-out unasked."""

import pytest
from playwright.sync_api import expect

from guihua.core.models import AuditRow
from guihua.directory.models import SignIn
from tests.journeys.phones import chenjing, form_of, held, phone, take, worker
from tests.journeys.test_unfinished import begin

__all__ = ["chenjing", "phone", "take"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 40_000
LEFT = """Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()])
  .then(left => left.map(one => one.length))"""

OLD_RELEASES = (
    "caches.open('guihua-record?release=1').then(() => caches.open('guihua-record?release=2')).then(() => null)"
)

NO_PAGES = """() => new Promise(done => {
  const asked = indexedDB.open("guihua-record")
  asked.onsuccess = () => {
    const rows = asked.result.transaction("pages").objectStore("pages").count()
    rows.onsuccess = () => done(asked.result.close() ?? rows.result === 0)
  }
})"""


@pytest.fixture
def waiting(phone):
    """One session waits, on a phone without a signal."""
    phone.signal(False)
    phone.record("GC-N", "围炉夜话", "张晓丽")
    expect(phone.page.locator("[data-state=waiting]")).to_have_count(1, timeout=PATIENCE)
    return phone


def sign_out(phone):
    phone.page.locator(".tabbar summary").tap()
    phone.page.locator(".more-sheet").get_by_role("button", name="退出").tap()


def test_who_signs_out_without_a_signal_is_asked_and_may_stay(waiting):
    page = waiting.page
    sign_out(waiting)
    page.get_by_text("还有 1 条没送出，退出就会丢失").wait_for()
    page.get_by_role("button", name="留下").tap()
    assert "1 条等待送出" in waiting.told()
    sign_out(waiting)
    page.get_by_role("button", name="仍然退出").tap()
    page.get_by_text("这台手机里存的已经清除。").wait_for()
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert held() == []


def test_who_signs_out_with_a_session_half_written_is_told_so_first(phone):
    page = phone.page
    begin(phone)
    phone.go("/record/week/")
    sign_out(phone)
    told = page.locator("dialog.leaving :is(h2, p, button):visible")
    page.get_by_role("heading", name="还有 1 条没写完，退出就会丢失").wait_for()
    assert told.all_inner_texts() == [
        "还有 1 条没写完，退出就会丢失",
        "没写完的只存在这台手机里。留下来，打开原来那一页就能接着写。",
        "留下",
        "仍然退出",
    ]
    page.get_by_role("button", name="留下").tap()
    phone.go(form_of("GC-N"))
    page.get_by_role("button", name="继续").tap()
    assert page.get_by_label("活动名称").input_value() == "读书会"


def test_without_a_script_nothing_waits_and_signing_out_asks_nothing(on_phone):
    page = on_phone("/record/waiting/", script=False)
    page.get_by_text("没有等待送出的。").wait_for()
    page.locator(".tabbar summary").tap()
    page.locator(".more-sheet").get_by_role("button", name="退出").tap()
    page.get_by_label("密码").wait_for()


def test_who_signs_out_with_a_signal_leaves_nothing_behind_and_loses_nothing(waiting, live_server):
    """The signal comes back with the tap."""
    page = waiting.page
    page.evaluate("addEventListener('online', event => event.stopImmediatePropagation(), true)")
    waiting.signal(True)
    sign_out(waiting)
    page.get_by_label("密码").wait_for()
    assert (held(), page.evaluate(LEFT)) == (["围炉夜话"], [0, 0, 0])


def test_a_colleague_on_the_same_phone_neither_sees_nor_sends_nor_wipes_what_waits(waiting, place):
    page = waiting.page
    worker(place, "heqing", "何清", "GC-N")
    waiting.context.clear_cookies()
    waiting.sign_in("heqing")
    waiting.signal(True)
    waiting.go("/record/waiting/")
    page.get_by_text("这台手机里还有同事的 1 条没送出，等本人登录后送出。").wait_for()
    expect(page.locator("[data-id]")).to_have_count(0)
    sign_out(waiting)
    page.get_by_label("密码").wait_for()
    assert held() == []
    waiting.sign_in("chenjing")
    waiting.go("/record/waiting/")
    expect(page.locator("[data-state=sent]")).to_have_count(1, timeout=PATIENCE)
    assert held() == ["围炉夜话"]


def test_a_colleague_who_opens_no_recording_page_is_shown_none_of_the_one_before(phone, place):
    worker(place, "heqing", "何清", "GC-N")
    phone.context.clear_cookies()
    phone.sign_in("heqing")
    phone.page.goto("/projects/")
    phone.page.wait_for_function(NO_PAGES)
    phone.signal(False)
    for address in ("/record/", "/projects/", form_of("GC-N")):
        with pytest.raises(Exception, match="net::ERR"):
            phone.page.goto(address)


def test_after_a_sign_in_was_ended_from_elsewhere_nothing_is_sent_and_no_page_is_kept(waiting):
    page = waiting.page
    SignIn.objects.all().delete()
    waiting.signal(True)
    page.get_by_text("登录已过期。重新登录后自动送出。").wait_for()
    waiting.signal(False)
    with pytest.raises(Exception, match="net::ERR"):
        page.goto(form_of("GC-N"))
    assert held() == []
    waiting.signal(True)
    waiting.sign_in("chenjing")
    waiting.go("/record/waiting/")
    expect(page.locator("[data-state=sent]")).to_have_count(1, timeout=PATIENCE)
    assert held() == ["围炉夜话"]


def test_who_never_recorded_on_this_device_is_told_without_a_signal_and_leaves_nothing_at_sign_out(take, chenjing):
    """What the releases before the last one were made of is gone as soon as a newer one is there."""
    phone = take("new")
    phone.sign_in("chenjing")
    phone.page.goto("/healthz")
    phone.page.evaluate(OLD_RELEASES)
    phone.page.goto("/")
    phone.page.locator("[data-prepared]").wait_for(state="attached")
    assert phone.page.evaluate("caches.keys()") == ["guihua-record?release=2", "guihua-record?release="]
    assert not AuditRow.objects.filter(action="names.read").exists()
    phone.signal(False)
    for address in ("/projects/", "/record/"):
        phone.page.goto(address)
        phone.page.get_by_role("heading", name="没有信号").wait_for()
    phone.signal(True)
    phone.page.goto("/")
    sign_out(phone)
    phone.page.get_by_label("密码").wait_for()
    assert phone.page.evaluate(LEFT) == [0, 0, 0]
