"""Months in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from guihua.delivery import closing_policy

register = template.Library()


@register.filter
def month_words(month: int) -> str:
    """2022 年 3 月."""
    return closing_policy.in_words(month)


@register.filter
def month_short(month: int) -> str:
    """3 月."""
    return _("%(n)d 月") % {"n": month % 100}
