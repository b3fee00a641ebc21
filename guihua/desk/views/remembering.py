"""A thing's page tells whoever opens it, later, that they did."""

from __future__ import annotations

from typing import Any

from django.db import models

from guihua.desk.actions import recents


def remember(request: Any, thing: models.Model) -> None:
    """Unless they wished that it is not kept: for themselves, or for the machine at which they sit."""
    wishes = (request.COOKIES.get("recent"), request.user.preferences.get("recent"))
    if request.method == "GET" and "off" not in wishes:
        recents.keep(thing, by=request.user)
