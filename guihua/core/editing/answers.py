"""The way of every form that two may edit at once: shown, corrected, saved, or faced with what somebody else did meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guihua.core import history
from guihua.core.editing.choosing import ChoosingForm
from guihua.core.editing.facing import STALE
from guihua.core.refusal import Refused


def answer[F: ChoosingForm](
    request: HttpRequest,
    form: F,
    save: Callable[[F], Any],
    *,
    back: str | Callable[[Any], str],
    said: str,
    about: Mapping[str, Any],
    template: str = "record.html",
) -> HttpResponse:
    """The form's page, or the way back after `save`, which calls the verb. `back` is an address, or gives one for what the
    verb returned; `said` is what one is told there. What a verb refuses stands in the form, with all that was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = save(form)
            except history.Clashed as clashed:
                form, status = form.facing(clashed), 409
            except Refused as refused:
                form = form.refused(refused.refusal.code, refused.sentence)
                status = 409 if refused.refusal.code == STALE else 422
            else:
                messages.success(request, said)
                return redirect(back if isinstance(back, str) else back(done))
    return render(request, template, {"form": form, "about": about, "back": about.get("back", back)}, status=status)
