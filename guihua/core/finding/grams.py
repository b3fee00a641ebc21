"""The short pieces of a text by which an index finds it."""

from __future__ import annotations

from guihua.core.finding.spelling import units

LONGEST = 6  # characters of a gram: the longest syllable


def grams(text: str) -> set[str]:
    """For each place in the text: its two characters, each reading of the first, and what both may begin with.

    The last character stands alone, so that every character begins a gram.
    """
    found: set[str] = set()
    of = units(text)
    for n, unit in enumerate(of):
        after = of[n + 1] if n + 1 < len(of) else None
        found.add(unit.text + (after.text if after else ""))
        found.update(reading[:LONGEST] for reading in unit.readings)
        if after:
            found.update(one + other for one in unit.starts for other in after.starts)
    return found
