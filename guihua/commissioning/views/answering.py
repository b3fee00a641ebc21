"""The way of the small forms about a project: shown, corrected, saved by a verb, and back to where it was called from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guihua.commissioning import models as commissioning
from guihua.core.refusal import Refused

# The fields of which refusals speak whose code is not a field's own name; the first that a form has.
AT_FIELD = {
    "too-early": ("on",),
    "before-its-day": ("on",),
    "not-as-signed": ("on",),
    "late": ("on",),
    "backwards": ("on",),
    "not-before": ("on",),
    "after-its-day": ("why",),
    "beyond-budget": ("budget_fen",),
    "below-price": ("budget_fen",),
    "over-line": ("amount_fen",),
    "same-line": ("target",),
    "invited": ("organisation",),
    "elsewhere": ("organisation", "target"),
    "wrong-place": ("organisation",),
    "provider": ("organisation",),
    "held": ("organisation",),
    "ends-before": ("last_day",),
}


def field_of(form: forms.Form, code: str) -> str | None:
    """Where what was refused stands; None: over the form."""
    return next((name for name in (code, *AT_FIELD.get(code, ())) if name in form.fields), None)


def answer(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[Mapping[str, Any]], Any],
    project: commissioning.Project,
    about: Mapping[str, Any],
) -> HttpResponse:
    """The form's page, or the way back. What a verb refuses stands in the form, at the field that its code names where there is
    such a one. `about` has the page's title, its verb, what is said afterwards, and the way back."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(form.cleaned_data)
            except Refused as refused:
                form.add_error(field_of(form, refused.refusal.code), refused.sentence)
            else:
                messages.success(request, about["said"])
                return redirect(about["back"])
    about = {"line": project.number, "via": project.name, **about}
    return render(request, "record.html", {"form": form, "about": about, "back": about["back"]}, status=status)
