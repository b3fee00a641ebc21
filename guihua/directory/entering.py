"""From the right password to the first page: at once, or by way of a second step that is proved within five minutes.

Between the two steps nobody is signed in. What is known of who is coming lies in the session of their browser, on the
server. A wrong code is a failed sign-in like a wrong password, in the same count, and locks the account as that does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from guihua.core import audit
from guihua.directory import notices
from guihua.directory.actions.factors import locked
from guihua.directory.models import Factor, FactorDemand, User, factors

KEY = "second_step"
SECONDS = 300


@dataclass(frozen=True)
class Coming:
    """Somebody whose password was right. `address`: where they go; `why`: what is said of a form that was kept."""

    user: User
    backend: str
    address: str
    why: str


def go_on(request: HttpRequest, user: Any, address: str, why: str = "") -> HttpResponse:
    """Who has typed the right password goes on: signed in, or to the second step."""
    if not factors.has_factor(user):
        return enter(request, user, user.backend, address, Factor.PASSWORD)
    request.session.flush()
    request.session[KEY] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),  # another password meanwhile, and this counts no more
        "backend": user.backend,
        "at": time.time(),
        "address": address,
        "why": why,
    }
    return redirect("directory:second_step")


def coming(request: HttpRequest) -> Coming | None:
    """Who is between the two steps in this browser; None where nobody is (any more)."""
    kept = request.session.get(KEY)
    if kept is None or not 0 <= time.time() - kept["at"] <= SECONDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["password"], user.get_session_auth_hash()):
        return None
    return Coming(user, kept["backend"], kept["address"], kept["why"])


def wanted_address(request: HttpRequest) -> str:
    """Where somebody wanted to go whose five minutes are over."""
    return str(request.session.get(KEY, {}).get("address", "/"))


def attempt(request: Any, user: User, prove: Callable[[], Factor | None]) -> Factor | None:
    """One try at the second step. The count is read and written under the account's lock, so that a burst of tries has no
    more than there are; the middleware of axes answers who is locked out."""
    credentials = {"username": user.username}
    with transaction.atomic():
        locked(user)
        if AxesProxyHandler.is_allowed(request, credentials):
            if factor := prove():
                return factor
        else:
            request.axes_locked_out = True
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        if request.axes_locked_out and request.axes_failures_since_start is not None:  # the failure that locks
            row = audit.record("second_step.failed", user, by=audit.SYSTEM)
            notices.tell(user, notices.GUESSED, row.pk, n=request.axes_failures_since_start)
    return None


def enter(request: Any, user: Any, backend: str, address: str, factor: Factor) -> HttpResponse:
    """Signed in; whoever still lacks a second factor that their role demands is reminded first."""
    request.session.pop(KEY, None)
    request.second_factor = factor  # for the row of the sign-in
    login(request, user, backend=backend)
    if factor == Factor.PASSWORD and FactorDemand.objects.made_of(user).exists():
        return redirect(f"{reverse('directory:factor_wanted')}?{urlencode({'next': address})}")
    return redirect(address)
