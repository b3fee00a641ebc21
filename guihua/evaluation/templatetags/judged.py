"""Points and per cents as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template

from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_words
from guihua.evaluation.calc.exact import is_written_in_full, rounded
from guihua.evaluation.said import plain

register = template.Library()
IN_FULL, SHORT = 6, 2  # places after the point: up to which a figure is written whole, and of one that is not


@register.filter
def points(value: Decimal | int) -> str:
    """5.5 for 5.50, and 100 for 100.00."""
    return plain(Decimal(value))


@register.filter
def exact(value: Fraction | Decimal | None) -> str:
    """As it can be computed on with: 13.5, or 83/6 ≈ 13.83; nothing: –."""
    if value is None:
        return "–"
    figure = Fraction(value)
    if is_written_in_full(figure, IN_FULL):
        return plain(rounded(figure, IN_FULL))
    return f"{figure.numerator}/{figure.denominator} ≈ {rounded(figure, SHORT)}"


@register.filter
def shortly(value: Fraction | Decimal | None) -> str:
    """With two places, and ≈ before it where that is not all of it."""
    if value is None:
        return "–"
    figure = Fraction(value)
    return f"{'' if is_written_in_full(figure, SHORT) else '≈ '}{rounded(figure, SHORT)}"


@register.filter
def placed(value: Decimal, places: int) -> str:
    """A score as everyone reads it: 90.00."""
    return f"{value:.{places}f}"


@register.filter
def of_key(found: Mapping[int, Any], key: int) -> Any:
    """What a mapping has under a key; nothing where it has none."""
    return found.get(key)


@register.filter
def visit(entered: evaluation.RoundProject) -> str:
    """2022-11-15 上午 · 现场."""
    return panel_words.visit_of(entered)


@register.filter
def figure(value: float | Fraction | None) -> str:
    """A statistic, with two places; none: –."""
    return "–" if value is None or value == "" else f"{float(value):.2f}"


@register.filter
def taken(shift: float) -> str:
    """What a panel's severity took off a score, with its sign: –1.20."""
    return "0.00" if not round(shift, SHORT) else f"{-shift:+.2f}".replace("-", "–")
