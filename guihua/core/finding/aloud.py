"""A long text as its characters, as it is read aloud, and as its initials: in one of them a typed word stands, or nowhere.

Names have every reading of a character (`spelling`); a text has the one that it has there, which `pypinyin`'s phrases tell:
重 is chong in 重阳 and zhong in 重点.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from guihua.core.finding.spelling import is_letter, plain

MOST_WAYS = 24  # in which letters are cut into syllables
INITIALS = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
FINALS = "a|o|e|ai|ei|ao|ou|an|en|ang|eng|er|ong|i|ia|ie|iu|ian|in|iang|ing|iao|iong|u|ua|uo|uai|ui|uan|un|uang|ue|v|ve"
BEGUN = sorted({final[:length] for final in FINALS.split("|") for length in range(1, len(final) + 1)})
WHOLE_SYLLABLE = re.compile(rf"(?:{INITIALS})?(?:{FINALS})|\d")
LAST_SYLLABLE = re.compile(rf"(?:{INITIALS})?(?:{'|'.join(BEGUN)})|{INITIALS}|\d")
LONGEST_SYLLABLE = 6


class Aloud(NamedTuple):
    """A line each: characters without width, case and punctuation; syllables, each after a space; their first letters."""

    plain: str
    pinyin: str
    initials: str


def aloud(text: str) -> Aloud:
    flat = "\n".join(filter(None, map(plain, text.splitlines())))
    heard = syllables(flat)
    return Aloud(flat, "".join(one if one == "\n" else f" {one}" for one in heard), "".join(one[0] for one in heard))


def syllables(flat: str) -> list[str]:
    """Of each character how it is read; of what has no reading itself. No phrase goes over the end of a line."""
    return [one for line in flat.splitlines(keepends=True) for one in _of_line(line)]


@lru_cache(maxsize=2_000)
def _of_line(flat: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # half a second, which a command that finds nothing need not wait for

    heard = lazy_pinyin(flat, errors=list)  # type: ignore[arg-type]  # - a list, too: one sound a character
    return tuple(heard if len(heard) == len(flat) else flat)


class Meant(NamedTuple):
    """What has to stand in a text for a typed word: it in its characters, or in its initials, or one of these as it is read.
    Nothing at all where the word says too little to look for."""

    plain: str = ""
    initials: str = ""
    pinyin: tuple[str, ...] = ()


def meant(word: str) -> Meant:
    """One letter stands in nearly every text: it is looked for in none."""
    typed = plain(word)
    if not all(map(is_letter, typed)):
        return Meant(plain=typed)
    return Meant(initials=typed, pinyin=ways(typed)) if len(typed) > 1 else Meant()


@lru_cache(maxsize=2_000)
def ways(letters: str) -> tuple[str, ...]:
    """How the letters are syllables one after the other, the last perhaps only begun, each after a space."""
    if len(letters) > LONGEST_SYLLABLE * MOST_WAYS:
        return ()
    found = [f" {letters}"] if LAST_SYLLABLE.fullmatch(letters) else []
    for length in range(min(LONGEST_SYLLABLE, len(letters) - 1), 0, -1):
        if WHOLE_SYLLABLE.fullmatch(letters[:length]):
            found += [f" {letters[:length]}{rest}" for rest in ways(letters[length:])]
    return tuple(found[:MOST_WAYS])
