"""How Chinese is looked for by those who type Latin letters: in full pinyin, or by initials."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from pypinyin import Style, lazy_pinyin, pinyin


def is_found(wanted: str, text: str) -> bool:
    """Whether what somebody typed stands in the text: as it is, in pinyin (quanming, ouyang) or by initials (qm)."""
    typed = normalize("NFKC", wanted).casefold().replace(" ", "")
    if typed in normalize("NFKC", text).casefold():
        return True
    return typed.isascii() and typed.isalpha() and any(typed in reading for reading in _readings(text))


@lru_cache(maxsize=50_000)
def _readings(text: str) -> tuple[str, ...]:
    """Full and by initials, once for each way in which the first character is read: 区 is Ou as a surname, 单 is Shan."""
    if not text:
        return ()
    rest = lazy_pinyin(text[1:])
    firsts = pinyin(text[0], style=Style.NORMAL, heteronym=True)[0]
    initials = "".join(syllable[:1] for syllable in rest)
    return tuple(reading for first in firsts for reading in (first + "".join(rest), first[:1] + initials))
