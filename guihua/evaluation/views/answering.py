"""The page of a small form, and where a refusal stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guihua.core.refusal import FORBIDDEN, Refused


def put(form: Any, refused: Refused) -> None:
    """At the field of which it speaks; what a role may not do at all is a page of its own."""
    if refused.refusal.code in FORBIDDEN:
        raise refused
    form.add_error(refused.refusal.code if refused.refusal.code in form.fields else None, refused.sentence)


def record(request: HttpRequest, form: Any, about: Mapping[str, Any]) -> HttpResponse:
    context = {"form": form, "about": about, "back": about["back"]}
    return render(request, "record.html", context, status=422 if form.errors else 200)
