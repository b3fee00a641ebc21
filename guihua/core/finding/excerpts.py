"""The place in a text where typed words stand, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from guihua.core.finding.aloud import meant, syllables

BEFORE, AFTER = 16, 64  # characters shown round the first word
MORE = "…"

Piece = tuple[str, bool]  # some of the text, and whether it was typed


def excerpt(text: str, words: Sequence[str]) -> list[Piece]:
    """In the order of the text. Where none of the words is found it is the beginning."""
    flat, places = _flat(text)
    spans = sorted(span for word in words for span in _spans(flat, word))
    marked = {place for first, last in spans for place in range(places[first], places[last] + 1)}
    begin = max(0, min(marked, default=0) - BEFORE)
    end = min(len(text), begin + BEFORE + AFTER)
    pieces = _pieces(text, range(begin, end), marked)
    return [*([(MORE, False)] if begin else []), *pieces, *([(MORE, False)] if end < len(text) else [])]


def _pieces(text: str, places: range, marked: set[int]) -> list[Piece]:
    found: list[Piece] = []
    for place in places:
        character, is_marked = " " if text[place] in "\r\n" else text[place], place in marked
        if found and found[-1][1] == is_marked:
            character = found.pop()[0] + character
        found.append((character, is_marked))
    return found


def _flat(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, and where in it each of these characters stands."""
    both = [
        (one, place)
        for place, character in enumerate(text)
        for one in ("\n" if character == "\n" else normalize("NFKC", character).casefold())
        if one.isalnum() or one == "\n"
    ]
    return "".join(one for one, _place in both), [place for _one, place in both]


def _spans(flat: str, word: str) -> list[tuple[int, int]]:
    """From which to which character the word stands, wherever it does."""
    asked = meant(word)
    if asked.plain:
        starts = [n for n in range(len(flat)) if flat.startswith(asked.plain, n)]
        return [(n, n + len(asked.plain) - 1) for n in starts]
    if not asked.initials:
        return []
    heard = syllables(flat)
    ends = ((n, _end(heard, n, asked.initials)) for n in range(len(heard)))
    return [(n, end) for n, end in ends if end is not None]


def _end(heard: list[str], start: int, letters: str) -> int | None:
    """The last of the characters that the letters spell from `start` on, by their initials or as they are read."""
    if "".join(one[0] for one in heard[start : start + len(letters)]) == letters:
        return start + len(letters) - 1
    spelled = ""
    for place in range(start, min(start + len(letters), len(heard))):
        spelled += heard[place]
        if spelled.startswith(letters):
            return place
        if not letters.startswith(spelled):
            return None
    return None
