"""The answer to somebody who asks for a list: its page, or the same rows as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.listing import doing, opened, saving
from guihua.core.listing.models import SavedView
from guihua.core.listing.pages import Listing
from guihua.core.listing.shown import Shown
from guihua.core.listing.workbooks import MOST_ROWS, download

AT_ONCE = 5_000  # rows: a longer workbook keeps somebody waiting for more than a few seconds


def answer(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    later: str = "",
    above: str = "",
    said: Mapping[str, Any] | None = None,
    page: str = "list.html",
) -> HttpResponseBase:
    """`?export=xlsx` gives what is seen, all pages of it, up to MOST_ROWS. Where the list is long, its page offers to have
    that made in the background instead: by a POST of the list's query to the address `later`. `above` is a template that
    stands over the list, `page` one that puts it into another frame, `said` what these are told."""
    if view := opened.opening(listing, request.GET, request.user):
        return redirect(f"{request.path}{view.address}")
    shown = listing.show(rows, request.GET, request.user)
    if request.method == "POST":
        return doing.answer(request, shown, rows) if "deed" in request.POST else _saved(request, shown)
    if request.GET.get("export") == "xlsx":
        return _exported(shown)
    context = {
        "shown": shown,
        "title": listing.title,
        "most": MOST_ROWS,
        "is_cut": shown.total > MOST_ROWS,
        "views": opened.views_of(listing, shown, request.user),
        "later": later if shown.total > AT_ONCE else "",
        "asked": request.GET.urlencode(),
        "above": above,
    }
    return render(request, page, context | dict(said or {}))


def _saved(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """What is shown becomes a view under a name, or what a view asks for from now on."""
    if "renew" in request.POST:
        old = SavedView.objects.visible_to(request.user).of(shown.listing.name)
        view = saving.renew(get_object_or_404(old, pk=_number(request.POST["renew"])), shown, by=request.user)
    elif "view" in request.POST and shown.listing.name:
        view = saving.save(shown, name=request.POST["view"], by=request.user)
    else:
        raise Http404
    messages.success(request, _("已存好视图「%(name)s」。") % {"name": view.name})
    return redirect(f"{request.path}{view.address}")


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else 0


def _exported(shown: Shown) -> FileResponse:
    return download(file_name(shown.listing), heads(shown), lines(shown))


def file_name(listing: Listing) -> str:
    return f"{listing.title}-{clock.today():%Y-%m-%d}"


def heads(shown: Shown) -> list[str]:
    return [str(column.head) for column in shown.columns.shown]


def lines(shown: Shown) -> Iterator[list[Any]]:
    """What is seen, all pages of it, as a workbook holds it."""
    for row in islice(shown.rows.iterator(chunk_size=2000), MOST_ROWS):
        yield [column.cell(row) for column in shown.columns.shown]
