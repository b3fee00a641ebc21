"""Something is done to many rows: asked for on the list's page, looked at once more, done, and told row by row."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guihua.core.listing import handling
from guihua.core.listing.deeds import Deed, DeedForm
from guihua.core.listing.models import Handling
from guihua.core.listing.pages import Listing
from guihua.core.listing.picking import ALL, PICK, Picked, picked
from guihua.core.listing.shown import Shown
from guihua.core.refusal import Refusal, Refused
from guihua.core.ui.pages import page_of

FIRST = 5


def answer(request: HttpRequest, shown: Shown, rows: QuerySet[Any]) -> HttpResponse:
    """The page that says how many rows it is and which come first; and once that was confirmed, what became of them."""
    deed = shown.listing.deed(request.POST["deed"])
    if deed is None:
        raise Http404
    chosen = picked(shown, rows, request.POST)
    if not chosen.count:
        raise Refused(Refusal("nothing-picked", _("先勾选要处理的行，再选要做的事。")))
    is_sure = "sure" in request.POST
    form = deed.form(request.POST if is_sure else None, reader=request.user)
    is_same = request.POST.get("expected") == str(chosen.count)
    if is_sure and form.is_valid() and is_same:
        given = {name: form[name].data for name in form.fields}
        done = handling.handle(shown.listing, deed, rows, chosen.keys, given, by=request.user)
        return redirect(page_of(done))
    return _confirming(request, shown, rows, deed, chosen, form, has_changed=is_sure and not is_same)


def _confirming(
    request: HttpRequest,
    shown: Shown,
    rows: QuerySet[Any],
    deed: Deed,
    chosen: Picked,
    form: DeedForm,
    *,
    has_changed: bool,
) -> HttpResponse:
    context = {
        "title": shown.listing.title,
        "deed": deed,
        "form": form,
        "count": chosen.count,
        "first": named(shown, rows, chosen.keys[:FIRST]),
        "others": max(0, chosen.count - FIRST),
        "kept": [(ALL, "1")] if chosen.is_all else [(PICK, str(key)) for key in chosen.keys],
        "has_changed": has_changed,
        "later": chosen.count > handling.AT_ONCE,
    }
    return render(request, "confirming.html", context, status=422 if form.errors else 200)


def named(shown: Shown, rows: QuerySet[Any], keys: Any) -> list[str]:
    """What the first column says of each row."""
    found = (shown.listing.complete or (lambda whole: whole))(rows).in_bulk(list(keys))
    first = shown.listing.columns[0]
    return [str(first.cell(found[key])) for key in keys if key in found]


def label_of(listing: Listing, done: Handling) -> str:
    """What was done, in words; a version that knows it no longer says its code."""
    deed = listing.deed(done.deed)
    return str(deed.label) if deed else done.deed


def told(listing: Listing, rows: QuerySet[Any], done: Handling) -> list[tuple[str, str]]:
    """Each row that was refused, by what its first column says to whoever may see it, and why."""
    complete = listing.complete or (lambda whole: whole)
    there = complete(rows).in_bulk([key for key, _why in done.refused])
    first = listing.columns[0]
    return [(str(first.cell(there[key])) if key in there else "", why) for key, why in done.refused]
