"""Who may be one person though nothing says so: looked for among many at once, never two by two.

Each way of being alike is an equal key, so that people are grouped and only those of one group are compared. A group
larger than a household tells nothing: a phone on forty names is that of a hall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from enum import Enum, auto
from itertools import combinations
from typing import NamedTuple

from guihua.directory.calc.sounds import heard, names_of_one

LARGEST_GROUP = 4  # people

Pair = tuple[int, int]


class Way(Enum):
    """How two are alike. `NEAR` is what becomes of `PHONE` where their names are rather one person's (`nearly`)."""

    BIRTHDAY = auto()
    SOUND = auto()
    NEAR = auto()
    PHONE = auto()


class Seen(NamedTuple):
    """Somebody as they were met, and whom they are known to be. What is not known is empty; birthday is of name and day."""

    pk: int
    root: int
    name: str
    has_number: bool
    phone: Hashable
    tail: Hashable
    birthday: Hashable


def pairs(seen: Sequence[Seen]) -> dict[Pair, Way]:
    """Each pair with the strongest way in which it is alike. Two ID numbers are two people, unless name and birthday
    agree: then one of the numbers may have been copied wrong."""
    numbered = {row.root for row in seen if row.has_number}
    sound = (((row.tail, heard(row.name)), row.root) for row in seen if row.tail)
    ways = [
        (Way.BIRTHDAY, _pairs(((row.birthday, row.root) for row in seen if row.birthday), set())),
        (Way.SOUND, _pairs(sound, numbered)),
        (Way.PHONE, _pairs(((row.phone, row.root) for row in seen if row.phone), numbered)),
    ]
    found: dict[Pair, Way] = {}
    for way, alike in ways:
        for pair in alike:
            found.setdefault(pair, way)
    return found


def nearly(seen: Iterable[Seen], found: dict[Pair, Way]) -> list[Pair]:
    """Of those at one phone, the pairs whose names are rather one person's."""
    names = {row.root: row.name for row in seen}
    return [(a, b) for (a, b), way in found.items() if way is Way.PHONE and names_of_one(names[a], names[b])]


def told_apart(one: Sequence[object], two: Sequence[object]) -> bool:
    """Whether traits, None where not known, differ where both are known."""
    return any(a is not None and b is not None and a != b for a, b in zip(one, two, strict=True))


def _pairs(keyed: Iterable[tuple[Hashable, int]], numbered: Set[int]) -> Iterator[Pair]:
    """Those of one key, lower first; not both of them among those whom their ID numbers tell apart."""
    groups: dict[Hashable, set[int]] = defaultdict(set)
    for key, root in keyed:
        groups[key].add(root)
    for roots in groups.values():
        if len(roots) <= LARGEST_GROUP:
            yield from (pair for pair in combinations(sorted(roots), 2) if not numbered >= set(pair))
