"""Nothing typed is lost when a session has run out: it is kept, and after the sign-in the form stands filled again.

It holds for every form that a view declares nothing about. A form is never carried out by itself: its writer looks at
it and sends it. What `keeps_nothing` marks, and every form with a password in it, is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH, _unmask_cipher_token  # type: ignore[attr-defined]  # - no stub
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from guihua.core.redirects import page_before
from guihua.directory import sessions
from guihua.directory.actions import kept_forms
from guihua.directory.calc import refilling
from guihua.directory.models import KeptForm

FLAG = "has_kept_forms"
SAFE = {"GET", "HEAD", "OPTIONS"}
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - a field's name
MASKED = re.compile(rf"[a-zA-Z0-9]{{{CSRF_TOKEN_LENGTH}}}")


def keeps_nothing[View: Callable[..., HttpResponse]](view: View) -> View:
    """What is typed into this view's form is not kept."""
    vars(view)["keeps_nothing"] = True
    return view


def keep(request: HttpRequest, view: Any = None) -> str:
    """Keeps what the request sends. "kept", "lost" where that was not possible, "over" where nothing was typed."""
    fields = {name: [str(v) for v in values] for name, values in request.POST.lists() if name != TOKEN}
    if sessions.UNATTENDED in request.headers:  # its page has it, and sends it again
        return "over"
    if getattr(view, "keeps_nothing", False) or any("password" in name for name in fields):
        return "over"
    if not any(value.strip() for values in fields.values() for value in values):
        return "over"
    typed = kept_forms.Typed(page_before(request), request.path, fields, sorted(request.FILES))
    return "kept" if kept_forms.keep(typed, mark=sessions.mark_of(request), form=secret_of(request)) else "lost"


def secret_of(request: HttpRequest) -> str:
    """The secret that the form bears which the request sends: it tells by which sign-in its page was opened."""
    token = request.POST.get(TOKEN, "")
    return _unmask_cipher_token(token) if MASKED.fullmatch(token) else token


def to_sign_in(request: HttpRequest, page: str, why: str) -> HttpResponse:
    """To the sign-in page, and from there back to a page of ours."""
    query = urlencode({"next": page} | ({"why": why} if why else {}))
    address = f"{reverse(settings.LOGIN_URL)}?{query}"
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)


class SignInRequired(LoginRequiredMiddleware):
    """Every page needs a sign-in, unless its view says `login_not_required`. The CSRF check has been passed by here."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.method not in SAFE:
            return to_sign_in(request, page_before(request), keep(request, view_func))
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        return to_sign_in(request, request.get_full_path(), "over" if had_session else "")


def typed_here(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed on this page before the session ran out: for a view whose form has more fields the more is typed."""
    if request.method != "GET" or FLAG not in request.session:
        return {}
    mark, here = sessions.mark_of(request), kept_forms.index(request.path, "page")
    rows = [row for row in kept_forms.of(request.user, mark=mark) if bytes(row.page_index) == here]
    return kept_forms.opened(rows[0], mark=mark).fields if rows else {}


@dataclass
class Refilling:
    """Fills the form again when its writer comes back to its page, and forgets it once it is sent."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.user.is_authenticated or FLAG not in request.session:
            return response
        rows = kept_forms.of(request.user, mark=sessions.mark_of(request))
        if not rows:
            del request.session[FLAG]
        elif request.method == "GET":
            return self._filled(request, response, rows)
        elif request.method == "POST" and response.status_code < 500 and not hasattr(request, "is_kept"):
            action = kept_forms.index(request.path, "action")
            kept_forms.forget([row for row in rows if bytes(row.action_index) == action])
        return response

    def _filled(self, request: HttpRequest, response: HttpResponse, rows: Any) -> HttpResponse:
        here = kept_forms.index(request.path, "page")
        of_page = [row for row in rows if bytes(row.page_index) == here]
        if not of_page or response.streaming:
            return response
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            return redirect("directory:kept", of_page[0].pk)
        page = response.content.decode()
        for row in of_page:
            filled = _filled_with(page, row, request)
            if filled is None:
                return redirect("directory:kept", row.pk)
            page = filled
        response.content = page.encode()
        return response


def _filled_with(page: str, row: KeptForm, request: HttpRequest) -> str | None:
    typed = kept_forms.opened(row, mark=sessions.mark_of(request))
    notice = render_to_string("directory/kept_notice.html", {"row": row, "files": typed.files}, request)
    return refilling.refilled(page, path=request.path, action=typed.action, typed=typed.fields, notice=notice)
