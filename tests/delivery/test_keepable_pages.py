"""What a phone may keep for when there is no signal, and what comes of a form that it sends later."""

import random

import pytest
from django.conf import settings
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.delivery import offline
from guihua.delivery.models import Session
from guihua.delivery.offline import KEEPABLE
from guihua.directory.actions import users
from guihua.directory.models import KeptForm, Role
from guihua.directory.sessions import UNATTENDED
from tests.access.test_typed import Browser
from tests.delivery.test_entry_pages import address, desk, typed
from tests.delivery.test_recording import worker, works_on
from tests.factories.accounts import SINCE, account
from tests.factories.entries import project

__all__ = ["account", "desk", "worker"]
pytestmark = pytest.mark.django_db


def test_ones_own_recording_pages_may_be_kept_as_long_as_a_sign_in_lasts(desk, worker):
    opened = [desk.get(reverse(f"delivery:{name}")) for name in ("record", "week", "waiting", "no_signal")]
    opened.append(desk.get(address()))
    assert {answer[KEEPABLE] for answer in opened} == {f"{worker.pk} {settings.GUIHUA_SESSION_SECONDS}"}
    assert {answer["Cache-Control"] for answer in opened} == {"no-store"}


def test_nothing_of_a_confidential_domain_may_be_kept(client, programme, account):
    client.force_login(works_on(account, "heqing", "何清", "GC-2"))
    form = client.get(address("GC-2"))
    week = client.get(f"{reverse('delivery:week')}?day={Session.objects.get(code='B1').day}")
    assert [KEEPABLE in answer for answer in (form, week)] == [False, False]
    assert b'name="keeps"' not in form.content
    assert "要有信号才能登记" in client.get(reverse("delivery:record")).content.decode()


def test_neither_a_judged_form_nor_a_correction_may_be_kept(desk):
    refused = desk.post(address(), typed(day=""))
    correction = desk.get(reverse("delivery:session_correcting", args=[Session.objects.get(code="A1").pk]))
    assert [KEEPABLE in answer for answer in (refused, correction)] == [False, False]


def test_a_phone_fetches_the_forms_of_its_owners_projects_of_now_but_no_confidential_one(worker, monkeypatch):
    users.grant(worker, Role.WORKER, project("GC-2"), by=None, why="驻点", since=SINCE)
    assert [one for one in offline.addresses(worker) if "project" in one] == []
    year = Project.objects.get(number="GC-1").year.year
    monkeypatch.setattr(offline.clock, "today", lambda: SINCE.replace(year=year))
    assert [one for one in offline.addresses(worker) if "project" in one] == [address()]


def test_twenty_sent_twice_in_any_order_are_twenty_once(desk):
    before = Session.objects.count()
    said = [typed(activity=f"围炉{n:02d}") for n in range(20)] * 2
    random.Random(8).shuffle(said)
    led = {desk.post(address(), one).url for one in said}
    assert (len(led), Session.objects.count() - before) == (20, 20)


def test_what_a_phone_sends_by_itself_is_not_kept_as_typed_when_the_sign_in_has_run_out(worker):
    browser = Browser()
    browser.sign_in("chenjing")
    browser.get(address())
    del browser.cookies["session"]
    answer = browser.send(address(), typed(), **{UNATTENDED: "1"})
    assert (answer.status_code, answer.url.startswith("/accounts/login/"), KeptForm.objects.count()) == (302, True, 0)


def test_after_signing_in_again_the_form_is_the_same_entry(worker):
    browser = Browser()
    browser.sign_in("chenjing")
    browser.get(address())
    said = typed()
    del browser.cookies["session"]
    browser.send(address(), said)
    browser.sign_in("chenjing")
    assert str(browser.get(address()).context["form"]["sent_as"].value()) == said["sent_as"]


@pytest.mark.parametrize(("said", "cleared"), [({}, '"cache", "storage"'), ({"others": "1"}, '"cache"')])
def test_signing_out_clears_the_browser_but_for_what_a_colleague_has_not_sent(desk, said, cleared):
    assert desk.post(reverse("directory:logout"), said)["Clear-Site-Data"] == cleared


def test_the_worker_is_a_script_that_holds_nothing_of_anybody(client, db):
    answer = client.get(reverse("delivery:worker"))
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.content.decode() == 'import "/static/js/offline/worker.js";\n'
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
