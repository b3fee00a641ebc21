"""How each character of a text may be spelled. The readings are those of `pypinyin`'s dictionary."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

MOST_READINGS = 6
TWO_LETTER_INITIALS = ("zh", "ch", "sh")

# Read otherwise as a surname than a dictionary's first reading says; these come first and are never cut off.
SURNAMES = {
    "仇": "qiu",
    "任": "ren",
    "冼": "xian",
    "华": "hua",
    "单": "shan",
    "区": "ou",
    "召": "shao",
    "员": "yun",
    "句": "gou",
    "尉": "yu wei",
    "尹": "yin",
    "幺": "yao",
    "应": "ying",
    "折": "she",
    "晁": "chao",
    "曾": "zeng",
    "朴": "piao",
    "查": "zha",
    "柏": "bai",
    "洗": "xian",
    "燕": "yan",
    "牟": "mu mou",
    "盖": "ge gai",
    "盛": "sheng",
    "祭": "zhai",
    "种": "chong",
    "秘": "bi",
    "繁": "po",
    "纪": "ji",
    "缪": "miao",
    "翟": "zhai di",
    "能": "nai",
    "覃": "qin tan",
    "解": "xie",
    "郗": "xi chi",
    "重": "chong",
    "长": "zhang chang",
    "隗": "wei kui",
    "黑": "he",
    "万": "wan mo",
    "俟": "qi si",
    "澹": "tan",
    "乐": "yue le",
}


class Unit(NamedTuple):
    """One character of a text, and its readings in letters; none where it stands for itself alone."""

    text: str
    readings: tuple[str, ...]

    @property
    def starts(self) -> tuple[str, ...]:
        """The letters by which the character may be begun."""
        return tuple(dict.fromkeys(reading[0] for reading in self.readings)) or (self.text,)


def plain(text: str) -> str:
    """The text without width, case, spaces and punctuation, such as the dot in a name of several parts."""
    return "".join(one for one in normalize("NFKC", text).casefold() if one.isalnum())


def units(text: str) -> list[Unit]:
    return [Unit(one, readings(one)) for one in plain(text)]


def spelt(text: str) -> str:
    """For a page that finds as one types: each character with its readings, as 张:zhang 晓:xiao."""
    return " ".join(":".join([unit.text, *unit.readings]) for unit in units(text))


def is_letter(character: str) -> bool:
    """Whether somebody may have typed it to spell a character: a Latin letter, or a digit."""
    return character.isascii()


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """How a character may be read: as a surname first, then as the dictionary says."""
    if is_letter(character):
        return ()
    from pypinyin import Style, pinyin  # half a second, which a command that finds nobody need not wait for

    known = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    heard = [*SURNAMES.get(character, "").split(), *(known[0] if known else ())]
    typed = [way for one in heard for way in _typed(one) if way.isascii() and way.isalpha()]
    return tuple(dict.fromkeys(typed))[:MOST_READINGS]


def _typed(reading: str) -> tuple[str, ...]:
    """How a reading is typed: ü, for which no key stands, as v, u or yu."""
    if "v" not in reading:
        return (reading,)
    return reading, reading.replace("v", "u"), reading.replace("v", "yu")
