"""May I? The answer is `None` or a `Refusal` in words; a verb raises it, one middleware shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.core.redirects import page_before

FORBIDDEN = {"not-yours", "no-role"}
WRONG_MOMENT = 409
UNAVAILABLE = "unavailable"  # nobody is to blame, and somebody has to mend it


@dataclass(frozen=True)
class Refusal:
    code: str
    sentence: str


class Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal

    @property
    def sentence(self) -> str:
        return self.refusal.sentence


def refuse_if(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


class RefusalMiddleware:
    """Shows a refusal as a page: 403 where the role is missing, 503 where something is broken, 409 for a wrong moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = status_of(exception.refusal)
        back = way_back(request) if status == WRONG_MOMENT else "/"
        return render(request, "refused.html", {"refusal": exception.refusal, "back": back}, status=status)


def way_back(request: HttpRequest) -> str:
    """Where they came from; home where that is the very page which refuses to be shown."""
    back = page_before(request)
    return "/" if request.method == "GET" and back.partition("?")[0] == request.path else back


def status_of(refusal: Refusal) -> int:
    if refusal.code in FORBIDDEN:
        return 403
    return 503 if refusal.code == UNAVAILABLE else WRONG_MOMENT
