"""Where an answer may send a browser: to our own pages alone, whatever an address in a form or a header says."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme


def is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def ours(request: HttpRequest, address: str, otherwise: str = "/") -> str:
    """The address where it is one of our own pages, else another one that is."""
    return address if is_ours(request, address) else otherwise


def page_before(request: HttpRequest) -> str:
    """The address at which the form stood that this request sends: the referring page where it is ours."""
    referrer = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not is_ours(request, referrer):
        return request.path
    parts = urlsplit(referrer)
    return escape_leading_slashes(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
