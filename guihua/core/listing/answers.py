"""The answer to somebody who asks for a list: its page, or the same rows as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from guihua.core import clock
from guihua.core.listing.pages import Listing
from guihua.core.listing.shown import Shown
from guihua.core.listing.workbooks import MOST_ROWS, download

AT_ONCE = 5_000  # rows: a longer workbook keeps somebody waiting for more than a few seconds


def answer(request: HttpRequest, listing: Listing, rows: QuerySet[Any], *, later: str = "") -> HttpResponseBase:
    """`?export=xlsx` gives what is seen, all pages of it, up to MOST_ROWS. Where the list is long, its page offers to have
    that made in the background instead: by a POST of the list's query to the address `later`."""
    shown = listing.show(rows, request.GET, request.user)
    if request.GET.get("export") == "xlsx":
        return _exported(shown)
    context = {"shown": shown, "title": listing.title, "most": MOST_ROWS, "is_cut": shown.total > MOST_ROWS}
    context |= {"later": later if shown.total > AT_ONCE else "", "asked": request.GET.urlencode()}
    return render(request, "list.html", context)


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
