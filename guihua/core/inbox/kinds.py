"""The kinds of notices that there are. Each context says its own in its `notices.py`, which every process reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = Callable[[Mapping[str, Any]], str]


class UnknownKind(KeyError):
    """No context has said what such a notice says."""


@dataclass(frozen=True)
class Kind:
    """`title` names the kind where one chooses among them, `words` makes the sentence. A kind that is harmless can be left
    out of the inbox too; one that mails is also sent to who gave a mail address, unless they wish otherwise."""

    code: str
    title: str | Promise
    words: Words
    is_harmless: bool = False
    mails: bool = True


KINDS: dict[str, Kind] = {}


def kind(code: str, title: str | Promise, words: Words, *, is_harmless: bool = False, mails: bool = True) -> Kind:
    KINDS[code] = found = Kind(code, title, words, is_harmless, mails)
    return found


def named(code: str) -> Kind:
    try:
        return KINDS[code]
    except KeyError:
        raise UnknownKind(code) from None
