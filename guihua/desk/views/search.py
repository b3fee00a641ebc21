"""One box for everything that one may see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guihua.delivery import people as known
from guihua.desk import recent, searching, text_search
from guihua.desk.actions import recents

NUMBER = "number"


@require_safe
def search(request: Any) -> HttpResponse:
    """The page, or as one types its middle. What looks like somebody's number leaves the address before it is answered."""
    typed = searching.plain(request.GET.get("q", ""))
    if searching.holds_a_number(typed):
        return redirect(f"{reverse('desk:search')}?{NUMBER}=1")
    if typed and (kind := request.GET.get("kind", "")) in text_search.KINDS:
        return _all_of(request, typed, kind)
    context = {
        "typed": typed,
        "was_number": NUMBER in request.GET and not typed,
        "may_find": known.may_know_people(request.user),
        "groups": list(searching.groups(request.user, typed)) if typed else [],
        "recent": [] if typed else recent.opened_by(request.user),
    }
    answer = render(request, "desk/search.html#found" if request.htmx else "desk/search.html", context)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def _all_of(request: Any, typed: str, kind: str) -> HttpResponse:
    """All texts of one kind, a page at a time."""
    page, found, is_more = text_search.page(request.user, typed.split(), kind, request.GET)
    about = {"typed": typed, "kind": text_search.KINDS[kind], "code": kind, "page": page, "found": found}
    about |= {"is_more": is_more}
    everything = f"{reverse('desk:search')}?{urlencode({'q': typed})}"
    return render(request, "desk/search_kind.html", about | {"everything": everything})


@require_POST
def clearing(request: Any) -> HttpResponse:
    """Nothing is kept of what one opened."""
    recents.clear(by=request.user)
    return redirect("desk:search")
