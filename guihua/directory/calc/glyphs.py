"""Characters that are taken for one another by who copies a list: a stroke longer or shorter, open or closed."""

from __future__ import annotations

TAKEN_FOR_EACH_OTHER = [
    "未末",
    "己已巳",
    "戊戌戍戎",
    "土士",
    "干千于",
    "天夭",
    "日曰",
    "人入",
    "免兔",
    "幼幻",
    "乌鸟",
    "侯候",
    "冼洗",
    "亨享",
    "晴睛",
    "壁璧",
    "崇祟",
    "微徽",
    "栗粟",
    "沐沭",
    "茶荼",
    "妹妺",
    "柬束",
    "玟玫",
]
"""Each group's characters look alike and sound apart or alike; those that merely sound alike are told by their sound."""

_FIRST = str.maketrans({glyph: group[0] for group in TAKEN_FOR_EACH_OTHER for glyph in group[1:]})


def look_alike(one: str, two: str) -> bool:
    """Whether two names look the same at a glance and are not: 陈未 and 陈末, 郭己 and 郭巳."""
    return one != two and one.translate(_FIRST) == two.translate(_FIRST)
