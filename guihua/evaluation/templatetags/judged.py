"""Points and per cents as people write them."""

from __future__ import annotations

from decimal import Decimal

from django import template

from guihua.evaluation.said import plain

register = template.Library()


@register.filter
def points(value: Decimal) -> str:
    """5.5 for 5.50, and 100 for 100.00."""
    return plain(value)
