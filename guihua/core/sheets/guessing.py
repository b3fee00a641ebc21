"""What somebody may have meant by a cell that is bad."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from guihua.core.sheets.parsers.words import plain

LIKE_ENOUGH = 0.6
SHORT, LIKE_ENOUGH_IF_SHORT = 3, 0.5  # characters: 小祖 shares one of two with 小组


def meant(text: str, options: Sequence[str]) -> str:
    """The option that is most like the text, "" where none is, or the text is one: then something else is bad about it."""
    written = plain(text)
    if not written or not options:
        return ""
    by_spelling = {plain(option): option for option in reversed(options)}
    if written in by_spelling:
        return ""
    cutoff = LIKE_ENOUGH_IF_SHORT if len(written) <= SHORT else LIKE_ENOUGH
    close = get_close_matches(written, by_spelling, n=1, cutoff=cutoff)
    return by_spelling[close[0]] if close else ""
