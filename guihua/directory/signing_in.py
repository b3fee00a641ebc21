"""Whose account is meant by what somebody typed, and how its sign-in is guarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from unicodedata import normalize

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guihua.core import secrecy
from guihua.core.sheets import BadCell
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory
from guihua.directory.calc import lockout

as_phone = cell.phone()
NOBODY = " "  # no account is called so: a username has no space


def phone_of(typed: str) -> str:
    """The mobile number that was typed, however it was written (full-width, +86, spaces, dashes); "" for none."""
    try:
        return str(as_phone(typed))
    except BadCell:
        return ""


def phone_index(phone: str) -> bytes:
    return secrecy.blind_index(phone_of(phone) or phone, purpose="user phone")


def account_of(typed: str) -> directory.User | None:
    """The account of a username, or of a phone."""
    name = normalize("NFKC", typed).strip()
    if phone := phone_of(name):
        return directory.User.objects.filter(phone_index=phone_index(phone)).first()
    return directory.User.objects.filter(username=name).first()


class UsernameOrPhone(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """As Django does, which hashes the password for unknown accounts too, so that none is told by the time."""
        account = account_of(username or "")
        known = account.username if account else NOBODY
        return super().authenticate(request, username=known, password=password, **kwargs)


def counted_as(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str | None:
    """Under which name failures are counted: one for an account, whether its name or its phone is typed.

    What is no account's is kept as an index only: people type their password into the wrong field.
    """
    typed = str((credentials or request.POST).get("username") or "")
    if account := account_of(typed):
        return f"account {account.pk}"
    return f"nobody {secrecy.blind_index(normalize('NFKC', typed).strip(), purpose='sign-in').hex()[:32]}"


def locked_out(
    request: HttpRequest, _answer: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Says how long the account stays locked, in whole minutes from now."""
    now = timezone.now()
    cool_off = timedelta(hours=settings.AXES_COOLOFF_TIME)
    failures = AccessAttempt.objects.filter(
        username=counted_as(request, credentials), attempt_time__gte=now - cool_off
    ).values_list("attempt_time", "failures_since_start")
    end = lockout.ends_at(failures, limit=settings.AXES_FAILURE_LIMIT, cool_off=cool_off) or now + cool_off
    is_second = "second_step" in request.session  # the password was right: see `entering`
    context = {
        "is_second": is_second,
        "minutes": lockout.minutes_left(end, now),
        "failures": settings.AXES_FAILURE_LIMIT,
    }
    return render(request, "429.html", context, status=429)
