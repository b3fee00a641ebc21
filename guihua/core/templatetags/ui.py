"""How the product writes numbers, and the small pieces that pages are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import get_language

from guihua.core import measures

register = template.Library()
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@register.filter
def count(value: Any) -> str:
    """1234567 → 1,234,567; nothing → –."""
    return "–" if value is None or value == "" else f"{Decimal(str(value)):,}"


@register.filter
def wan(yuan: Any) -> str:
    """Yuan in the large unit of the page's language: 1234000.00 → 123.4 万元, or CNY 1.23 million."""
    unit, places = (10_000, 1) if in_chinese() else (1_000_000, 2)
    return f"{measures.rounded(Decimal(str(yuan)) / unit, places):,}"


def in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@register.filter
def as_written(text: Any) -> Any:
    """A name or word of the records; on an English page marked as the Chinese that it is, for those who listen to it."""
    if in_chinese() or not CHINESE.search(str(text)):
        return text
    return format_html('<span lang="zh-CN">{}</span>', text)


@register.filter
def percent(ratio: Any) -> str:
    """0.9333 → 93.33."""
    return f"{Decimal(str(ratio)) * 100:.2f}"


@register.filter
def share(part: Any, whole: Any) -> str:
    """How long a bar is, 0 to 100."""
    return f"{100 * float(part) / float(whole):.1f}" if whole and float(whole) else "0"


@register.filter
def startswith(text: str, start: str) -> bool:
    return text.startswith(start)


@register.filter
def chosen_in(name: str, chosen: Mapping[str, str]) -> str:
    return chosen.get(name, "")


@register.simple_tag
def here_with(query: QueryDict, **changes: Any) -> str:
    """The address of this page with some of its filters changed; None drops one."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"
