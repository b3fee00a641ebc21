"""A session opens pages only while its sign-in lives: not ended, used lately, and not older than a working day."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from guihua.core import audit
from guihua.directory.actions import sign_ins
from guihua.directory.models import SignIn

BROWSER_COOKIE = "__Host-browser" if settings.SECURE else "browser"
BROWSER_SECONDS = 30 * 86_400
UNATTENDED = "Guihua-Unattended"  # a page that asks by itself how far something is keeps nobody's session alive
LONGEST_TOUCH = 60  # seconds: how exactly the last use is kept; spares a write on every request


def sign_in_of(request: HttpRequest) -> SignIn | None:
    """The row of the session that asks."""
    key = request.session.session_key
    return SignIn.objects.filter(key_hash=sign_ins.digest(key)).first() if key else None


def mark_of(request: HttpRequest) -> str:
    """The mark that this browser bears, also between two sign-ins; "" where it never signed in."""
    return request.COOKIES.get(BROWSER_COOKIE, "")


def where(request: Any) -> sign_ins.Where:
    """From where the request comes. A browser without a mark is given one with the answer."""
    mark = mark_of(request) or secrets.token_urlsafe(24)
    request.new_mark = mark  # set as a cookie by the middleware below
    secret = request.META["CSRF_COOKIE"]  # made anew by Django for each sign-in
    return sign_ins.Where(mark, secret, address_of(request), request.headers.get("User-Agent", ""))


def address_of(request: HttpRequest) -> str | None:
    """The client's network address; behind a trusted proxy, the one that the proxy names."""
    try:
        return str(ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return None


@dataclass
class SessionLimits:
    """Ends what has run out before any view asks who is there, and keeps when a session was last used.

    What is done then is audited as coming by that sign-in.
    """

    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sign_in = self._alive(request) if request.user.is_authenticated else None
        with audit.coming_by(sign_in.pk if sign_in else None):
            response = self.get_response(request)
        if mark := getattr(request, "new_mark", ""):
            response.set_cookie(
                BROWSER_COOKIE, mark, BROWSER_SECONDS, secure=settings.SECURE, httponly=True, samesite="Lax"
            )
        return response

    def _alive(self, request: Any) -> SignIn | None:
        found = sign_in_of(request)
        now = timezone.now()
        if found and not found.ended_at and (passed := found.limit_at(now)):
            sign_ins.end(found, passed, by=audit.SYSTEM)
            found.ended_at = now
        if found is None or found.ended_at:
            logout(request)
            return None
        request.sign_in = found
        touch = min(LONGEST_TOUCH, settings.GUIHUA_IDLE_SECONDS / 10)
        is_attended = UNATTENDED not in request.headers
        if is_attended and (now - found.used_at).total_seconds() > touch:
            sign_ins.used(found)
        return found
