"""How one likes to see the pages: kept in cookies, so that it holds before sign-in too, and with one's account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from guihua.core.redirects import ours
from guihua.core.ui import style_page
from guihua.core.ui.preferences import PREFERENCES
from guihua.core.ui.signals import preferred

YEAR = 365 * 86_400


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    response = redirect(ours(request, request.POST.get("next", "")))
    wished = {name: request.POST.get(name, "") for name in PREFERENCES}
    chosen = {name: value for name, value in wished.items() if value in PREFERENCES[name].choices}
    for name, value in chosen.items():
        response.set_cookie(name, value, YEAR, samesite="Lax", secure=settings.SECURE, httponly=True)
    if chosen and request.user.is_authenticated:
        preferred.send(preferences, user=request.user, chosen=chosen)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, YEAR, samesite="Lax", secure=settings.SECURE)
    return response


urlpatterns = [
    path("preferences/", preferences, name="preferences"),
    path("ui/", style_page.style_page, name="style"),
    path("ui/<str:name>/", style_page.failure, name="style-failure"),
]
