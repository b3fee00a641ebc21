"""The header, wherever it stands: under a title, or spread over two rows by merged cells."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from guihua.core.sheets.spaces import visible

DEPTH = 10  # rows from the top among which the header must be


@dataclass(frozen=True)
class Header:
    """`row` as the spreadsheet counts it (of two rows the lower one); `names` by position, "" where nothing stands."""

    row: int
    names: list[str]
    known: int  # how many of the expected names it has


def find(top: Sequence[Sequence[str]], expected: Sequence[str] | Mapping[str, str]) -> Header | None:
    """The row, or the two adjacent rows read as one, with most of the expected names; None where no row has any.

    A mapping gives by spelling the name that it stands for.
    """
    spelt = expected if isinstance(expected, Mapping) else {name: name for name in expected}
    words = {key_of(spelling): name for spelling, name in spelt.items()}
    wanted = {key_of(name) for name in words.values()}
    width = max(map(len, top), default=0)
    rows = [[*(_word(cell, words) for cell in row), *[""] * (width - len(row))] for row in top[:DEPTH]]
    single = list(enumerate(rows, start=1))
    # a vertically merged name stands in the upper row and leaves the lower one empty
    double = [
        (n, [low or high for high, low in zip(above, below, strict=True)])
        for n, (above, below) in enumerate(itertools.pairwise(rows), start=2)
    ]
    best = None
    for last, names in [*single, *double]:
        known = len(wanted & {key_of(name) for name in names})
        if known > (best.known if best else 0):
            best = Header(last, _without_blank_end(names), known)
    return best


def key_of(name: str) -> str:
    """The spelling by which names of columns are compared: 姓　名* is 姓名."""
    return "".join(normalize("NFKC", visible(name)).split()).strip("*:")


def _word(cell: str, words: dict[str, str]) -> str:
    """The expected name that a cell means, else its own words."""
    key = key_of(cell)
    return words.get(key, "".join(visible(cell).split()).strip("*＊") if key else "")


def _without_blank_end(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names = names[:-1]
    return names
