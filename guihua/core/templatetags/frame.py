"""The first lines of every page. They also stand where no context processor has run, as on a page about a failure."""

from __future__ import annotations

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from guihua.core.ui.context import chosen_in
from guihua.core.ui.sheets import CSS

register = template.Library()


@register.simple_tag(takes_context=True)
def root_attributes(context: Context) -> SafeString:
    """The language of the page, and how one likes to see it."""
    chosen = context.get("chosen") or chosen_in({})
    language = "en" if (get_language() or "").startswith("en") else "zh-CN"
    return format_html(
        'lang="{}" data-theme="{}" data-text="{}" data-density="{}"',
        language,
        chosen["theme"],
        chosen["text"],
        chosen["density"],
    )


@register.simple_tag
def stylesheets() -> SafeString:
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in CSS))
