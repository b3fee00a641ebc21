"""The office at its desk, signed in, and the same office on a phone."""

import time

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Locator

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories.factors import half_minutes

__all__ = ["PASSWORD", "PHONE", "half_minutes"]

PASSWORD = "osmanthus-2022"
PATIENCE = 10  # seconds
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module", autouse=True)
def each_story_starts_anew(audit_may_be_cleared):
    """A browser's server has connections of its own, so that its stories cannot share one transaction."""


@pytest.fixture(scope="session", autouse=True)
def a_click_ends_with_the_page_it_opens():
    """Playwright's own click ends when the next page arrives, so that whoever counts its rows at once may find none of them yet."""
    click = Locator.click

    def click_and_wait(self, **how):
        click(self, **how)
        self.page.wait_for_load_state("domcontentloaded")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click_and_wait)
        yield


@pytest.fixture(scope="session")
def answering():
    """One for each request that is being answered."""
    now = []

    def begins(**_told):
        now.append(True)

    def ends(**_told):
        del now[:1]

    request_started.connect(begins)
    request_finished.connect(ends)
    yield now
    request_started.disconnect(begins)
    request_finished.disconnect(ends)


@pytest.fixture(autouse=True)
def whatever_was_asked_is_answered(transactional_db, answering):
    """Pages save by themselves, also while their story ends: the database is not emptied under that."""
    yield
    until = time.monotonic() + PATIENCE
    while answering and time.monotonic() < until:
        time.sleep(0.02)
    answering.clear()


@pytest.fixture
def place(transactional_db, counted):
    """The programme of `programmes`, with its facts."""
    return counted


@pytest.fixture
def suwanqing(place):
    """苏婉清 of the office."""
    user = users.register("suwanqing", name="苏婉清", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, place, by=audit.SYSTEM)
    return user


@pytest.fixture
def watched(page):
    """Whatever is opened in it keeps to the content policy and breaks no script."""
    broken = []
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    assert broken == []


@pytest.fixture
def office(live_server, watched, suwanqing):
    """苏婉清, signed in, at her first page. How she signs in is a story of its own (`test_signing_in`)."""
    client = Client()
    client.post("/accounts/login/", {"username": suwanqing.username, "password": PASSWORD})
    given = [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
    watched.context.add_cookies(given)
    watched.goto(live_server.url)
    return watched


@pytest.fixture
def on_phone(office, browser, live_server):
    """Opens an address on the office's phone; with `script=False` as a browser that runs no scripts."""
    opened = []

    def open_there(address, *, cookies=None, script=True):
        context = browser.new_context(
            **PHONE, storage_state=office.context.storage_state(), java_script_enabled=script, base_url=live_server.url
        )
        opened.append(context)
        context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in (cookies or {}).items()])
        there = context.new_page()
        there.goto(address)
        return there

    yield open_there
    for context in opened:
        context.close()
