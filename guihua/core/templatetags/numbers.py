"""How the product writes numbers, dates and the words of its records, in the language of the page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from guihua.core import measures

register = template.Library()
NONE = "–"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@register.filter
def count(value: Any) -> str:
    """1234567 → 1,234,567; nothing → –."""
    return NONE if value is None or value == "" else f"{Decimal(str(value)):,}"


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


def in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@register.filter
def as_written(text: Any) -> Any:
    """A name or word of the records; on an English page marked as the Chinese that it is, for those who listen to it."""
    if in_chinese() or not CHINESE.search(str(text)):
        return text
    return format_html('<span lang="zh-CN">{}</span>', text)
