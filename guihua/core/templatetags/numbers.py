"""How the product writes numbers, dates and the words of its records, in the language of the page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from guihua.core import measures

register = template.Library()
NONE = "–"
CHINESE = re.compile(r"[「《（]?[\u4e00-\u9fff](?:[^A-Za-z<>&]*[\u3000-\u9fff\uff00-\uffef])?")
"""From the first Chinese character to the last before Latin letters, with the numbers and marks between."""


@register.filter
def count(value: Any) -> str:
    """1234567 → 1,234,567; nothing → –."""
    return NONE if value is None or value == "" else f"{Decimal(str(value)):,}"


@register.filter
def in_yuan(fen: int) -> str:
    """Whole fen in yuan, as an account writes them: 8580000 → 85,800; 10050 → 100.50."""
    yuan = measures.yuan(fen)
    return f"{yuan:,.0f}" if yuan == yuan.to_integral_value() else f"{yuan:,}"


@register.filter
def wan(yuan: Any) -> str:
    """Yuan in the large unit of the page's language: 1234000.00 → 123.4 万元, or CNY 1.23 million."""
    unit, places = (10_000, 1) if in_chinese() else (1_000_000, 2)
    return f"{measures.rounded(Decimal(str(yuan)) / unit, places):,}"


@register.filter
def percent(ratio: Any) -> str:
    """0.9333 → 93.33."""
    return f"{Decimal(str(ratio)) * 100:.2f}"


@register.filter
def share(part: Any, whole: Any) -> str:
    """How long a bar is, 0 to 100."""
    return f"{100 * float(part) / float(whole):.1f}" if whole and float(whole) else "0"


@register.filter
def day(value: date | None) -> str:
    """A day as every table writes it: 2022-03-05; none: –."""
    return f"{value:%Y-%m-%d}" if value else NONE


@register.filter
def cell_text(value: Any) -> str:
    """What a table's cell says: numbers with commas and cents only where there are any, days as ISO, nothing as –."""
    if value is None or value == "":
        return NONE
    if isinstance(value, date):
        return format_html("<time>{}</time>", value.isoformat())
    if isinstance(value, Decimal) and value == int(value):
        value = int(value)
    return f"{value:,}" if isinstance(value, int | Decimal) else as_written(str(value))


def in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@register.filter
def as_written(words: Any) -> Any:
    """Names of the records; on an English page marked as the Chinese that they are, for those who listen to it."""
    if in_chinese() or isinstance(words, SafeString) or not CHINESE.search(str(words)):
        return words
    return mark_safe(CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', escape(words)))  # noqa: S308 - escaped before


@register.filter
def word(text: Any) -> Any:
    """A word of the records in the reader's language where the catalogue knows it, else as it is written."""
    return as_written(gettext(str(text))) if text else text
