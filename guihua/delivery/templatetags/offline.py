"""What every recording page has for a phone whose signal comes and goes."""

from __future__ import annotations

from typing import Any

from django import template

from guihua.delivery import offline

register = template.Library()


@register.inclusion_tag("delivery/offline/photo_room.html")
def photo_room() -> dict[str, Any]:
    """How much of photos waits in a phone with one session."""
    return {"bytes": offline.MOST_PHOTO_BYTES, "megabytes": offline.MOST_PHOTO_BYTES >> 20}


@register.inclusion_tag("delivery/offline/desk.html", takes_context=True)
def offline_desk(context: Any, saved: Any = None) -> dict[str, Any]:
    """saved: the `sent_as` of the session that the page says is saved, which the phone then need not keep."""
    user = context["request"].user
    kept = {"keep": offline.addresses(user), "worker": offline.worker_address(), "saved": saved or ""}
    return {"user": user, "now": offline.now()} | kept


@register.inclusion_tag("delivery/offline/arriving.html", takes_context=True)
def offline_arriving(context: Any) -> dict[str, Any]:
    """Of a page that is no recording page: only what says that there is no signal is kept."""
    return {"user": context["request"].user, "worker": offline.worker_address()}
