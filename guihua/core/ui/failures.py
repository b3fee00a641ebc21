"""Pages about what went wrong. Those that may be asked for when nothing works any more are made of nothing but words."""

from __future__ import annotations

import sys

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from guihua.core.ui.context import bare_frame

RETRY_AFTER = "60"  # seconds
LAST_WORDS = "这里出了错。已经保存的内容都在，请过一会儿再试。 Something went wrong. What was saved is safe; please try again later."
log = structlog.get_logger()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare(request, "400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database is out of reach, wherever in the request that was noticed; 500 for every other fault."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        answer = _bare(request, "503.html", 503)
        answer["Retry-After"] = RETRY_AFTER
        return answer
    return _bare(request, "500.html", 500)


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without context processors: they ask who is signed in, and with that the database.

    Where even that cannot be made, words alone: a page about a fault that raises one is asked for again and again.
    """
    try:
        return HttpResponse(render_to_string(template, bare_frame(request)), status=status)
    except Exception:
        log.exception("failure_page.broken", template=template)
        return HttpResponse(LAST_WORDS, "text/plain; charset=utf-8", status=status)
