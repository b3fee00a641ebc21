"""Every answer carries the headers that keep a browser safe."""

import re

import pytest

from guihua.core import health
from guihua.directory.models import Role

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), "
    "midi=(), browsing-topics=()",
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'; worker-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
}
ANSWERS = [
    ("/accounts/login/", 200),
    ("/healthz", 200),
    ("/published/", 200),
    ("/static/css/tokens.css", 200),
    ("/static/css/nothing.css", 404),
    ("/projects/", 302),
    ("/nothing/", 404),
    ("/preferences/", 302),
    ("/projects/99999/", 302),
]


def headers(answer):
    return {name: re.sub(r" 'nonce-[^']+'", "", answer.headers.get(name, "missing")) for name in ALWAYS}


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_whatever_a_stranger_asks_for_comes_with_all_of_them(client, address, status):
    answer = client.get(address)
    assert (answer.status_code, headers(answer)) == (status, ALWAYS)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/projects/?export=xlsx", 200), ("/reports/2022/report.json", 200), ("/projects/99999/", 404)],
)
def test_what_somebody_signed_in_sees_is_kept_by_no_cache(client, counted, account, sign_in, address, status):
    account()
    sign_in(client)
    answer = client.get(address)
    assert (answer.status_code, headers(answer)) == (status, ALWAYS)
    assert "no-store" in answer["Cache-Control"]


def test_a_refused_form_a_lock_and_a_verb_of_another_role_carry_them(client, programme, account, sign_in):
    account(role=Role.AUDITOR)
    refused = [sign_in(client, password="wrong") for _ in range(5)]
    assert [answer.status_code for answer in refused] == [200] * 4 + [429]
    assert [headers(answer) for answer in refused] == [ALWAYS] * 5
    strict = type(client)(enforce_csrf_checks=True)
    assert headers(strict.post("/preferences/")) == ALWAYS


def test_an_error_of_ours_and_a_host_of_nobodys_carry_them(client, monkeypatch, settings):
    def broken():
        raise RuntimeError("张晓丽 13800138001")

    client.raise_request_exception = False
    settings.ALLOWED_HOSTS = ["guihua.example"]
    stranger = client.get("/healthz", headers={"Host": "evil.example"})
    assert (stranger.status_code, headers(stranger)) == (400, ALWAYS)
    monkeypatch.setattr(health, "PARTS", {"database": broken})
    answer = client.get("/healthz", headers={"Host": "guihua.example"})
    assert (answer.status_code, headers(answer)) == (500, ALWAYS)
    assert "张晓丽" not in answer.content.decode()


def test_one_script_alone_may_stand_between_the_browser_and_every_page(client):
    answers = {
        address: client.get(address) for address in ["/record/worker.js", "/static/js/offline/worker.js", "/healthz"]
    }
    allowed = {address: answer.headers.get("Service-Worker-Allowed", "") for address, answer in answers.items()}
    assert allowed == {"/record/worker.js": "/", "/static/js/offline/worker.js": "", "/healthz": ""}
    assert headers(answers["/record/worker.js"]) == ALWAYS


def test_static_files_may_be_kept_by_caches(client):
    assert "no-store" not in client.get("/static/css/tokens.css")["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client, account, sign_in):
    account()
    client.get("/accounts/login/")
    sign_in(client)
    kept = {name: (cookie["httponly"], cookie["samesite"], cookie["path"]) for name, cookie in client.cookies.items()}
    assert kept == dict.fromkeys(["browser", "csrf", "session"], (True, "Lax", "/"))
