"""What a social worker types is kept as she goes, and offered again after the tab was closed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phones import chenjing, form_of, held, phone, take

__all__ = ["chenjing", "phone", "take"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 40_000
KEPT = """new Promise(done => {
  const asked = indexedDB.open("guihua-record")
  asked.onsuccess = () => {
    const rows = asked.result.transaction("drafts").objectStore("drafts").count()
    rows.onsuccess = () => done(rows.result)
  }
})"""


def begin(phone):
    page = phone.page
    phone.go(form_of("GC-N"))
    page.locator(".forms label", has_text="小组").tap()
    page.get_by_label("活动名称").fill("读书会")
    page.locator(".roster-row label", has_text="何敏").tap()
    page.get_by_label("没有登记姓名的还有几人").fill("12")
    page.get_by_label("姓名", exact=True).fill("林小雨")
    page.get_by_label("手机", exact=True).fill("13600136001")
    page.get_by_role("button", name="加进名单").tap()
    page.locator("[data-new] li", has_text="林小雨").wait_for()
    page.wait_for_timeout(1000)  # longer than it waits for the next letter


@pytest.mark.parametrize("signal", [True, False], ids=["with a signal", "without"])
def test_what_was_not_finished_is_offered_again_and_gone_once_it_is_saved(phone, signal):
    page = phone.page
    phone.signal(signal)
    begin(phone)
    phone.page = phone.context.new_page()  # the last tab of all would take the sign-in with it
    page.close()
    page = phone.page
    phone.go(form_of("GC-N"))
    page.get_by_text("继续刚才没写完的").wait_for()
    page.get_by_role("button", name="继续").tap()
    assert page.get_by_label("活动名称").input_value() == "读书会"
    assert page.locator("[data-ticked]").inner_text() == "已选 2 人"
    assert page.locator("[name=head_count]").input_value() == "12"
    assert page.locator("[data-new] b").all_inner_texts() == ["林小雨"]
    page.get_by_label("时长").fill("60")
    phone.save()
    page.get_by_role("heading", name="已经保存" if signal else "等待送出").wait_for()
    phone.signal(True)
    phone.go(form_of("GC-N"))
    expect(page.locator("[data-told=waiting]")).to_be_hidden(timeout=PATIENCE)
    assert (held(), page.evaluate(KEPT), page.locator("[data-draft]").is_visible()) == (["读书会"], 0, False)


def test_what_nobody_wants_any_more_is_forgotten(phone):
    begin(phone)
    phone.go("/record/week/")
    phone.go(form_of("GC-N"))
    phone.page.get_by_role("button", name="不要了").tap()
    expect(phone.page.locator("[data-draft]")).to_be_hidden()
    phone.go(form_of("GC-N"))
    assert (phone.page.evaluate(KEPT), phone.page.locator("[data-draft]").is_visible()) == (0, False)
