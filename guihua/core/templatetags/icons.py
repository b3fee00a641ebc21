"""Icons. The library reads each once, but builds what stands on the page anew wherever it is shown; here that is kept."""

from __future__ import annotations

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide as drawn

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1000)
def lucide(name: str, *, size: int | None = 24, **attributes: object) -> str:
    """The icon of this name as SVG. A page shows some twenty, among them few that differ."""
    return drawn(name, size=size, **attributes)
