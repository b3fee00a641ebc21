"""Texts found as people type them: 汉字, pinyin, initials, or some of each. Pure: it knows no table."""

from guihua.core.finding.aloud import Aloud, Meant, aloud, meant
from guihua.core.finding.asking import Asked, asked
from guihua.core.finding.excerpts import Piece, excerpt
from guihua.core.finding.grams import LONGEST, grams
from guihua.core.finding.matching import matches
from guihua.core.finding.spelling import spelt

__all__ = [
    "LONGEST",
    "Aloud",
    "Asked",
    "Meant",
    "Piece",
    "aloud",
    "asked",
    "excerpt",
    "grams",
    "matches",
    "meant",
    "spelt",
]
