"""The server answers as many requests side by side as its machine can, and has nothing to warn of at its start."""

import os
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest
from django.core.management import call_command
from granian.server import Server

from guihua.desk.management.commands import serve
from tests.config.test_wheel import free_port


@pytest.mark.parametrize(("processors", "threads"), [(1, 3), (2, 5), (4, 9), (8, 16), (64, 16)])
def test_threads_follow_the_processors_and_are_never_one_alone(processors, threads):
    assert serve.threads(processors) == threads


def test_granian_is_asked_for_nothing_that_it_would_warn_of(monkeypatch):
    asked = []
    monkeypatch.setattr(serve, "_why_not", list)
    monkeypatch.setattr(serve, "call_command", lambda *_, **__: None)
    monkeypatch.delenv("RUST_MIN_STACK", raising=False)
    monkeypatch.setattr(Server, "serve", lambda server: asked.append(server))
    call_command("serve", port=8123)
    [server] = asked
    assert os.environ["RUST_MIN_STACK"] == str(serve.DEEP)
    assert (server.websockets, server.blocking_threads) == (False, serve.threads(serve.os.cpu_count()))
    assert server.blocking_threads <= 2 * serve.os.cpu_count() + 1


def test_its_threads_are_deep_enough_to_invert_a_matrix():
    port = free_port()
    command = [sys.executable, "-m", "tests.config.inverting", str(port)]
    server = subprocess.Popen(command, env=os.environ | {"RUST_MIN_STACK": str(serve.DEEP)}, stderr=subprocess.PIPE)
    try:
        assert [answer(port) for _ in range(5)] == [b"inverted"] * 5
    finally:
        server.terminate()
        told = server.communicate(timeout=60)[1]
    assert b"Unexpected exit" not in told


def answer(port):
    """As soon as the server is there."""
    until = time.monotonic() + 60
    while True:
        try:
            asking = HTTPConnection("127.0.0.1", port, timeout=60)
            asking.request("GET", "/")
            return asking.getresponse().read()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
