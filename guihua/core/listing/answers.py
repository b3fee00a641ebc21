"""The answer to somebody who asks for a list: its page, or the same rows as a workbook."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from guihua.core import clock
from guihua.core.listing.pages import Listing, Shown
from guihua.core.listing.workbooks import MOST_ROWS, download


def answer(request: HttpRequest, listing: Listing, rows: QuerySet[Any]) -> HttpResponseBase:
    """`?export=xlsx` gives what is seen, all pages of it, up to MOST_ROWS."""
    shown = listing.show(rows, request.GET)
    if request.GET.get("export") == "xlsx":
        return _exported(shown)
    context = {"shown": shown, "title": listing.title, "most": MOST_ROWS, "is_cut": shown.total > MOST_ROWS}
    return render(request, "list.html", context)


def _exported(shown: Shown) -> FileResponse:
    listing = shown.listing
    rows = islice(shown.rows.iterator(chunk_size=2000), MOST_ROWS)
    values = ([column.cell(row) for column in listing.columns] for row in rows)
    name = f"{listing.title}-{clock.today():%Y-%m-%d}"
    return download(name, [str(column.head) for column in listing.columns], values)
