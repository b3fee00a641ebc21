"""A deed has an address to which forms are sent, and no page. A browser stands there after a mistake in the form, and asks for
a page when its user reloads, chooses large text or comes back to a kept tab: they come to the page on which the deed is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve


def above(path: str) -> str:
    """The nearest address over this one that is one of ours: /people/5/reading/ is a deed of /people/5/."""
    parts = path.strip("/").split("/")
    for n in range(len(parts) - 1, 0, -1):
        address = f"/{'/'.join(parts[:n])}/"
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    return "/"


@dataclass
class DeedsOpened:
    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_deed = response.status_code == 405 and "POST" in response.headers.get("Allow", "")
        return redirect(above(request.path)) if is_deed and request.method == "GET" else response
