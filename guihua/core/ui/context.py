"""What every page's frame needs: how one likes to see it, and who one is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from guihua.core.ui.preferences import chosen_in


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page for whoever is signed in, as they like it on whichever device."""
    user = getattr(request, "user", None)
    known = user if user is not None and user.is_authenticated else None
    if known is None:
        return bare_frame(request)
    return bare_frame(request) | {
        "chosen": chosen_in({**request.COOKIES, **known.preferences}),
        "shell": None
        if hasattr(request, "has_no_shell")
        else import_string(settings.GUIHUA_SHELL)(known, request.path),
    }


def bare_frame(request: HttpRequest) -> dict[str, Any]:
    """The frame without asking any database, as pages about a failure need it."""
    return {
        "chosen": chosen_in(request.COOKIES),
        "demonstration": settings.DEMONSTRATION,
        "shell": None,
        "inline_styles": "",  # a file's alone
    }
