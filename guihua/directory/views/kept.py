"""What was kept of a form that its page cannot show again, and forms whose token is of an earlier sign-in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guihua.core.redirects import ours, page_before
from guihua.directory import sessions, typed
from guihua.directory.actions import kept_forms
from guihua.directory.models import KeptForm


def _kept(request: HttpRequest, pk: int) -> KeptForm:
    rows = kept_forms.of(request.user, mark=sessions.mark_of(request))
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404
    return found


@require_safe
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """What was typed, to be copied from: its form is not on the page any more."""
    row = _kept(request, pk)
    found = kept_forms.opened(row, mark=sessions.mark_of(request))
    texts = [value for values in found.fields.values() for value in values if value.strip()]
    return render(request, "directory/kept.html", {"row": row, "texts": texts, "files": found.files})


@require_POST
def discarding(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    page = kept_forms.opened(row, mark=sessions.mark_of(request)).page
    kept_forms.forget([row])
    return redirect(ours(request, page))


def stale_form(request: Any, reason: str = "") -> HttpResponse:
    """A form without a valid token. One of our own pages that is older than the last sign-in is shown again, filled.

    That it is one of our own the browser says (Origin); anybody else's form is refused, and nothing of it kept.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return render(request, "403_csrf.html", status=403)
    if request.path in (reverse("directory:login"), reverse("directory:second_step")):
        return typed.to_sign_in(request, ours(request, request.POST.get("next", "")), "")
    why = typed.keep(request)
    request.is_kept = True
    if not request.user.is_authenticated:
        return typed.to_sign_in(request, page_before(request), why)
    if why == "lost":
        return render(request, "403_csrf.html", status=403)
    request.session[typed.FLAG] = True
    return redirect(page_before(request))
