"""The server answers as many requests side by side as its machine can, and has nothing to warn of at its start."""

import pytest
from django.core.management import call_command
from granian.server import Server

from guihua.desk.management.commands import serve


@pytest.mark.parametrize(("processors", "threads"), [(1, 3), (2, 5), (4, 9), (8, 16), (64, 16)])
def test_threads_follow_the_processors_and_are_never_one_alone(processors, threads):
    assert serve.threads(processors) == threads


def test_granian_is_asked_for_nothing_that_it_would_warn_of(monkeypatch):
    asked = []
    monkeypatch.setattr(serve, "_why_not", list)
    monkeypatch.setattr(serve, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(Server, "serve", lambda server: asked.append(server))
    call_command("serve", port=8123)
    [server] = asked
    assert (server.websockets, server.blocking_threads) == (False, serve.threads(serve.os.cpu_count()))
    assert server.blocking_threads <= 2 * serve.os.cpu_count() + 1
