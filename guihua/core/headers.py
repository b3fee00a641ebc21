"""The headers that every answer carries, whatever it is: page, error, file or download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

# nothing of the browser's is used but what a page is made of; QR codes are read by the phone's own camera page later
UNUSED = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "bluetooth", "midi", "browsing-topics")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


@dataclass
class SafeHeaders:
    """What Django's own middleware leaves out. What somebody signed in has seen is kept by no cache."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if "Cache-Control" not in response.headers or (user is not None and user.is_authenticated):
            response.headers["Cache-Control"] = "no-store"
        return response
