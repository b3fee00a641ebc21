"""Django tells that somebody signed in or out, by whichever way; the rows follow."""

from __future__ import annotations

from typing import Any

import structlog
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from guihua.core import audit
from guihua.core.ui.signals import preferred
from guihua.directory import sessions, typed
from guihua.directory.actions import kept_forms, sign_ins
from guihua.directory.actions import preferences as kept_preferences
from guihua.directory.models import Ending, Factor, User

log = structlog.get_logger()


@receiver(user_logged_in)
def signed_in(sender: Any, *, request: HttpRequest, user: User, **_: Any) -> None:
    if request.session.session_key is None:
        request.session.create()
    factor = getattr(request, "second_factor", Factor.PASSWORD)
    sign_ins.begin(user, str(request.session.session_key), sessions.where(request), by=user, factor=factor)
    if kept_forms.of(user, mark=sessions.mark_of(request)):
        request.session[typed.FLAG] = True


@receiver(user_logged_out)
def signed_out(sender: Any, *, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None and (found := sessions.sign_in_of(request)):
        sign_ins.end(found, Ending.SIGNED_OUT, by=user)


@receiver(user_locked_out)
def locked_out(sender: Any, *, request: Any, username: str, **_: Any) -> None:
    if request.axes_failures_since_start is not None:  # the failure that locks; later tries add nothing
        log.warning("sign_in.locked", account=username)
        kind, _space, number = username.partition(" ")
        account = User.objects.filter(pk=number).first() if kind == "account" else None
        audit.record("sign_in.locked", account, by=audit.SYSTEM, address=request.axes_ip_address)


@receiver(preferred)
def keeps_preferences(sender: Any, *, user: User, chosen: dict[str, str], **_: Any) -> None:
    kept_preferences.keep(user, chosen, by=user)
