"""A story from the worker's phone with a photo and a consent, into the year's report with the office's words, read by anybody."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import expect

from guihua.core import audit
from guihua.delivery.actions import photos
from guihua.delivery.models import Session
from guihua.directory.actions import consents
from guihua.directory.models import ConsentPurpose
from guihua.reporting.actions import stories
from guihua.reporting.actions.stories import Told
from guihua.reporting.models import Story
from tests.commissioning.test_papers import photo
from tests.journeys.conftest import PASSWORD, PHONE
from tests.journeys.phones import worker
from tests.journeys.seeing import WIDER, serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "阿姨第一次来时不说话，年底她教别人包粽子。"


@pytest.fixture
def tea(place):
    return Session.objects.get(code="A1")


@pytest.fixture
def person(tea):
    """Who was at the tea, and allows to be told of and shown."""
    there = tea.attendances.exclude(person=None).order_by("pk")[0].person
    for purpose in (ConsentPurpose.STORIES, ConsentPurpose.PHOTOS):
        consents.give(there, purpose, version="2022-01", given_on=date(2022, 3, 1), by=audit.SYSTEM)
    return there


@pytest.fixture
def he(place):
    """何敏, who works on the project."""
    return worker(place, "hemin", "何敏", "GC-1")


@pytest.fixture
def phone(he, browser, live_server):
    """何敏's."""
    context = browser.new_context(**PHONE, base_url=live_server.url)
    client = Client()
    client.post("/accounts/login/", {"username": he.username, "password": PASSWORD})
    context.add_cookies(
        [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
    )
    yield context.new_page()
    context.close()


def told_of_corrections(page):
    """One person was served in corrections, once: nobody else is to know."""
    return page.locator("tr", has_text="corrections.person_times").locator("td").first.text_content().strip()


def test_a_worker_drops_in_a_story_with_a_photo_and_whoever_it_tells_of(phone, tea, person):
    phone.goto(f"/record/{tea.pk}/photos/")
    phone.locator("[name=photos]").set_input_files({"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    phone.get_by_role("button", name="传照片").tap()
    phone.get_by_text("照片已经传好。").wait_for()
    phone.goto(f"/sessions/{tea.pk}/")
    phone.get_by_role("link", name="写个故事").tap()
    phone.get_by_label("标题").fill("包粽子的人")
    phone.get_by_label("正文").fill(WORDS)
    phone.get_by_label("照片 1").check()
    phone.get_by_label("故事和照片里认得出的人").check()
    phone.get_by_label(str(person)).check()
    assert phone.evaluate(WIDER) == 0
    assert serious(phone) == []
    phone.get_by_role("button", name="保存", exact=True).tap()
    expect(phone.get_by_role("row", name="包粽子的人")).to_contain_text("等办公室选")
    story = Story.objects.get()
    assert (story.words, story.photos.count(), story.consents.count()) == (WORDS, 1, 2)


def test_on_a_phone_the_office_leaves_out_again_what_it_picked(on_phone, he, tea):
    told = stories.write(tea, Told("包粽子的人", WORDS), by=he)
    stories.pick(told, seen=told.version, by=audit.SYSTEM)
    there = on_phone("/reports/stories/")
    there.get_by_role("button", name="不选了").tap()
    expect(there.get_by_role("link", name="看过再选")).to_be_visible()
    assert Story.objects.get().picked_at is None


def test_the_office_writes_around_the_figures_and_anybody_reads_what_it_published(
    office, he, tea, person, browser, live_server
):
    [shown] = photos.add(tea, [photos.Picture(".jpg", photo())], by=he)
    stories.write(tea, Told("包粽子的人", WORDS, people=[person.pk], photos=[shown.pk]), by=he)
    office.goto(f"{live_server.url}/reports/stories/")
    office.get_by_role("link", name="看过再选").click()
    expect(office.get_by_role("heading", name="包粽子的人")).to_be_visible()
    office.get_by_role("button", name="选用").click()
    office.goto(f"{live_server.url}/reports/2022/")
    office.get_by_role("navigation", name="报告工具").get_by_role("link", name="写几句").click()
    office.get_by_label("写在前面").fill("谢谢每一位街坊。")
    office.get_by_role("button", name="保存", exact=True).click()
    stranger = browser.new_context(base_url=live_server.url).new_page()
    stranger.goto("/reports/2022/")
    assert "/accounts/login/" in stranger.url
    office.goto(f"{live_server.url}/reports/2022/editions/")
    office.get_by_role("link", name="先看预览").click()
    expect(office.get_by_text("谢谢每一位街坊。")).to_be_visible()
    office.go_back()
    office.get_by_role("button", name="发布给所有人看").click()
    office.get_by_text("第 1 版已经发布，谁都可以看。").wait_for()
    stranger.goto("/reports/2022/")
    expect(stranger.get_by_text("谢谢每一位街坊。")).to_be_visible()
    expect(stranger.get_by_text(WORDS)).to_be_visible()
    picture = stranger.locator("img[src*='/stories/']")
    picture.scroll_into_view_if_needed()
    stranger.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=picture.element_handle())
    assert (told_of_corrections(stranger), serious(stranger)) == ("不列", [])
    stranger.context.close()
