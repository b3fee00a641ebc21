"""How words and sentences stand side by side: 、 and nothing in Chinese, a comma and a space in English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def listed(names: Iterable[str]) -> str:
    return _("、").join(names)


def together(sentences: Iterable[str]) -> str:
    """Whole sentences, one after the other."""
    pair = pgettext("two sentences", "%(first)s%(second)s")
    return reduce(lambda first, second: pair % {"first": first, "second": second}, sentences)
