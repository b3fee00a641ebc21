"""What the pages of the account are written with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from guihua.core.templatetags.numbers import count, in_chinese
from guihua.reporting.calc import scales
from guihua.reporting.figures import PERSON_TIMES, Text, Unit
from guihua.reporting.story.shown import FEW, KeptBack, is_few

register = template.Library()
SMALLEST_SHARE = 0.1


@register.simple_block_tag(takes_context=True)
def opens(context: Any, content: str, code: str, look: str = "link", label: str = "", **only: Any) -> SafeString:
    """Words that open the rows of a figure, narrowed to what is given: a link, or plain words in a file without a site.

    `by` and `of` narrow by a condition whose name is not known beforehand.
    """
    only[only.pop("by", "")] = only.pop("of", "")
    words = mark_safe(content.strip())  # noqa: S308 - what the template itself wrote between the tags
    named = format_html(' aria-label="{}"', label) if label else ""
    if address := context["addresses"].rows(code, **only):
        return format_html('<a class="{}" href="{}"{}>{}</a>', look, address, named, words)
    return format_html('<span class="{}">{}</span>', look.removeprefix("link").strip(), words)


@register.simple_tag(takes_context=True)
def rows_of(context: Any, code: str) -> str:
    """The address of a figure's rows."""
    return str(context["addresses"].rows(code))


@register.simple_tag
def gap() -> str:
    """What stands between two sentences, or words, that are put together: a space in English, nothing in Chinese."""
    return "" if in_chinese() else " "


@register.simple_tag
def sentences(*told: Any) -> str:
    """Sentences one after the other; what is empty is left out."""
    return gap().join(str(one) for one in told if one)


@register.filter
def whole(hours: Any) -> str:
    """Hours as a headline gives them: 4579.0 → 4,579, and 4579.5 → 4,579.5."""
    return count(hours).removesuffix(".0")


@register.filter
def behind(unit: Unit, value: Any) -> Text:
    """The unit as it stands behind a value: 3 projects, 1 project."""
    return unit.of(value)


@register.filter
def in_person_times(value: int) -> Text:
    return PERSON_TIMES.of(value)


@register.filter
def people(counted: Any, is_public: bool = True) -> str:
    """How many people, or how often; in public 1 to 4 are not counted out, since one might guess who they are."""
    if is_untold(counted):
        return _("不列")
    return _("少于 %(n)d") % {"n": FEW} if is_public and counted and is_few(counted) else count(counted)


@register.filter
def is_untold(counted: Any) -> bool:
    """Whether not even that it is few is told, so that no unit stands behind it."""
    return isinstance(counted, KeptBack) and not counted.is_few


@register.filter
def signed(change: Decimal | None) -> str:
    """A change with its sign, so that more and less differ in more than a colour."""
    if change is None:
        return "–"
    return f"{change:+,}".replace("-", "−") if change else "0"


@register.filter
def arrow(change: Decimal) -> str:
    """A change as an arrow and its size: ↑ 17.6, ↓ 3.2."""
    return f"{'↑' if change > 0 else '↓' if change < 0 else '→'} {abs(change):,}"


@register.filter
def round_share(width: float) -> str:
    """A part of a hundred as words give it: 71.4; never 0.0 for what is there."""
    return f"{width:.1f}" if width >= SMALLEST_SHARE else f"<{SMALLEST_SHARE}"


@register.filter
def short(counted: int, is_public: bool = True) -> str:
    """A count where there is room for few letters: 2.9万, and 28.9k in English."""
    unit, word = (scales.WAN, "万") if in_chinese() else (1_000, "k")
    return people(counted, is_public) if counted < unit else f"{counted / unit:.1f}{word}"


@register.filter
def month_name(month: str) -> str:
    """2022-07 in a sentence: 七月, July."""
    return str(MONTHS[int(month[-2:])])


@register.filter
def tick(value: float) -> str:
    """A number on an axis: 20000 is 2 万, and 20,000 in English."""
    return scales.in_wan(value) if in_chinese() else f"{value:,g}"
