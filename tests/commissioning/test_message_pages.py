"""The pages of messages: the tab, the thread, the new one; what is new is counted, and what was typed is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guihua.commissioning.actions import talking
from guihua.commissioning.models import Message, MessageFile, Project, Thread
from guihua.core import audit
from tests.access.test_typed import Browser
from tests.factories.told import hand, letter, people, thread

__all__ = ["hand", "people"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
PDF = b"%PDF-1.7\n" + b"plan " * 40


@pytest.fixture
def manager(client, people):
    client.force_login(people["hemin"], backend=BACKEND)
    return client


def gc1():
    return Project.objects.get(number="GC-1").pk


def told(page):
    return page.context["form"].errors


def test_a_new_subject_is_sent_with_its_files_and_once(manager):
    address = f"/projects/{gc1()}/threads/new/"
    once = manager.get(address).context["form"].initial["once"]
    for _again in range(2):
        files = [SimpleUploadedFile("方案.pdf", PDF), SimpleUploadedFile("预算.pdf", PDF)]
        typed = {"once": once, "subject": "三月的场地", "text": "请看方案。", "papers": files}
        page = manager.post(address, typed, follow=True)
    assert page.redirect_chain == [(f"/threads/{Thread.objects.get().pk}/", 302)]
    assert (Message.objects.get().text, [str(one) for one in MessageFile.objects.all()]) == (
        "请看方案。", ["方案.pdf", "预算.pdf"],
    )  # fmt: skip
    answer = manager.get(f"/threads/files/{MessageFile.objects.first().pk}/")
    assert (answer.content, answer["Content-Disposition"].partition(";")[0]) == (PDF, "attachment")


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(manager):
    files = [SimpleUploadedFile("名单.exe", b"MZ"), SimpleUploadedFile("方案.pdf", PDF)]
    page = manager.post(f"/projects/{gc1()}/threads/new/", {"subject": " ", "text": "场地", "papers": files})
    assert page.status_code == 422
    assert told(page)["subject"] == ["请写主题，例如「六月的场地」。"]
    assert told(page)["papers"][0].startswith("「名单.exe」：")
    assert "场地</textarea>" in page.content.decode()
    many = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(6)]
    page = manager.post(f"/projects/{gc1()}/threads/new/", {"subject": "图", "text": "图", "papers": many})
    assert told(page)["papers"] == ["一条消息最多 5 个文件。"]


def test_what_is_new_is_counted_on_the_tab_and_in_the_navigation_until_it_is_read(manager, people):
    found = thread(people["suwanqing"])
    page = manager.get(f"/projects/{gc1()}/messages/")
    tab = next(one for one in page.context["tabs"] if str(one.label) == "沟通")
    way = next(one for one in page.context["shell"].items if str(one.label) == "沟通")
    assert (tab.news, way.count) == (1, "1")
    assert [str(line[1].value) for line in page.context["shown"].lines] == ["有新消息"]
    page = manager.get(f"/threads/{found.pk}/")
    assert [line["is_new"] for line in page.context["messages_told"]] == [True]
    page = manager.get("/threads/?state=news")
    way = next(one for one in page.context["shell"].items if str(one.label) == "沟通")
    assert (list(page.context["shown"].lines), way.count) == ([], "")


def test_a_reply_stands_after_the_others_with_who_wrote_it_and_who_has_read_it(manager, people):
    found = thread(people["suwanqing"])
    page = manager.post(f"/threads/{found.pk}/", {"once": "b" * 32, "text": "周五前答复。"}, follow=True)
    assert page.redirect_chain == [(f"/threads/{found.pk}/#m2", 302)]
    lines = [(str(one["one"].by), one["standing"], one["one"].text) for one in page.context["messages_told"]]
    assert lines == [("苏婉清", "街道办公室", "三月的场地定了吗？"), ("何敏", "机构负责人", "周五前答复。")]
    read = {str(one["user"]): one["has_all"] for one in page.context["readings"]}
    assert read == {"苏婉清": False, "何敏": True, "李洁": False, "梁慧敏": False}


def test_of_a_long_thread_the_last_ones_are_shown_and_all_are_a_click_away(manager, people):
    found = thread(people["suwanqing"])
    for n in range(51):
        talking.answer(found, letter(f"第 {n} 条", f"{n:032}"), by=people["suwanqing"])
    page = manager.get(f"/threads/{found.pk}/")
    assert (len(page.context["messages_told"]), page.context["earlier"]) == (50, 2)
    assert len(manager.get(f"/threads/{found.pk}/?all").context["messages_told"]) == 52


def test_a_list_of_many_threads_asks_as_much_as_one_of_one(manager, people):
    thread(people["suwanqing"])
    manager.get("/threads/")
    with CaptureQueriesContext(connection) as few:
        manager.get("/threads/")
    for n in range(29):
        thread(audit.SYSTEM, subject=f"话题 {n}", once=f"{n:032}")
    with CaptureQueriesContext(connection) as many:
        manager.get("/threads/")
    assert len(many) == len(few)


def test_what_was_typed_when_the_session_ended_stands_there_after_the_sign_in_and_was_not_sent(people):
    tab = Browser()
    tab.sign_in("hemin")
    address = f"/projects/{gc1()}/threads/new/"
    once = tab.get(address).context["form"].initial["once"]
    del tab.cookies["session"]
    tab.send(address, {"once": once, "subject": "三月的场地", "text": "请看方案。"})
    tab.sign_in("hemin")
    page = tab.get(address).content.decode()
    assert ("请看方案。</textarea>" in page, Thread.objects.count()) == (True, 0)
