"""What every page's shell needs: preferences from cookies, and where this user can go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

PREFERENCES = {
    "theme": ("light", "dark", "auto"),
    "text": ("normal", "large"),
    "density": ("default", "compact", "roomy"),
}


CSS = ("tokens", "reset", "base", "layout", "shell", "table", "phone", "report", "figure", "own", "utilities")


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    who = user if user is not None and user.is_authenticated else None
    items = import_string(settings.GUIHUA_NAVIGATION)(who) if who else []
    chosen = {
        name: value if (value := request.COOKIES.get(name)) in choices else choices[0]
        for name, choices in PREFERENCES.items()
    }
    return {
        "css_sheets": CSS,
        "chosen": chosen,
        "navigation": items,
        "demonstration": settings.DEMONSTRATION,
        "who": who,
    }
