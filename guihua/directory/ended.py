"""Nothing typed is lost when a role ends in the middle of a form: the answer says so, and gives back what was typed.

The page is there no more, or the deed is refused, and either would leave its writer with a sentence and an empty screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.core import clock
from guihua.directory.models import Membership
from guihua.directory.typed import TOKEN

LOST = {403, 404}  # what somebody meets whose role was what let them in
LATELY = timedelta(days=1)  # a session is no older, so that a form from before may come in


@dataclass
class RoleEnded:
    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in LOST or request.method != "POST" or not request.user.is_authenticated:
            return response
        texts = [] if getattr(request, "keeps_nothing", False) else _typed(request)
        if not texts or not (ended := _lately_ended(request.user)):
            return response
        context = {"ended": ended, "texts": texts, "has_files": bool(request.FILES)}
        return render(request, "directory/role_ended.html", context, status=response.status_code)

    def process_view(self, request: Any, view: Any, _args: Any, _kwargs: Any) -> None:
        request.keeps_nothing = getattr(view, "keeps_nothing", False)


def _typed(request: HttpRequest) -> list[str]:
    """What somebody wrote, in the order of the form. A form with a password in it is given back nowhere."""
    if any("password" in name for name in request.POST):
        return []
    fields = [(name, values) for name, values in request.POST.lists() if name != TOKEN]
    return [value for _name, values in fields for value in values if value.strip()]


def _lately_ended(user: Any) -> list[Membership]:
    today = clock.today()
    ended = user.memberships.filter(until__gt=today - LATELY, until__lte=today)
    return list(ended.select_related("organisation", "community", "subdistrict").order_by("until", "pk"))
