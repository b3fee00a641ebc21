"""What differs between a real deployment and a demonstration, as the settings say when they are read anew."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from guihua.config import wsgi

REAL = {
    "SECURE": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SECURE_HSTS_SECONDS": 31_536_000,
    "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
    "DEMONSTRATION": None,
    "DEBUG": False,
}


def test_a_real_deployment_is_behind_tls_and_serves_this_machine_alone(tmp_path):
    script = f"import json; from guihua.config import settings as s; print(json.dumps({{n: getattr(s, n) for n in {list(REAL)}}}))"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GUIHUA_")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=clean | {"GUIHUA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == REAL


@contextmanager
def connections_kept():
    """A request's start and end close the connections of whoever is in a transaction, as a test is."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


class Wire:
    """Speaks to the application as the server does, with a client's address and headers."""

    def __init__(self, proxies, address):
        self.application, self.address, self.cookies = wsgi.behind(proxies), address, SimpleCookie()

    def ask(self, path, body=b"", **headers):
        told = {}
        environ = {
            "REQUEST_METHOD": "POST" if body else "GET",
            "PATH_INFO": path,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": self.address,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": self.cookies.output(attrs=[], header="", sep=";"),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        with connections_kept():
            answer = self.application(environ | headers, lambda status, found: told.update(found))
            answer.close()
        self.cookies.load(told.get("Set-Cookie", ""))
        return told

    def fail(self, **headers):
        self.ask("/accounts/login/", **headers)
        token = self.cookies["csrf"].value
        typed = urlencode({"username": "x", "password": "y", "csrfmiddlewaretoken": token})
        self.ask("/accounts/login/", typed.encode(), **headers)
        return AccessAttempt.objects.get().ip_address


FORGED = {"HTTP_X_FORWARDED_FOR": "198.51.100.99, 203.0.113.7", "HTTP_X_FORWARDED_PROTO": "https"}


@pytest.mark.django_db
def test_a_trusted_proxy_says_where_the_client_is_and_that_it_came_by_tls(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    wire = Wire(["10.0.0.0/8"], "10.0.0.1")
    assert wire.ask("/healthz", **FORGED)["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert wire.fail(**FORGED | {"HTTP_X_FORWARDED_PROTO": "http"}) == "203.0.113.7"


@pytest.mark.django_db
@pytest.mark.parametrize("proxies", [[], ["10.0.0.0/8"]])
def test_anybody_else_who_says_so_is_not_believed(settings, proxies):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    wire = Wire(proxies, "192.0.2.5")
    assert "Strict-Transport-Security" not in wire.ask("/healthz", **FORGED)
    assert wire.fail(**FORGED) == "192.0.2.5"
