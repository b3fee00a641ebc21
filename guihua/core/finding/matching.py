"""Whether a text is meant by what was typed."""

from __future__ import annotations

from collections.abc import Iterator

from guihua.core.finding.spelling import TWO_LETTER_INITIALS, Unit, plain, units


def matches(text: str, typed: str) -> bool:
    """Whether the typed spells neighbouring characters of the text: each by itself, by a whole reading or by its initial,
    the last one also by the first letters of a reading. Nothing typed means nothing."""
    query = plain(typed)
    so_far: set[int] = set()
    for unit in units(text):
        so_far = {after for before in so_far | {0} for after in _steps(unit, query, before)}
        if query and len(query) in so_far:
            return True
    return False


def _steps(unit: Unit, query: str, place: int) -> Iterator[int]:
    """Where in the query one may be once the character is spelled from `place` on."""
    rest = query[place:]
    if rest[:1] == unit.text:
        yield place + 1
    for reading in unit.readings:
        if reading.startswith(rest):
            yield len(query)
        if rest.startswith(reading):
            yield place + len(reading)
        if rest[:1] == reading[0]:
            yield place + 1
        if rest[:2] in TWO_LETTER_INITIALS and reading.startswith(rest[:2]):
            yield place + 2
