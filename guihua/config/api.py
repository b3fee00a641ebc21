"""The API: what its reader sees on the pages, for scripts and other systems. It only reads.

Whoever is signed in asks with the session that the pages use; a machine with a key. What is wrong is said as JSON, in a sentence for people and a code for
programs.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie, HttpBearer

from guihua.commissioning.api import router as commissioning
from guihua.core.refusal import Refusal, Refused, refuse_if, status_of
from guihua.directory.actions import keys, links
from guihua.directory.demanded import lacks_factor
from guihua.directory.sessions import address_of

MISSED, MOST_ASKED = "keys missed", 600  # answers to a key at one address, in the time in which misses are counted


class Session(APIKeyCookie):
    """The sign-in of the pages, with all that it demands."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not request.user.is_authenticated:
            return None
        if lacks_factor(request):
            refuse_if(Refusal("no-role", _("您的角色要用第二步验证登录。请先在页面上设好。")))
        return request.user


class Key(HttpBearer):
    """A key that the office made for a machine: it reads as its owner reads, in its own sub-district."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        address = address_of(request)
        if minutes := links.minutes_shut(address, MISSED):
            raise HttpError(429, _("这里用了太多不对的密钥。请 %(n)d 分钟后再试。") % {"n": minutes})
        if (key := keys.behind(token)) is None:
            links.missed(address, MISSED)
            raise HttpError(401, _("密钥不对，或者已经过期、撤销了。"))
        asked = f"asked by key {key.pk}"
        if minutes := links.minutes_shut(address, asked, MOST_ASKED):
            raise HttpError(429, _("问得太多了。请 %(n)d 分钟后再试。") % {"n": minutes})
        links.missed(address, asked)
        keys.used(key, address)
        request.user = key.owner
        vars(request)["key_place"] = key.subdistrict_id
        return key.owner


api = NinjaAPI(
    title="Guihua",
    version="1",
    description="GET only. What a reader does not see on the pages is not here; fields above a reader's clearance are left out.",
    docs_url=None,  # its pages would come from elsewhere
    urls_namespace="api",
    auth=[Key(), Session()],
)
api.add_router("", commissioning)


def _wrong(
    request: HttpRequest, status: int, code: str, sentence: str, fields: dict[str, str] | None = None
) -> HttpResponse:
    said: dict[str, Any] = {"code": code, "sentence": sentence}
    return api.create_response(request, said | ({"fields": fields} if fields else {}), status=status)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, _exception: Any) -> HttpResponse:
    return _wrong(request, 401, "sign-in", _("请先登录。"))


@api.exception_handler(HttpError)
def turned_away(request: HttpRequest, exception: HttpError) -> HttpResponse:
    code = {401: "key", 429: "too-many"}.get(exception.status_code, "wrong")
    return _wrong(request, exception.status_code, code, exception.message)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, _exception: Any) -> HttpResponse:
    return _wrong(request, 404, "not-there", _("没有这一项，或者您看不到它。"))


@api.exception_handler(Refused)
def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    return _wrong(request, status_of(exception.refusal), exception.refusal.code, exception.sentence)


@api.exception_handler(ValidationError)
def wrongly_asked(request: HttpRequest, exception: ValidationError) -> HttpResponse:
    """Each parameter that is wrong, with what it takes."""
    fields = {str(error["loc"][-1]): _slip(error) for error in exception.errors}
    return _wrong(request, 422, "wrong-parameter", _("参数不对。"), fields)


def _slip(error: dict[str, Any]) -> str:
    limits = error.get("ctx") or {}
    known = {
        "extra_forbidden": _("没有这个参数。"),
        "int_parsing": _("要写成整数。"),
        "greater_than_equal": _("最小是 %(least)s。") % {"least": limits.get("ge")},
        "less_than_equal": _("最大是 %(most)s。") % {"most": limits.get("le")},
        "enum": _("可以是：%(known)s。") % {"known": limits.get("expected")},
        "string_too_long": _("太长了，最多 %(most)s 个字。") % {"most": limits.get("max_length")},
    }
    return known.get(error["type"], _("写得不对。"))


def _answers_itself() -> tuple[Any, ...]:
    """Nobody is sent to the page of signing in: the API says in its own words who has to."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        vars(pattern.callback)["login_required"] = False
    return patterns, app, namespace


urls = _answers_itself()
