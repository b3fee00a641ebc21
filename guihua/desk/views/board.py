"""The board: which project needs somebody today, and why."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from guihua.core import listing
from guihua.desk import board as shown
from guihua.desk.permission_terms import ACCOUNTING
from guihua.directory.models import users


@login_required
def board(request: HttpRequest) -> HttpResponseBase:
    if not users.holds(request.user, *ACCOUNTING):
        raise Http404
    rows = shown.rows(request.user)
    said = {"colours": shown.counted(rows)}
    return listing.answer(request, shown.listing(rows), rows, above="desk/board_above.html", said=said)
