"""How words stand side by side (、 and nothing in Chinese, a comma and a space in English), and in the records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def listed(names: Iterable[str]) -> str:
    return _("、").join(names)


def together(sentences: Iterable[str]) -> str:
    """Whole sentences, one after the other."""
    pair = pgettext("two sentences", "%(first)s%(second)s")
    return reduce(lambda first, second: pair % {"first": first, "second": second}, sentences)


def as_recorded(words: object) -> str:
    """As records and files keep it: in Chinese, whatever language its writer reads."""
    with translation.override(None):
        return str(words)
