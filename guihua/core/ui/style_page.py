"""The living style page: every component in its states, and the pages about what went wrong.

It holds nothing of anybody, so whoever is signed in may open it, and in a demonstration everybody; elsewhere a stranger
has no business in learning how a deployment's pages are built.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.core.ui import samples
from guihua.core.ui.context import frame


@login_not_required
def style_page(request: HttpRequest) -> HttpResponse:
    if not _is_open_to(request):
        return redirect_to_login(request.path)
    shell = frame(request)["shell"] or samples.shell(request.path)
    return render(request, "style.html", samples.context() | {"shell": shell})


@login_not_required
def failure(request: HttpRequest, name: str) -> HttpResponse:
    """A page about something that went wrong, to be looked at while nothing did."""
    if not _is_open_to(request):
        return redirect_to_login(request.path)
    if name not in samples.context()["pages"]:
        raise Http404
    return render(request, f"{name}.html", samples.of_page(name))


def _is_open_to(request: HttpRequest) -> bool:
    return bool(settings.DEMONSTRATION) or request.user.is_authenticated
