"""Photos of a session that was saved without a signal wait sealed in the phone, and are sent with it, once."""

import shutil

import pytest
from playwright.sync_api import expect

from guihua.delivery import offline
from guihua.delivery.models import SessionPhoto
from tests.commissioning.test_papers import photo
from tests.journeys.phones import chenjing, form_of, held, phone, take

__all__ = ["chenjing", "phone", "take"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 40_000
MAKER = "Osmanthus"  # stands readable in the photo as the camera wrote it
ROOM = 1 << 20
KEPT = """new Promise(done => {
  const asked = indexedDB.open("guihua-record")
  asked.onsuccess = () => {
    const rows = asked.result.transaction("photos").objectStore("photos").count()
    rows.onsuccess = () => done(rows.result)
  }
})"""


def choose(phone, *contents):
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": content} for n, content in enumerate(contents)]
    phone.page.locator("[name=photos]").set_input_files(files)


def fill_in(phone):
    phone.page.locator(".forms label", has_text="社区活动").tap()
    phone.page.get_by_label("活动名称").fill("围炉夜话")
    phone.page.get_by_label("时长").fill("90")


def listed(phone, state):
    expect(phone.page.locator(f"[data-state={state}]")).to_have_count(1, timeout=PATIENCE)
    return phone.page.locator(f"[data-state={state}] small").all_inner_texts()


def the_first_answer_is_lost(arrived):
    def handle(route):
        if route.request.method != "POST":
            return route.continue_()
        answer = route.fetch(max_redirects=0)
        arrived.append(answer.status)
        return route.abort() if len(arrived) == 1 else route.fulfill(response=answer)

    return handle


def test_two_photos_wait_unreadable_and_are_two_however_often_they_are_sent(phone, take):
    """An answer is lost, and a copy of the phone sends them once more."""
    phone.signal(False)
    phone.go(form_of("GC-N"))
    fill_in(phone)
    choose(phone, photo(), photo())
    phone.save()
    assert listed(phone, "waiting")[0].endswith("2 张照片")
    phone.close()
    assert phone.clear_on_disk(MAKER, "围炉夜话") == set()
    shutil.copytree(phone.folder, phone.folder.with_name("again"))
    arrived = []
    phone.open()
    phone.sign_in("chenjing")
    phone.page.route("**/record/new/**", the_first_answer_is_lost(arrived))
    phone.go("/record/waiting/")
    phone.go("/record/waiting/")
    assert listed(phone, "sent")[0].endswith("2 张照片")
    again = take("again")
    again.sign_in("chenjing")
    again.go("/record/waiting/")
    listed(again, "sent")
    assert (arrived, held(), SessionPhoto.objects.count()) == ([302, 302], ["围炉夜话"], 2)


def test_more_than_the_phone_has_room_for_is_said_before_it_is_saved(phone, monkeypatch):
    monkeypatch.setattr(offline, "MOST_PHOTO_BYTES", ROOM)
    phone.go(form_of("GC-N"))
    phone.signal(False)
    fill_in(phone)
    choose(phone, photo() + bytes(ROOM))
    phone.save()
    said = phone.page.locator("[name=photos]").evaluate("field => field.validationMessage")
    assert said == "照片合计超过 1 MB，没有信号时手机里存不下。请少选几张，其余的等有信号再传。"
    choose(phone, photo())
    phone.save()
    assert listed(phone, "waiting")[0].endswith("1 张照片")
    phone.signal(True)
    phone.go("/record/waiting/")
    listed(phone, "sent")
    assert (held(), SessionPhoto.objects.count()) == (["围炉夜话"], 1)


def test_where_the_signal_drops_while_too_many_are_sent_the_session_waits_and_the_page_says_which_photos_are_missing(
    phone, monkeypatch
):
    monkeypatch.setattr(offline, "MOST_PHOTO_BYTES", ROOM)
    phone.go(form_of("GC-N"))
    fill_in(phone)
    choose(phone, photo(), photo() + bytes(ROOM))
    phone.context.route("**/record/new/**", lambda route: route.abort())
    phone.save()
    assert "2 张照片手机里存不下，送出以后再传。" in listed(phone, "waiting")
    phone.context.unroute_all()
    phone.go("/record/waiting/")
    listed(phone, "sent")
    assert (held(), SessionPhoto.objects.count()) == (["围炉夜话"], 0)


def test_a_photo_that_the_server_does_not_take_is_looked_at_in_the_form_and_leaves_the_phone_with_its_session(phone):
    page = phone.page
    phone.go(form_of("GC-N"))
    phone.signal(False)
    fill_in(phone)
    choose(phone, photo(), b"no photo")
    phone.save()
    assert (listed(phone, "waiting")[0].endswith("2 张照片"), page.evaluate(KEPT)) == (True, 2)
    phone.signal(True)
    phone.go("/record/waiting/")
    refusal = "文件里的内容不是 jpg，可能改过扩展名，或者已经损坏。"
    assert f"要看一看：{refusal}" in listed(phone, "looking")
    page.get_by_role("button", name="看一看").tap()
    page.get_by_text("刚才选的照片没有留下，保存前请重新选。").wait_for()
    assert (page.locator("#id_photos_error").inner_text(), page.evaluate(KEPT)) == (refusal, 2)
    choose(phone, photo())
    phone.save()
    page.get_by_role("heading", name="已经保存").wait_for()
    phone.go("/record/waiting/")
    assert (held(), SessionPhoto.objects.count(), page.evaluate(KEPT)) == (["围炉夜话"], 1, 0)
