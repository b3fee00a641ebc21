"""The first lines of every page. They also stand where no context processor has run, as on a page about a failure."""

from __future__ import annotations

from functools import cache

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from guihua.core.ui.preferences import chosen_in
from guihua.core.ui.sheets import CSS

register = template.Library()


def is_english() -> bool:
    return (get_language() or "").startswith("en")


@register.simple_tag(takes_context=True)
def root_attributes(context: Context) -> SafeString:
    """The language of the page, and how one likes to see it."""
    chosen = context.get("chosen") or chosen_in({})
    language = "en" if is_english() else "zh-CN"
    return format_html(
        'lang="{}" data-theme="{}" data-text="{}" data-density="{}" data-keys="{}"',
        language,
        chosen["theme"],
        chosen["text"],
        chosen["density"],
        chosen["keys"],
    )


@register.simple_block_tag
def in_english(content: str) -> SafeString:
    """The same in English below, on a page that may meet somebody whose language it does not know."""
    return SafeString("") if is_english() else format_html('<p class="also" lang="en">{}</p>', content)


@register.simple_tag
@cache
def stylesheets() -> SafeString:
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in CSS))
