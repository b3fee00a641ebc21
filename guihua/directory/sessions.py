"""A session ends when nobody used it for a while, and at the latest after a working day."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

TOUCH_SECONDS = 60  # how exactly the last use is kept; spares a write on every request


class SessionLimits:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            started = request.session.setdefault("started_at", now)
            used = request.session.setdefault("used_at", now)
            if now - used > settings.GUIHUA_IDLE_SECONDS or now - started > settings.GUIHUA_SESSION_SECONDS:
                logout(request)
            elif now - used > TOUCH_SECONDS:
                request.session["used_at"] = now
        return self.get_response(request)
