"""What the log says of a request: a number, the method, the page's name and the keys in its address, who, and how it went.

Never the address as it was typed (a search holds names, and so may a mistyped path), nor the browser, nor from where:
network addresses stand with the sign-ins, where their owner sees them.
"""

from __future__ import annotations

import uuid
from typing import Any

import structlog
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django_structlog.middlewares import RequestMiddleware

UNKNOWN = "no such page"


def described(request: HttpRequest) -> str:
    """GET desk:project pk=7. Words in an address are left out: only numbers are the product's own."""
    match = request.resolver_match or _match(request.path_info)
    if match is None:
        return f"{request.method} {UNKNOWN}"
    keys = [f"{name}={value}" for name, value in match.kwargs.items() if isinstance(value, int)]
    return " ".join([str(request.method), match.view_name, *keys])


def _match(path: str) -> Any:
    try:
        return resolve(path)
    except Resolver404:
        return None


class RequestLog(RequestMiddleware):
    """One line at the end of each request, and one where it failed."""

    def prepare(self, request: HttpRequest) -> None:
        structlog.contextvars.bind_contextvars(request_id=str(uuid.uuid4()))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return described(request)
