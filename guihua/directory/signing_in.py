"""Sign-in by username or phone, whichever somebody types."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from guihua.core import secrecy
from guihua.directory import models as directory


def phone_index(phone: str) -> bytes:
    return secrecy.blind_index(phone, purpose="user phone")


class UsernameOrPhone(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        typed = (username or "").strip()
        if typed.isdigit():
            found = directory.User.objects.filter(phone_index=phone_index(typed)).values_list("username", flat=True)
            typed = found.first() or typed
        return super().authenticate(request, username=typed, password=password, **kwargs)
