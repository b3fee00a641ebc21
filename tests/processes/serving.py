"""`guihua serve` as a process of its own, and a browser without a window that signs in there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.config.test_wheel import STARTS_WITHIN, free_port
from tests.factories.accounts import PASSWORD

if TYPE_CHECKING:
    from tests.processes.deployments import Deployment


class Serving:
    """The server from its start on. It is killed with whatever it started, as where the machine takes its memory back."""

    def __init__(self, deployment: Deployment) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "guihua.cli", "serve", "--port", str(self.port)]
        with (deployment.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=deployment.environment,
                cwd=deployment.home,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def __enter__(self) -> Serving:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            try:
                assert Visitor(self).get("/healthz")[0] == 200
                return self
            except OSError:
                time.sleep(0.1)
        self.kill()
        raise AssertionError("the server did not answer")

    def __exit__(self, *_raised: object) -> None:
        self.kill()

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(60)


class Visitor:
    """Keeps the cookies that the server gives, also those for TLS alone: the proxy that would speak it is left out."""

    def __init__(self, serving: Serving) -> None:
        self.port, self.cookies = serving.port, dict[str, str]()

    def goes_to(self, serving: Serving) -> None:
        """The server stands again, at another port."""
        self.port = serving.port

    def sign_in(self, username: str) -> None:
        self.get("/accounts/login/")
        said = {"username": username, "password": PASSWORD}
        assert self.send("/accounts/login/", said)[0] == 302

    def get(self, address: str) -> tuple[int, str, str]:
        return self._ask("GET", address, None)

    def send(self, address: str, said: dict[str, Any]) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        token = next(value for name, value in self.cookies.items() if name.endswith("csrf"))
        return self._ask("POST", address, encode_multipart(BOUNDARY, said | {"csrfmiddlewaretoken": token}))

    def _ask(self, method: str, address: str, body: bytes | None) -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": kept} | ({"Content-Type": MULTIPART_CONTENT} if body else {})
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        for given in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        page = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page
