"""A sealed file as it goes out to who may read it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from guihua.core import secrecy
from guihua.core.uploads.kinds import KINDS


def answer(opened: Callable[[], bytes], name: str, suffix: str) -> HttpResponse:
    """Only a picture is shown in the browser; nothing else runs there, and nothing is kept there."""
    try:
        content = opened()
    except (FileNotFoundError, secrecy.Destroyed) as gone:
        raise Http404 from gone
    kind = KINDS[suffix]
    out = HttpResponse(content, content_type=kind.media_type)
    out["Content-Disposition"] = content_disposition_header(not kind.is_photo, name) or "attachment"
    out["Cache-Control"] = "private, no-store"
    return out
