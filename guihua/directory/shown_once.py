"""A secret that its owner has to see on a page, for ten minutes: sealed in the session of their browser, and then gone."""

from __future__ import annotations

import time
from base64 import b64decode, b64encode

from django.http import HttpRequest

from guihua.core import secrecy

SECONDS = 600


def keep(request: HttpRequest, name: str, text: str) -> None:
    sealed = secrecy.sealed(text, key=_key(), place=f"session.{name}")
    request.session[name] = {"at": time.time(), "sealed": b64encode(sealed).decode()}


def kept(request: HttpRequest, name: str) -> str:
    """What was kept; "" where it was not, or too long ago."""
    found = request.session.get(name)
    if found is None or time.time() - found["at"] > SECONDS:
        return ""
    return secrecy.opened(b64decode(found["sealed"]), key=_key(), place=f"session.{name}")


def drop(request: HttpRequest, name: str) -> None:
    request.session.pop(name, None)


def _key() -> bytes:
    return secrecy.lasting("shown once")
