"""A new link as its page shows it, for this once: as text to copy, and as a code to scan."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from guihua.directory import qr
from guihua.directory.actions import links


def whole_address(request: HttpRequest, secret: str) -> str:
    address = reverse("directory:link", args=[secret])
    return f"{settings.GUIHUA_ADDRESS}{address}" if settings.GUIHUA_ADDRESS else request.build_absolute_uri(address)


def told(request: HttpRequest, secret: str) -> dict[str, Any]:
    whole = whole_address(request, secret)
    return {"link": whole, "code": qr.svg(whole), "days": links.DAYS}
