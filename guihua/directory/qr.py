"""A text as a square code, drawn into the page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # modules of margin, without which some cameras find no code


def svg(text: str) -> SafeString:
    """Black on the ground that the style sheet gives it, light in every theme."""
    drawn = segno.make(text, error="m", micro=False)
    return mark_safe(  # noqa: S308 - segno draws paths, the text is not in it
        drawn.svg_inline(border=QUIET, omitsize=True, svgclass="qr", lineclass=None)
    )
