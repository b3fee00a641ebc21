"""Links that open one thing once. The address with the secret only leads on: the pages behind it have none in theirs, so
that it stands in no form, no history of what was sent, and no Referer.

Nothing is done by opening a link, since chat programs open it before anybody does, for a picture of the page.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from guihua.core.refusal import Refusal
from guihua.directory import link_pages
from guihua.directory.actions import links
from guihua.directory.invitations_policy import GONE
from guihua.directory.models import Invitation, PasswordLink
from guihua.directory.sessions import address_of

COOKIE = "__Host-link" if settings.SECURE else "link"
COOKIE_SECONDS = 3600


@login_not_required
@require_safe
@sensitive_variables("secret")
def opening(request: HttpRequest, secret: str) -> HttpResponse:
    response = _opened(request, secret)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@sensitive_variables("secret")
def _opened(request: HttpRequest, secret: str) -> HttpResponse:
    found = _behind(request, secret)
    if isinstance(found, HttpResponse):
        return found
    name = "directory:accepting" if isinstance(found, Invitation) else "directory:new_password"
    response = redirect(name)
    response.set_cookie(COOKIE, secret, COOKIE_SECONDS, secure=settings.SECURE, httponly=True, samesite="Lax")
    return response


@sensitive_variables("secret")
def _behind(request: HttpRequest, secret: str) -> Invitation | PasswordLink | HttpResponse:
    """What the link was made for; or the answer to who tries too many that were never made."""
    address = address_of(request)
    if minutes := links.minutes_shut(address):
        words = _("这里打开了太多不对的链接。请 %(n)d 分钟后再试。") % {"n": minutes}
        return refused(request, Refusal("too-many", words), status=429)
    found = links.behind(secret)
    if found is None:
        links.missed(address)
        words = _("这个链接不对，可能没有复制完整。请再点一次原来的链接，或请发给你的人重新发。")
        return refused(request, Refusal("unknown", words), status=404)
    return found


def borne[Link: (Invitation, PasswordLink)](request: HttpRequest, kind: type[Link]) -> Link | HttpResponse:
    """What the browser came for by its link; or the answer where that is not known any more."""
    if not (secret := request.COOKIES.get(COOKIE, "")):
        return refused(request, Refusal("unknown", _("请再点一次发给你的链接。")), status=404)
    found = _behind(request, secret)
    if isinstance(found, kind | HttpResponse):
        return found
    return refused(request, Refusal("unknown", _("请再点一次发给你的链接。")), status=404)


def refused(request: HttpRequest, refusal: Refusal, *, status: int = 0) -> HttpResponse:
    """Why a link opens nothing, kindly: 410 where it never will again."""
    code = status or (410 if refusal.code in GONE else 409)
    return render(request, "directory/link_refused.html", {"refusal": refusal}, status=code)


def shown(request: HttpRequest, secret: str, **context: Any) -> HttpResponse:
    """A new link, for this once: as text to copy and as a code to scan."""

    return render(request, "directory/link_shown.html", link_pages.told(request, secret) | context)


def forgotten(response: HttpResponse) -> HttpResponse:
    """The browser bears the secret no longer."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
