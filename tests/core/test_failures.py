"""Whatever goes wrong is said on a page of ours, and what cannot ask the database does not."""

import pytest
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import RequestFactory

BARE = ["400.html", "403.html", "404.html", "500.html", "503.html"]


def unreachable(*_args):
    raise OperationalError("the database is away")


@pytest.fixture
def calm(client):
    """A visitor who is shown what went wrong, where a test would else be told."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", ["/", "/projects/", "/accounts/login/"])
@pytest.mark.django_db
def test_while_the_database_is_away_every_page_says_so_and_when_to_come_back(calm, programme, address):
    calm.cookies["session"] = "x" * 32
    with connection.execute_wrapper(unreachable):
        answer = calm.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "正在维护，暂时打不开" in answer.content.decode()
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_any_other_fault_is_a_page_of_ours_without_its_cause(calm, monkeypatch):
    monkeypatch.setattr("guihua.core.health.connection.cursor", lambda: 1 / 0)
    answer = calm.get("/healthz")
    assert (answer.status_code, "这里出了错" in answer.content.decode()) == (500, True)
    assert "division" not in answer.content.decode()


@pytest.mark.django_db
def test_where_no_page_can_be_made_words_are_left(calm, monkeypatch):
    def missing(*_args):
        raise ValueError("no such file in the manifest")

    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage.url", missing)
    answer = calm.get("/accounts/login/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith("这里出了错。已经保存的内容都在")


@pytest.mark.django_db
def test_a_request_that_cannot_be_read_is_a_page_of_ours(calm):
    answer = calm.get("/accounts/login/", headers={"host": "nobody knows"})
    assert (answer.status_code, "这次的请求读不懂" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("post", "它可能刚被别人删掉，或者不对你开放。什么都没有改动。"),
        ("get", "地址可能写错了，或者这一页不对你开放。"),
    ],
)
def test_who_acts_on_what_is_gone_is_not_told_that_they_mistyped_an_address(method, line):
    page = render_to_string("404.html", {"request": RequestFactory().generic(method.upper(), "/files/3/removing/")})
    assert line in page


@pytest.mark.parametrize("template", BARE)
def test_a_page_about_a_failure_needs_nothing_but_itself(template):
    page = render_to_string(template)
    assert page.count("<h1>") == 1
    assert 'data-theme="light"' in page


@pytest.mark.parametrize("template", ["400.html", "500.html", "503.html"])
def test_where_nobody_knows_the_readers_language_it_is_said_in_both(template):
    assert 'class="also" lang="en"' in render_to_string(template)
