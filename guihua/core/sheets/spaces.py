"""What nobody sees: spaces of every width, and the marks that copying from chat and address books leaves behind."""

from __future__ import annotations

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
CONTROLS = "".join(map(chr, range(32)))
LAST = (
    0x3000  # the widest, of Chinese text; what comes after it in Unicode was looked through at every start of a process
)
SPACES = "".join(c for c in map(chr, range(LAST + 1)) if c.isspace() and c not in CONTROLS)
TRIMMED = CONTROLS + SPACES + INVISIBLE

DELETED = dict.fromkeys(map(ord, INVISIBLE))
UNSPOKEN = dict.fromkeys(ord(c) for c in CONTROLS if c not in "\t\n\r") | {0x7F: None} | DELETED


def tidy(text: str) -> str:
    """Without invisible marks and control characters, and without what nobody sees at both ends."""
    if text.isprintable() and text.isascii():
        return text.strip()
    return text.translate(UNSPOKEN).strip(TRIMMED)


def visible(text: str) -> str:
    """Without the invisible marks, wherever they stand; spaces stay."""
    return text if text.isascii() else text.translate(DELETED)
