"""How a name sounds, as somebody hears it at a door in the Pearl River delta: what sounds alike is spelt alike."""

from __future__ import annotations

from functools import lru_cache

from guihua.directory.calc.glyphs import look_alike

LONGEST_CHINESE = 3  # characters of most names; a longer one may be written in part
# heard as one here: retroflex and plain, n and l, f and h before u, front and back nasals
HEARD = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("hu", "fu"), ("ng", "n")]


@lru_cache(maxsize=50_000)
def heard(name: str) -> str:
    """The syllables of a name without tones, those that are mixed up spelt as one. 陈志强 and 程志强 sound alike."""
    from pypinyin import lazy_pinyin  # half a second, which a process that compares no names need not wait for

    return " ".join(_folded(syllable) for syllable in lazy_pinyin(name))


def _folded(syllable: str) -> str:
    for spelt, meant in HEARD:
        syllable = syllable.replace(spelt, meant)
    return "n" + syllable[1:] if syllable.startswith("l") else syllable


def differ_by_one(one: str, two: str) -> bool:
    """Whether two names are the same but for one character that is another, or is not there."""
    longer, shorter = sorted((one, two), key=len, reverse=True)
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(longer, shorter, strict=True)) == 1
    return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def names_of_one(one: str, two: str) -> bool:
    """Whether two names at one phone are rather one person's, miswritten, than those of a household.

    何小敏 and 何敏 are, 阿卜杜拉 and 阿卜杜拉·麦麦提, 王小兰 and 黄小兰, 陈未 and 陈末. 陈志强 and 陈志明 are brothers, 何敏 and
    何芳 sisters.
    """
    if look_alike(one, two):
        return True
    longer, shorter = sorted((one, two), key=len, reverse=True)
    if len(longer) == len(shorter):
        return differ_by_one(one, two) and (one[0] != two[0] or heard(one) == heard(two))
    return differ_by_one(one, two) or (len(shorter) > LONGEST_CHINESE and longer.startswith(shorter))
