"""How somebody likes to see the pages is kept in the browser, and follows their account."""

import pytest
from django.test import Client

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.actions import preferences, users

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def chen(db):
    return users.register("chenzhiqiang", name="陈志强", password="osmanthus-2022", by=audit.SYSTEM)


def root(client):
    return client.get("/accounts/sign-ins/").content.decode().split("\n")[1]


def test_large_text_follows_its_reader_to_another_device(client, chen):
    client.force_login(chen, backend=BACKEND)
    client.post("/preferences/", {"text": "large"})
    elsewhere = Client()
    elsewhere.force_login(chen, backend=BACKEND)
    assert 'data-text="large"' in root(elsewhere)


def test_what_one_reader_chose_is_not_forced_on_the_next_at_the_same_machine(client, chen):
    neighbour = users.register("hemin", name="何敏", password="osmanthus-2022", by=audit.SYSTEM)
    preferences.keep(neighbour, {"text": "normal"}, by=neighbour)
    client.post("/preferences/", {"text": "large"})
    client.force_login(neighbour, backend=BACKEND)
    assert 'data-text="normal"' in root(client)


def test_before_sign_in_the_browser_remembers_alone(client, db):
    client.post("/preferences/", {"text": "large", "theme": "dark"})
    page = client.get("/accounts/login/").content.decode()
    assert 'data-theme="dark" data-text="large"' in page


def test_a_wish_that_is_none_changes_nothing(client, chen):
    client.force_login(chen, backend=BACKEND)
    answer = client.post("/preferences/", {"text": "huge", "next": "https://example.org/"})
    chen.refresh_from_db()
    assert (chen.preferences, answer["Location"], dict(answer.cookies)) == ({}, "/", {})


def test_nobody_chooses_for_somebody_else(chen):
    neighbour = users.register("hemin", name="何敏", password="osmanthus-2022", by=audit.SYSTEM)
    with pytest.raises(Refused) as refused:
        preferences.keep(chen, {"text": "large"}, by=neighbour)
    assert refused.value.sentence == "只能改自己的显示方式。"
